// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

/// What a turn in a conversation was for, as far as its first message shows it.
///
/// Scheduled work inside a session of its own is known by the session's key. Inside the main session only the message that
/// began the turn tells it: every call until the next message of a person belongs to it.
package enum OpenClawTurn: Equatable {
    /// A person's, or nobody says otherwise.
    case ordinary
    /// Begun by events of the system alone; its reply may tell that it was a heartbeat's.
    case system
    /// The machine's own words that go on with whatever the conversation is: a command that ended, a message from another
    /// session.
    case continued
    /// The first of a helper that another session started.
    case helper
    /// A heartbeat's.
    case heartbeat
    /// A cron job's.
    case cron(String)
    /// A cron job's, of which the message does not name the job.
    case cronWake

    private static let cronPrefix: StaticString = "[cron:"

    /// Looks at the beginning of a user message's text; nothing of it is kept but a job's id.
    ///
    /// - Parameter isJSON: Whether the bytes are the inside of a JSON string rather than its text.
    init(prompt bytes: Span<UInt8>, _ range: Range<Int>, _ heartbeats: OpenClawHeartbeatPrompts, isJSON: Bool) {
        let prompt = OpenClawPrompt(bytes, range, isJSON: isJSON)
        if heartbeats.match(bytes, prompt.range, isJSON: isJSON) || heartbeats.match(bytes, range, isJSON: isJSON) {
            self = .heartbeat
        } else if let job = Self.cronJob(bytes, prompt.range) {
            self = .cron(job)
        } else if let turn = OpenClawWords.turn(bytes, prompt.range) {
            self = turn
        } else {
            self = prompt.hasSystemLines && prompt.range.isEmpty ? .system : .ordinary
        }
    }

    private static func cronJob(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String? {
        guard JSONScanner.starts(bytes, range, with: cronPrefix) else { return nil }
        let start = range.lowerBound + cronPrefix.utf8CodeUnitCount
        var end = start
        // An id is short; a text that merely looks like one is no job.
        while end < range.upperBound, end - start <= 128, bytes[end] != 0x20, bytes[end] != 0x5d { end += 1 }
        guard end > start, end - start <= 128 else { return nil }
        return JSONScanner.text(bytes, start..<end)
    }

    /// What its calls are for, where that differs from their conversation.
    package var kind: SessionKind? {
        switch self {
        case .ordinary, .system, .continued, .helper: nil
        case .heartbeat: .heartbeat
        case .cron, .cronWake: .cron
        }
    }

    /// What it says about its whole conversation, as long as nothing better does.
    var conversation: SessionKind? {
        switch self {
        case .ordinary: .chat
        case .helper: .subagent
        case .system, .continued, .heartbeat, .cron, .cronWake: nil
        }
    }

    /// Whether a reply that there was nothing to do makes it a heartbeat's.
    package var mayBeHeartbeat: Bool { self == .ordinary || self == .system }

    package var cronJob: String? {
        guard case .cron(let job) = self else { return nil }
        return job
    }
}

extension OpenClawTurn {
    init(text: Substring) {
        switch text {
        case "h": self = .heartbeat
        case "s": self = .system
        case "n": self = .continued
        case "u": self = .helper
        case "w": self = .cronWake
        case _ where text.hasPrefix("c"): self = .cron(String(text.dropFirst()))
        default: self = .ordinary
        }
    }

    /// For a checkpoint.
    var text: String {
        switch self {
        case .ordinary: "-"
        case .system: "s"
        case .continued: "n"
        case .helper: "u"
        case .heartbeat: "h"
        case .cron(let job): "c\(job)"
        case .cronWake: "w"
        }
    }
}
