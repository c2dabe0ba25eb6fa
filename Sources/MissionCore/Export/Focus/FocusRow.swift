// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// A row of FOCUS: the calls of a local day to one model of a provider, under one account.
struct FocusRow {
    let day: CivilDay
    let provider: String
    /// `provider/model`.
    let model: String
    let account: String
    /// What else tells the row apart; nil where its calls have no such thing.
    let further: [String?]
    let sums: UsageSums
    let zone: Zone

    /// - Returns: nil where nothing is known of what the calls cost.
    init?(_ row: UsageRow, further: [Dimension], zone: Zone) {
        guard row.values.count == FocusReport.keys.count + further.count, let day = row.values[0].day,
            row.sums.knownCost != nil
        else { return nil }
        self.day = day
        provider = row.values[1].text ?? "unknown"
        model = row.values[2].text ?? "unknown"
        account = row.values[3].text ?? "default"
        self.further = row.values.dropFirst(FocusReport.keys.count).map(\.text)
        sums = row.sums
        self.zone = zone
    }

    /// Who made the model: for a provider that passes on others' models, the vendor before its name.
    var publisher: String {
        let parts = model.split(separator: "/", omittingEmptySubsequences: true)
        return parts.count > 2 ? String(parts[1]) : provider
    }

    /// The list price where all calls have one; else what was billed, which is all that is known.
    var listCost: Money { sums.unestimatedCalls == 0 ? sums.estimatedCost : sums.cost }

    /// Millions of tokens, exactly.
    var pricingQuantity: Decimal { Decimal(sums.tokens.total) / 1_000_000 }

    /// `claude-opus-4-6: 12 calls`.
    var description: String { "\(model): \(UsageNotes.calls(sums.calls))" }

    /// The names that further dimensions have, as one JSON object; nil where there are none.
    func tags(_ dimensions: [Dimension]) -> String? {
        let members = zip(dimensions, further).compactMap { dimension, value in
            value.map { JSONMember(key: dimension.rawValue, value: .string($0)) }
        }
        return members.isEmpty ? nil : JSONValue.object(members).text()
    }

    /// Midnight as the standard writes it: `2026-11-20T23:00:00Z`.
    func start(of day: CivilDay) -> String {
        String(zone.start(of: day).iso8601.prefix(19)) + "Z"
    }
}
