// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// One value in a report, typed so that every renderer can write it in its own way.
///
/// What is not known is a case of its own and never a zero.
package enum ReportCell: Hashable, Sendable {
    /// Nothing belongs here.
    case blank
    /// A row of this kind has no such value; programs do not even get its name.
    case absent
    /// There is a value, and nobody knows it.
    case unknown
    /// `true` or `false`.
    case flag(Bool)
    /// A word of this program: a status, a day, a source's kind.
    case text(String)
    /// A name from a log; nil where calls have none.
    case name(String?)
    /// Names from a log, the most important first; nobody knows any where the list is empty.
    case names([String])
    /// A conversation's key, what people call it, and what is known about it in a few words.
    case title(String, label: String?, facts: [String])
    /// How a call ended; nil where it brought no usage.
    case outcome(CallStatus?)
    /// Part of a flat fee, and what it would have cost at list price.
    case included(Money?)
    /// A number of things.
    case count(Int64)
    /// A number of tokens.
    case tokens(Int64)
    /// Hundredths, as of a ratio: 250 is 2.50.
    case hundredths(Int64)
    /// Any other number.
    case number(Decimal)
    /// An amount, as far as it is known.
    case money(KnownAmount)
    /// The cost of calls: the sum that totals count, and what is known of it.
    case cost(Money, known: KnownAmount)
    /// Whole percent.
    case percent(Int64)
    /// A part of all that the column has, in whole percent.
    case part(Int64)
    /// Tenths of a percent.
    case perMille(Int64)
    /// Milliseconds.
    case duration(Int64)
    /// A moment.
    case moment(Timestamp)
    /// A moment, to the second.
    case second(Timestamp)
    /// From a moment to another.
    case period(Window)
    /// A value with a remark of a few words.
    indirect case remarked(ReportCell, String)
    /// Several values.
    case list([ReportCell])
    /// Named values, in order.
    case record([ReportFact])
}

extension ReportCell {
    /// What a shape that has no columns yet writes.
    init(_ json: JSONValue) {
        switch json {
        case .null: self = .blank
        case .bool(let flag): self = .flag(flag)
        case .integer(let number): self = .count(number)
        case .decimal(let number): self = .number(number)
        case .string(let text): self = .text(text)
        case .array(let values): self = .list(values.map(ReportCell.init))
        case .object(let members): self = .record(members.map { ReportFact($0.key, ReportCell($0.value)) })
        }
    }
}

/// A value with the name that programs know it by.
package struct ReportFact: Hashable, Sendable {
    /// The name.
    package var key: String
    /// The value.
    package var value: ReportCell

    /// Names a value.
    package init(_ key: String, _ value: ReportCell) {
        self.key = key
        self.value = value
    }
}

extension ReportCell {
    /// The value in a case, or `blank` where there is none.
    package static func optional<Value>(_ value: Value?, _ make: (Value) -> ReportCell) -> ReportCell {
        value.map(make) ?? .blank
    }

    /// The amount, where this is one.
    package var amount: KnownAmount? {
        switch self {
        case .money(let amount), .cost(_, let amount): amount
        default: nil
        }
    }

    /// Whether there is nothing to show.
    package var isBlank: Bool {
        switch self {
        case .blank, .absent: true
        default: false
        }
    }
}
