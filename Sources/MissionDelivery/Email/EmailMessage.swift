// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// A mail as it stands between DATA and its final dot, only that dots at a line's beginning are not doubled yet.
struct EmailMessage: Sendable {
    /// Longer subjects are cut by programs that show them.
    private static let longestSubject = 200

    /// ASCII, but for addresses that are not; every line ends with CR and LF and has at most 998 bytes.
    let text: String

    init(_ message: AlertMessage, from: EmailAddress, to: [EmailAddress]) {
        let shown = MessageText(message)
        // A headline that begins with the word needs it only once.
        let headline = shown.headline.hasPrefix("\(shown.word): ") ? shown.headline : "\(shown.word): \(shown.headline)"
        let headers = [
            "From: Mission Control <\(from.text)>",
            "To: " + to.map { "<\($0.text)>" }.joined(separator: ",\r\n "),
            "Subject: " + EncodedWords.text(headline.cut(to: Self.longestSubject)),
            "Date: \(Self.date(message.at))",
            "Message-ID: <\(Self.plainID(message.id))@\(from.isASCII ? from.domain : "mission-control.invalid")>",
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable",
        ]
        text = headers.joined(separator: "\r\n") + "\r\n\r\n" + QuotedPrintable.text(shown.lines)
    }

    /// `Sat, 21 Nov 2026 05:20:06 +0000`.
    static func date(_ moment: Timestamp) -> String {
        let day = CivilDay(number: moment.seconds.floorDivided(by: 86_400))
        // 1970 began on a Thursday.
        let weekday = day.number - (day.number + 4).floorDivided(by: 7) * 7 + 4
        let names = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let (year, month, number) = day.components
        let clock = moment.iso8601.dropFirst(11).prefix(8)
        guard let name = Int(exactly: weekday), let place = Int(exactly: month), names.indices.contains(name),
            months.indices.contains(place - 1)
        else { return "Thu, 01 Jan 1970 00:00:00 +0000" }
        return "\(names[name]), \(number < 10 ? "0" : "")\(number) \(months[place - 1]) \(year) \(clock) +0000"
    }

    private static func plainID(_ id: String) -> String {
        String(id.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    }
}
