// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// A revision of the Model Context Protocol, newest first.
enum ProtocolVersion: String, CaseIterable {
    /// Without a handshake: each request says which revision it is in.
    case stateless = "2026-07-28"
    case november2025 = "2025-11-25"
    case june2025 = "2025-06-18"
    /// Also knows several messages in one array.
    case march2025 = "2025-03-26"
    case november2024 = "2024-11-05"

    /// What a handshake can agree on: what the client asks for, where it is known, else the newest that has one.
    static func agreed(on asked: String) -> ProtocolVersion {
        let known = ProtocolVersion(rawValue: asked)
        return known == .stateless ? .november2025 : known ?? .november2025
    }

    /// Whether messages may come as an array.
    var hasBatches: Bool { self == .march2025 || self == .november2024 }

    /// All of them, for programs.
    static var all: JSONValue { .array(allCases.map { .string($0.rawValue) }) }
}
