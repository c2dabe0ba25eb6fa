// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What every channel shows of a message; each spells it in its own way.
struct MessageText: Sendable {
    /// No sentence that the program writes comes near it; a name that somebody gave a model may.
    private static let longestLine = 400

    /// A coloured dot: red for critical, orange for a warning, green for what is over, blue for a test.
    let mark: String
    /// The same as a word, for subjects.
    let word: String
    /// One line.
    let headline: String
    /// What follows it, a line each.
    let details: [String]
    /// `2026-11-21T05:20:06Z`.
    let time: String

    init(_ message: AlertMessage) {
        let message = message.cleaned
        mark = Self.mark(message.event, message.severity)
        word =
            switch message.event {
            case .test: "Test"
            case .resolved: "Resolved"
            case .firing, .digest: message.severity == .critical ? "Critical" : "Warning"
            }
        headline = message.headline
        let marks = message.alerts.map { Self.mark(.firing, $0.severity) + " " }
        details = message.details.enumerated().map { ($0 < marks.count ? marks[$0] : "") + $1 }
        time = "\(message.at.iso8601.prefix(19))Z"
    }

    private static func mark(_ event: AlertMessage.Event, _ severity: Alert.Severity) -> String {
        switch (event, severity) {
        case (.test, _): "🔵"
        case (.resolved, _): "🟢"
        case (_, .critical): "🔴"
        case (_, .warning): "🟠"
        }
    }

    /// The message as lines: mark and headline, details, time.
    var lines: [String] { ["\(mark) \(headline)"] + details + [time] }

    /// The lines behind the headline.
    var rest: String { (details + [time]).joined(separator: "\n") }
}

extension AlertMessage {
    /// No sentence that the program writes comes near it; a name that somebody gave a model may.
    private static let longest = 400

    /// The same message, each sentence and name one plain line.
    var cleaned: AlertMessage {
        var copy = self
        copy.alerts = alerts.map { alert in
            var alert = alert
            alert.message = PlainText.line(alert.message).cut(to: Self.longest)
            alert.type = PlainText.line(alert.type).cut(to: Self.longest)
            alert.budget = alert.budget.map { PlainText.line($0).cut(to: Self.longest) }
            alert.subject = alert.subject.map { PlainText.line($0).cut(to: Self.longest) }
            return alert
        }
        return copy
    }
}
