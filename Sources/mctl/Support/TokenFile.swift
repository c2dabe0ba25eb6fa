// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore
internal import MissionSources
internal import Synchronization

/// Where tokens are kept: one file of the data folder, with their digests only, for its owner's eyes only.
struct TokenFile: Sendable {
    private let path: String
    private var file: SettingsFile { SettingsFile(path: path) }

    init(_ directory: DataDirectory) { path = "\(directory.path)/tokens.json" }

    /// What it holds; nothing where there is none.
    ///
    /// - Throws: `SettingsError` that names the file and the key.
    func read() throws -> AccessTokenList { try file.read(AccessTokenList.init) ?? AccessTokenList() }

    /// Replaces what it holds.
    ///
    /// - Throws: `SettingsError`.
    func write(_ list: AccessTokenList) throws { try file.write(list.json) }

    /// Gives what it holds at the moment; the file is read again whenever it is another.
    var provider: @Sendable () throws -> AccessTokenList {
        let known = TokenMemory()
        return { try known.list(of: path) { try read() } }
    }
}

/// What a file of tokens held when it was last read, and which file that was.
private final class TokenMemory: Sendable {
    /// A file that is written anew is another one, and one that is changed in place has another time or size.
    private struct Version: Equatable {
        var file: UInt64
        var size: Int64
        var changed: Date
    }

    private let known = Mutex<(version: Version, list: AccessTokenList)?>(nil)

    /// A file that cannot be read throws each time: nobody gets in by what it held before.
    func list(of path: String, read: () throws -> AccessTokenList) throws -> AccessTokenList {
        // Before it is read, so that a change in between is noticed at the next look.
        let version = Self.version(of: path)
        if let version, let list = known.withLock({ $0?.version == version ? $0?.list : nil }) { return list }
        let list = try read()
        known.withLock { $0 = version.map { ($0, list) } }
        return list
    }

    /// Nil where there is no file.
    private static func version(of path: String) -> Version? {
        guard let facts = try? FileManager.default.attributesOfItem(atPath: path) else { return nil }
        return Version(
            file: (facts[.systemFileNumber] as? NSNumber)?.uint64Value ?? 0,
            size: (facts[.size] as? NSNumber)?.int64Value ?? 0,
            changed: facts[.modificationDate] as? Date ?? .distantPast)
    }
}
