// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What a turn in a conversation was for, as far as its first message shows it.
///
/// Scheduled work inside a session of its own is known by the session's key. Inside the main session only the message that
/// began the turn tells it: every call until the next message of a person belongs to it.
enum OpenClawTurn: Equatable {
    /// A person's, or nobody says otherwise.
    case ordinary
    /// A heartbeat's.
    case heartbeat
    /// A cron job's.
    case cron(String)

    private static let cronPrefix: StaticString = "[cron:"

    /// Looks at the beginning of a user message's text; nothing of it is kept but a job's id.
    ///
    /// - Parameter isJSON: Whether the bytes are the inside of a JSON string rather than its text.
    init(prompt bytes: Span<UInt8>, _ range: Range<Int>, _ heartbeats: OpenClawHeartbeatPrompts, isJSON: Bool) {
        self = .ordinary
        if heartbeats.match(bytes, range, isJSON: isJSON) {
            self = .heartbeat
        } else if JSONScanner.starts(bytes, range, with: Self.cronPrefix) {
            let start = range.lowerBound + Self.cronPrefix.utf8CodeUnitCount
            var end = start
            // An id is short; a text that merely looks like one is no job.
            while end < range.upperBound, end - start <= 128, bytes[end] != 0x20, bytes[end] != 0x5d { end += 1 }
            if end > start, end - start <= 128, let job = JSONScanner.text(bytes, start..<end) { self = .cron(job) }
        }
    }

    var kind: SessionKind? {
        switch self {
        case .ordinary: nil
        case .heartbeat: .heartbeat
        case .cron: .cron
        }
    }

    var cronJob: String? {
        guard case .cron(let job) = self else { return nil }
        return job
    }
}

extension OpenClawTurn {
    init(text: Substring) {
        switch text {
        case "h": self = .heartbeat
        case _ where text.hasPrefix("c"): self = .cron(String(text.dropFirst()))
        default: self = .ordinary
        }
    }

    /// For a checkpoint.
    var text: String {
        switch self {
        case .ordinary: "-"
        case .heartbeat: "h"
        case .cron(let job): "c\(job)"
        }
    }
}
