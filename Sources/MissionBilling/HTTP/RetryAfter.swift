// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// How long a provider asks to wait.
enum RetryAfter {
    /// Whole seconds of `120`, from 0 to a day; nil for anything else. These providers send seconds, not dates.
    static func seconds(_ text: String?) -> Int64? {
        guard let text = text?.trimmed, !text.isEmpty, text.utf8.count <= 12,
            text.utf8.allSatisfy({ $0 &- 0x30 < 10 }), let seconds = Int64(text)
        else { return nil }
        return min(seconds, 86_400)
    }
}
