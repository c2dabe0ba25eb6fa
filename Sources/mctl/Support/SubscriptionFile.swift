// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionSources

/// Where subscriptions are kept: one file of the data folder.
struct SubscriptionFile: Sendable {
    private let file: SettingsFile

    init(_ directory: DataDirectory) { file = SettingsFile(path: "\(directory.path)/subscriptions.json") }

    /// What it holds; nothing where there is none.
    ///
    /// - Throws: `SettingsError` that names the file and the key.
    func read() throws -> SubscriptionList { try file.read(SubscriptionList.init) ?? SubscriptionList() }

    /// Replaces what it holds.
    ///
    /// - Throws: `SettingsError`.
    func write(_ list: SubscriptionList) throws { try file.write(list.json) }

    /// Gives what it holds now.
    var provider: SubscriptionProvider { SubscriptionProvider { try read() } }
}
