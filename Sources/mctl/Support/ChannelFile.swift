// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionDelivery
internal import MissionSources

/// Where channels are kept: one file of the data folder, with their secrets, for its owner's eyes only.
struct ChannelFile: Sendable {
    private let file: SettingsFile

    init(_ directory: DataDirectory) { file = SettingsFile(path: "\(directory.path)/channels.json") }

    /// What it holds; nothing where there is none.
    ///
    /// - Throws: `SettingsError` that names the file and the key.
    func read() throws -> ChannelList { try file.read(ChannelList.init) ?? ChannelList() }

    /// Replaces what it holds.
    ///
    /// - Throws: `SettingsError`.
    func write(_ list: ChannelList) throws { try file.write(list.json) }

    /// One channel.
    ///
    /// - Throws: ``CommandFailure`` where there is none of that name, or `SettingsError`.
    func channel(_ name: String) throws -> ChannelSettings {
        guard let channel = try read()[name] else {
            throw CommandFailure(status: .noInput, message: "there is no channel “\(name)”; mctl alerts channel list")
        }
        return channel
    }
}
