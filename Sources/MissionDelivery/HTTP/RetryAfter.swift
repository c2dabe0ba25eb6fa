// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// How long a service asks to wait.
enum RetryAfter {
    /// Whoever asks for longer would silence a channel.
    static let longest: Int64 = 86_400_000

    /// Milliseconds from 0 to a day of `120`, `1.5` or `Sat, 21 Nov 2026 14:30:00 GMT`; nil for anything else.
    static func milliseconds(_ text: String, now: Timestamp) -> Int64? {
        let text = text.trimmingCharacters(in: .whitespaces)
        if let wait = milliseconds(seconds: text) { return wait }
        return date(text).map { min(max($0.milliseconds.subtractingReportingOverflow(now.milliseconds).0, 0), longest) }
    }

    /// The same of seconds alone, rounded up.
    static func milliseconds(seconds text: String) -> Int64? {
        guard text.utf8.count <= 32, text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2e }),
            let seconds = Double(text), seconds.isFinite
        else { return nil }
        return Int64(min((seconds * 1000).rounded(.up), Double(longest)))
    }

    /// The form of dates that HTTP prescribes for senders.
    private static func date(_ text: String) -> Timestamp? {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", parts[1].count == 2, parts[3].count == 4, parts[4].count == 8,
            let month = months.firstIndex(of: String(parts[2]))
        else { return nil }
        let number = month + 1
        return Timestamp(iso8601: "\(parts[3])-\(number < 10 ? "0" : "")\(number)-\(parts[1])T\(parts[4])Z")
    }
}
