// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// The value of an attribute, of those kinds in which figures and names are told.
enum TelemetryValue: Hashable, Sendable {
    /// Text; older producers tell numbers so, too.
    case text(String)
    /// `true` or `false`.
    case flag(Bool)
    /// A whole number.
    case whole(Int64)
    /// Any other number, as the shortest text that means it: some numbers are money.
    case number(String)

    /// The text; nil for other kinds.
    var text: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    /// What JSON would write for a number, also for one that came as text; nil where it cannot be one.
    var numberText: String? {
        switch self {
        case .text(let text), .number(let text): text
        case .whole(let number): "\(number)"
        case .flag: nil
        }
    }
}
