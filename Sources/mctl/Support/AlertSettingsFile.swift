// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionSources

/// Where it is kept what people say about alerts: one file of the data folder.
struct AlertSettingsFile: Sendable {
    private let file: SettingsFile

    init(_ directory: DataDirectory) { file = SettingsFile(path: "\(directory.path)/alerts.json") }

    /// What it holds; nothing where there is none.
    ///
    /// - Throws: `SettingsError` that names the file and the key.
    func read() throws -> AlertSettings { try file.read(AlertSettings.init) ?? AlertSettings() }

    /// Replaces what it holds.
    ///
    /// - Throws: `SettingsError`.
    func write(_ settings: AlertSettings) throws { try file.write(settings.json) }
}

extension GlobalOptions {
    /// What people have said about alerts.
    var alertSettings: AlertSettingsFile { AlertSettingsFile(directory) }
}
