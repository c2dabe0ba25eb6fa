// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What a checkpoint says about a database: the files' state when they were at rest, and the newest change that was read
/// from each table of messages, in milliseconds.
struct OpenCodePosition: Equatable, SourcePosition {
    private static let version = "2"

    var fingerprint = "-"
    private var first: Int64 = 0
    private var second: Int64 = 0

    init() {}

    /// Reads the notation of ``text``; nil for any other.
    init?(_ text: String) {
        let parts = text.split(separator: " ")
        guard parts.count == 4, parts[0] == Self.version, let first = Int64(parts[2]), let second = Int64(parts[3])
        else { return nil }
        (fingerprint, self.first, self.second) = (String(parts[1]), first, second)
    }

    subscript(_ version: OpenCodeTable.Version) -> Int64 {
        get { version == .first ? first : second }
        set {
            switch version {
            case .first: first = newValue
            case .second: second = newValue
            }
        }
    }

    var text: String { "\(Self.version) \(fingerprint) \(first) \(second)" }
}
