// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// A message as Telegram takes it: text, and where in it something is bold, so that nothing in it has to be escaped.
struct TelegramText: Sendable {
    /// Telegram's limit, in UTF-16 code units.
    private static let longest = 4096

    let text: String
    /// The headline, in UTF-16 code units from the text's beginning.
    let bold: Range<Int>

    init(_ message: AlertMessage) {
        let shown = MessageText(message)
        text = shown.lines.map(Self.quiet).joined(separator: "\n").cut(to: Self.longest, counting: \.utf16.count)
        let start = shown.mark.utf16.count + 1
        bold = start..<max(start, (text.split(separator: "\n").first ?? "").utf16.count)
    }

    /// Telegram makes a mention of any `@name`; with a word joiner behind the sign it does not, and looks the same.
    private static func quiet(_ line: String) -> String { line.replacing("@", with: "@\u{2060}") }
}
