// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import Foundation
package import MissionCore

/// Where budgets are kept: one file of the data folder, for its owner's eyes only.
///
/// A file rather than the ledger, because budgets are set while another process writes to that.
package struct BudgetStore: Sendable {
    /// The file, which need not exist.
    package let path: String
    private let models: @Sendable () throws -> ModelDirectory

    /// Names the store of a data folder.
    ///
    /// - Parameter models: The models by whose short names budgets may name them.
    package init(dataFolder: String, models: @escaping @Sendable () throws -> ModelDirectory) {
        path = "\(dataFolder)/budgets.json"
        self.models = models
    }

    /// The budgets; none where there is no file.
    ///
    /// - Throws: ``MissionCore/BudgetError`` that names the file and the key.
    package func plan() throws -> BudgetPlan {
        guard let data = try reading({ try PrivateFile(path: path).read() }) else { return BudgetPlan() }
        return try plan(data, named: path)
    }

    /// The budgets of another file, such as one that another program uses.
    ///
    /// - Throws: ``MissionCore/BudgetError`` that names the file and the key.
    package func plan(_ data: Data, named name: String) throws -> BudgetPlan {
        guard let json = JSONValue(parsing: data) else { throw BudgetError(name, expected: "JSON") }
        do { return try BudgetPlan(json, models: models()) } catch let error as BudgetError {
            throw BudgetError("\(name): \(error.key)", expected: error.expected)
        }
    }

    /// Keeps budgets in the place of those that were kept.
    ///
    /// - Throws: ``MissionCore/BudgetError`` that says why it cannot.
    package func keep(_ plan: BudgetPlan) throws {
        try reading { try PrivateFile(path: path).write(Data(plan.json.text(.indented).utf8)) }
    }

    private func reading<Result>(_ work: () throws -> Result) throws -> Result {
        do { return try work() } catch let failure as PrivateFile.Failure {
            throw BudgetError(path, expected: "a file that can be used; \(failure.reason)")
        }
    }
}
