// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// A stretch of several hours in which people with a plan count what they use, or one in which nobody called.
///
/// The rule is that of ccusage: a block begins with the UTC hour of its first call. It ends with the call after which more
/// than its length has gone by since its beginning, or more than its length without a call; such a pause is a gap.
package struct UsageBlock: Hashable, Sendable {
    /// The whole hours that a block has unless somebody says otherwise.
    package static let hours: Int64 = 5

    /// When it begins: a block at a full hour, a gap when the last block would have ended without a call.
    package var start: Timestamp
    /// When it ends: a block after its length, a gap with the next call.
    package var end: Timestamp
    /// Its first call; nil in a gap.
    package var firstCall: Timestamp?
    /// Its last call; nil in a gap.
    package var lastCall: Timestamp?
    /// Its sums, cost as the question's mode counts it.
    package var sums: UsageSums
    /// The models called, in the order of their first call.
    package var models: [String]

    /// Whether it is a pause.
    package var isGap: Bool { firstCall == nil }

    /// Whether it goes on at a moment: it has begun and not ended, and its last call is less than its length ago.
    package func isActive(at now: Timestamp) -> Bool {
        guard let lastCall else { return false }
        let length = end.milliseconds.subtractingSaturating(start.milliseconds)
        return start <= now && now < end
            && now.milliseconds.subtractingSaturating(lastCall.milliseconds) < length
    }
}

extension UsageBlock {
    /// How fast a block was used, from its first call to its last.
    package struct Burn: Hashable, Sendable {
        /// Tokens of all buckets a minute, rounded half-even to four decimals.
        package var tokensPerMinute: Decimal
        /// Input and output alone, which says more of how busy somebody is: every call reads its cache again.
        package var uncachedTokensPerMinute: Decimal
        /// What an hour cost.
        package var costPerHour: KnownAmount
    }

    /// What a block will have come to when it ends, going on as until now.
    package struct Projection: Hashable, Sendable {
        /// Tokens of all buckets.
        package var tokens: Int64
        /// The cost.
        package var cost: KnownAmount
        /// Whole minutes that are left.
        package var minutesLeft: Int64
    }

    /// How fast it was used; nil in a gap, and where all calls were at one moment.
    package var burn: Burn? {
        guard let span else { return nil }
        return Burn(
            tokensPerMinute: Self.perMinute(sums.tokens.total, span),
            uncachedTokensPerMinute: Self.perMinute(sums.tokens.input.addingSaturating(sums.tokens.output), span),
            costPerHour: sums.knownAmount.map { Self.scaled($0, by: 3_600_000, over: span) })
    }

    /// What it will have come to; nil unless it goes on and has a rate.
    package func projection(at now: Timestamp) -> Projection? {
        guard isActive(at: now), let span else { return nil }
        let left = max(0, end.milliseconds.subtractingSaturating(now.milliseconds))
        let minutes = (left + 30_000) / 60_000
        let added = (Int128(sums.tokens.total) * Int128(minutes * 60_000)).dividedHalfEven(by: Int128(span))
        return Projection(
            tokens: sums.tokens.total.addingSaturating(Int64(clamping: added)),
            cost: sums.knownAmount.map { $0 + Self.scaled($0, by: minutes * 60_000, over: span) }, minutesLeft: minutes)
    }

    /// Milliseconds from the first call to the last; nil where there are none.
    private var span: Int64? {
        guard let firstCall, let lastCall else { return nil }
        let span = lastCall.milliseconds.subtractingSaturating(firstCall.milliseconds)
        return span > 0 ? span : nil
    }

    private static func perMinute(_ count: Int64, _ span: Int64) -> Decimal {
        let scaled = (Int128(count) * 60_000 * 10_000).dividedHalfEven(by: Int128(span))
        return Decimal(sign: .plus, exponent: -4, significand: Decimal(Int64(clamping: scaled)))
    }

    private static func scaled(_ money: Money, by part: Int64, over span: Int64) -> Money {
        Money(
            nanodollars: Int64(clamping: (Int128(money.nanodollars) * Int128(part)).dividedHalfEven(by: Int128(span))))
    }
}
