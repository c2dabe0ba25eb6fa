// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension QuotaWindow {
    /// Whether it has reset since it was read, so that what was used says nothing any more.
    package func hasReset(at now: Timestamp) -> Bool {
        resetsAt.map { readAt < $0 && $0 <= now } ?? false
    }

    /// Milliseconds since it was read.
    package func ageMilliseconds(at now: Timestamp) -> Int64 {
        max(0, now.milliseconds.subtractingSaturating(readAt.milliseconds))
    }

    /// The quota with the time until it is used up, going on as since an earlier reading.
    package func predicted(from earlier: QuotaReading?, now: Timestamp) -> QuotaWindow {
        var quota = self
        quota.timeToLimitMilliseconds = timeToLimit(from: earlier, now: now)
        return quota
    }

    private func timeToLimit(from earlier: QuotaReading?, now: Timestamp) -> Int64? {
        if hasReset(at: now) { return nil }
        if usedHundredths >= 10_000 { return 0 }
        let prediction = earlier.flatMap { Prediction(from: $0, to: reading) }
        return prediction?.timeToLimitMilliseconds.map { time in
            max(0, time.subtractingSaturating(ageMilliseconds(at: now)))
        }
    }

    /// What is known of a gateway's quotas: what it says, else what the ledger kept, with the time until each is used up.
    ///
    /// - Parameter reading: What the gateway answered; nil when it was not asked.
    package static func load(
        gateway: String, reading: GatewayReading?, from reader: any LedgerReader, now: Timestamp
    ) async throws -> [QuotaWindow] {
        var quotas: [QuotaWindow]
        if let reading, reading.figures.answered.contains(.status) {
            quotas = reading.quotas
        } else {
            quotas = try await reader.latestQuotas(of: gateway).map(QuotaWindow.init)
        }
        guard let first = quotas.map(\.readAt).min() else { return [] }
        let since = first.advanced(byMilliseconds: -QuotaReading.longestSlope)
        var series: [String: [QuotaReading]] = [:]
        for record in try await reader.quotas(of: gateway, since: since) {
            series[record.key, default: []].append(record.reading)
        }
        for index in quotas.indices {
            let earlier = quotas[index].reading.bestEarlier(in: series[quotas[index].key] ?? [])
            quotas[index] = quotas[index].predicted(from: earlier, now: now)
        }
        return quotas
    }
}
