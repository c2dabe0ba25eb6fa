// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

extension RuntimeUsage.UsageWindow {
    static let length: Int64 = 5 * 3_600_000

    /// The window that the gateway tells, the five hours of a provider's quota, or the five hours up to now.
    init(_ terms: GatewayFigures.Terms, quotas: [QuotaWindow], now: Timestamp) {
        let quota = quotas.filter { $0.isFiveHours && $0.resetsAt != nil && !$0.hasReset(at: now) }
            .max { $0.usedHundredths < $1.usedHundredths }
        let quotaStart = quota?.resetsAt?.advanced(byMilliseconds: -Self.length)
        startedAt = terms.startedAt ?? quotaStart ?? now.advanced(byMilliseconds: -Self.length)
        resetsAt = terms.resetsAt ?? startedAt.advanced(byMilliseconds: Self.length)
        resetInMilliseconds = max(0, resetsAt.milliseconds.subtractingSaturating(now.milliseconds))
    }
}

extension RuntimeUsage.Current {
    /// The totals of the models, and the limits that the gateway tells. A limit that is not above zero is none.
    init(_ models: [RuntimeUsage.ModelEntry], limits: GatewayFigures.Terms) {
        let tokens = models.reduce(into: TokenCounts.zero) { $0 += $1.tokens }
        totalTokens = tokens.input.addingSaturating(tokens.output)
        totalCost = models.reduce(.zero) { $0 + $1.cost }
        totalCalls = models.reduce(0) { $0.addingSaturating($1.calls) }
        tokenLimit = limits.tokenLimit.flatMap(Self.positive)
        messageLimit = limits.messageLimit.flatMap(Self.positive)
        costLimit = limits.costLimit.flatMap { $0 > .zero ? $0 : nil }
        tokenPercent = tokenLimit.map { Self.percent(totalTokens, of: $0) }
        messagePercent = messageLimit.map { Self.percent(totalCalls, of: $0) }
        let cost = totalCost.nanodollars
        costPercent = costLimit.map { Int64(clamping: min(100, Int128(cost) * 100 / Int128($0.nanodollars))) }
    }

    private static func positive(_ limit: Int64) -> Int64? {
        limit > 0 ? limit : nil
    }

    /// Whole percent, rounded down: callers of the older service know a garbled count below zero as that.
    private static func percent(_ part: Int64, of whole: Int64) -> Int64 {
        let (quotient, remainder) = (Int128(part) * 100).quotientAndRemainder(dividingBy: Int128(whole))
        return Int64(clamping: min(100, remainder < 0 ? quotient - 1 : quotient))
    }
}

extension Prediction {
    /// The first of all limits to be reached: of tokens, of messages, of the provider's quota of five hours, and of its other
    /// quotas where they do not begin anew before that.
    init(
        _ current: RuntimeUsage.Current, _ rate: RuntimeUsage.Rate, window: RuntimeUsage.UsageWindow,
        quotas: [QuotaWindow], now: Timestamp
    ) {
        func prediction(_ limit: Int64?, _ used: Int64, _ perMinute: Decimal) -> Prediction {
            Prediction(
                limit: limit, used: used, approximatePerMinute: NSDecimalNumber(decimal: perMinute).doubleValue,
                resetInMilliseconds: window.resetInMilliseconds)
        }
        let fromQuotas = quotas.filter(\.isFiveHours).compactMap { quota in
            quota.timeToLimitMilliseconds.map { time in
                Prediction(timeToLimitMilliseconds: time, isSafe: time > window.resetInMilliseconds)
            }
        }
        let all =
            [
                prediction(current.tokenLimit, current.totalTokens, rate.tokensPerMinute),
                prediction(current.messageLimit, current.totalCalls, BurnRate.perMinute(rate.recentCalls)),
            ] + fromQuotas + quotas.compactMap { Self.binding($0, now: now) }
        // A limit whose window ends before it is reached binds nobody, however soon that is.
        let binding = all.filter { !$0.isSafe }
        self.init(
            timeToLimitMilliseconds: (binding.isEmpty ? all : binding).compactMap(\.timeToLimitMilliseconds).min(),
            isSafe: binding.isEmpty)
    }

    /// What a longer quota predicts; nil when it begins anew before it is used up.
    private static func binding(_ quota: QuotaWindow, now: Timestamp) -> Prediction? {
        guard !quota.isFiveHours, let time = quota.timeToLimitMilliseconds else { return nil }
        let reset = quota.resetsAt.map { $0.milliseconds.subtractingSaturating(now.milliseconds) } ?? .max
        return time > reset ? nil : Prediction(timeToLimitMilliseconds: time, isSafe: false)
    }
}
