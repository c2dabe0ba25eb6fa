// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import Foundation
package import MissionCore
internal import Synchronization

/// Where budgets are kept: one file of the data folder.
package struct BudgetStore: Sendable {
    private let file: SettingsFile
    private let models: Models

    /// The file, which need not exist.
    package var path: String { file.path }

    /// Names the store of a data folder.
    ///
    /// - Parameter models: The models by whose short names budgets may name them; asked once, when a budget does.
    package init(dataFolder: String, models: @escaping @Sendable () throws -> ModelDirectory) {
        file = SettingsFile(path: "\(dataFolder)/budgets.json")
        self.models = Models(models)
    }

    /// The budgets; none where there is no file.
    ///
    /// - Throws: ``MissionCore/SettingsError`` that names the file and the key.
    package func plan() throws -> BudgetPlan {
        try file.read { try BudgetPlan($0, models: models.known) } ?? BudgetPlan()
    }

    /// The models that budgets may name.
    ///
    /// - Throws: what makes the directory.
    package func directory() throws -> ModelDirectory { try models.known() }

    /// The budgets of another file, such as one that another program uses.
    ///
    /// - Throws: ``MissionCore/SettingsError`` that names the file and the key.
    package func plan(_ data: Data, named name: String) throws -> BudgetPlan {
        try SettingsFile.settings(data, named: name) { try BudgetPlan($0, models: models.known) }
    }

    /// Keeps budgets in the place of those that were kept.
    ///
    /// - Throws: ``MissionCore/SettingsError`` that says why it cannot.
    package func keep(_ plan: BudgetPlan) throws {
        try file.write(plan.json)
    }
}

/// The directory of models, made when it is first needed: a request should not wait for it each time.
private final class Models: Sendable {
    private let make: @Sendable () throws -> ModelDirectory
    private let made = Mutex<ModelDirectory?>(nil)

    init(_ make: @escaping @Sendable () throws -> ModelDirectory) {
        self.make = make
    }

    @Sendable func known() throws -> ModelDirectory {
        try made.withLock { made in
            let directory = try made ?? make()
            made = directory
            return directory
        }
    }
}
