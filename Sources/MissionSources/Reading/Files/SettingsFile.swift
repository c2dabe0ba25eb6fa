// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import Foundation
package import MissionCore

/// Settings as JSON in a private file of the data folder: a file rather than the ledger, because settings are changed while
/// another process writes to that.
package struct SettingsFile: Sendable {
    /// The file, which need not exist.
    package let path: String

    package init(path: String) {
        self.path = path
    }

    /// What `make` makes of the content; nil where there is no file.
    ///
    /// - Throws: ``MissionCore/SettingsError`` that names the file and the key.
    package func read<Settings>(_ make: (JSONValue) throws -> Settings) throws -> Settings? {
        guard let data = try usable({ try PrivateFile(path: path).read() }) else { return nil }
        return try Self.settings(data, named: path, make)
    }

    /// The settings of a file that somebody named.
    ///
    /// - Throws: ``MissionCore/SettingsError`` that names the file and the key.
    package static func settings<Settings>(
        _ data: Data, named name: String, _ make: (JSONValue) throws -> Settings
    ) throws -> Settings {
        guard let json = JSONValue(parsing: data) else { throw SettingsError(name, expected: "JSON") }
        do { return try make(json) } catch let error as SettingsError {
            throw SettingsError("\(name): \(error.key)", expected: error.expected)
        }
    }

    /// Replaces the content.
    ///
    /// - Throws: ``MissionCore/SettingsError`` that says why it cannot.
    package func write(_ json: JSONValue) throws {
        try usable { try PrivateFile(path: path).write(Data(json.text(.indented).utf8)) }
    }

    private func usable<Result>(_ work: () throws -> Result) throws -> Result {
        do { return try work() } catch let failure as PrivateFile.Failure {
            throw SettingsError(path, expected: "a file that can be used; \(failure.reason)")
        }
    }
}
