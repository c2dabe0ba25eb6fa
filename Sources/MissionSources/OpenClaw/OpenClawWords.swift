// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// How messages begin that OpenClaw itself writes as if a user had, other than heartbeats and named jobs.
///
/// Source: `INTERNAL_WAKE_TRANSCRIPT_PROMPTS`, `heartbeat-events-filter.ts`, `inter-session` and subagent announcements of
/// OpenClaw 2026.1 to 2026.9.7, read 2026-11.
enum OpenClawWords {
    private static let beginnings: [(StaticString, OpenClawTurn)] = [
        ("[OpenClaw heartbeat", .heartbeat),
        ("[OpenClaw cron", .cronWake),
        // Before May 2026 a job's event in the main session came in these words.
        ("A scheduled reminder has been triggered", .cronWake),
        ("A scheduled cron event ", .cronWake),
        // `exec completion`, `session event`, and whatever comes to be written like them.
        ("[OpenClaw ", .continued),
        ("An async command ", .continued),
        ("[Inter-session message]", .continued),
        ("[System Message]", .continued),
        ("[Internal task completion event]", .continued),
        ("<<<BEGIN_OPENCLAW_INTERNAL_CONTEXT>>>", .continued),
        ("OpenClaw runtime context (internal)", .continued),
        ("Pre-compaction memory flush", .continued),
        ("Continue where you left off. The previous model attempt", .continued),
        ("[Subagent Context]", .helper),
    ]

    /// What a text begins; nil for a person's words.
    static func turn(_ bytes: Span<UInt8>, _ range: Range<Int>) -> OpenClawTurn? {
        beginnings.first { JSONScanner.starts(bytes, range, with: $0.0) }?.1
    }
}
