// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionSources

/// Where it is kept what accounts pay instead of list prices: one file of the data folder.
struct AgreementFile: Sendable {
    private let file: SettingsFile

    init(_ directory: DataDirectory) { file = SettingsFile(path: "\(directory.path)/agreements.json") }

    var path: String { file.path }

    /// What it holds; nothing where there is none.
    ///
    /// - Throws: `SettingsError` that names the file and the key.
    func read() throws -> AgreementList { try file.read(AgreementList.init) ?? AgreementList() }

    /// Replaces what it holds.
    ///
    /// - Throws: `SettingsError`.
    func write(_ list: AgreementList) throws { try file.write(list.json) }
}
