// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension String {
    /// The text, or as many whole characters of its beginning as fit, with an ellipsis.
    ///
    /// - Parameters:
    ///   - limit: The most units; from 0 on.
    ///   - units: How many units a text takes: `\.utf16.count` for Telegram, `\.utf8.count` for bytes.
    ///   - spelling: How a character is written, for channels that escape some.
    func cut(
        to limit: Int, counting units: (String) -> Int = \.count, spelling: (Character) -> String = { String($0) }
    ) -> String {
        let ellipsis = "…"
        let room = limit - units(ellipsis)
        var (kept, text, taken) = ("", "", 0)
        for character in self {
            let next = spelling(character)
            taken += units(next)
            if taken > limit { return room < 0 ? "" : kept + ellipsis }
            text += next
            if taken <= room { kept = text }
        }
        return text
    }
}
