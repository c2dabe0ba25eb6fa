// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

extension MemoryLedger {
    /// The newest reading of each quota, by gateway, provider and label.
    package func latestQuotas(of gateway: String?) async throws -> [QuotaRecord] {
        let names = Set(quotas.map { [$0.gateway, $0.provider, $0.label] })
        return names.compactMap { name in
            quotas.filter { [$0.gateway, $0.provider, $0.label] == name }.max { $0.reading.at < $1.reading.at }
        }
        .filter { gateway == nil || $0.gateway == gateway }
        .sorted(by: Self.precedes)
    }

    /// The readings of a gateway's quotas from a moment on: by provider and label, and oldest first.
    package func quotas(of gateway: String, since: Timestamp) async throws -> [QuotaRecord] {
        quotas.filter { $0.gateway == gateway && $0.reading.at >= since }.sorted(by: Self.precedes)
    }

    /// Keeps the readings that say something new; whether there was one.
    func keep(_ records: [QuotaRecord]) -> Bool {
        let before = quotas.count
        for record in records.sorted(by: { $0.reading.at < $1.reading.at }) {
            let last = quotas.last { $0.gateway == record.gateway && $0.key == record.key }
            if record.isWorthKeeping(after: last?.reading) { quotas.append(record) }
        }
        return quotas.count > before
    }

    private static func precedes(_ left: QuotaRecord, _ right: QuotaRecord) -> Bool {
        (left.gateway, left.provider, left.label, left.reading.at)
            < (right.gateway, right.provider, right.label, right.reading.at)
    }
}
