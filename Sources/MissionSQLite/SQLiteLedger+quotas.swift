// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
package import MissionCore

extension SQLiteLedger {
    /// The newest reading of each quota, by gateway, provider and label.
    package func latestQuotas(of gateway: String?) async throws -> [QuotaRecord] {
        try await quotas(
            """
            SELECT gateway, provider, label, at_ms, used_hundredths, resets_at_ms
            FROM quotas CROSS JOIN quota_readings ON quota_id = id
            WHERE gateway = COALESCE(?, gateway)
                AND at_ms = (SELECT MAX(at_ms) FROM quota_readings WHERE quota_id = id)
            ORDER BY gateway, provider, label
            """, [gateway])
    }

    /// The readings of a gateway's quotas from a moment on: by provider and label, and oldest first.
    package func quotas(of gateway: String, since: Timestamp) async throws -> [QuotaRecord] {
        try await quotas(
            """
            SELECT gateway, provider, label, at_ms, used_hundredths, resets_at_ms
            FROM quotas CROSS JOIN quota_readings ON quota_id = id
            WHERE gateway = ? AND at_ms >= ?
            ORDER BY provider, label, at_ms
            """, [gateway, since.milliseconds])
    }

    private func quotas(_ sql: String, _ arguments: StatementArguments) async throws -> [QuotaRecord] {
        try await read { db in
            try Row.fetchAll(db, sql: sql, arguments: arguments).map { row in
                QuotaRecord(
                    gateway: row[0], provider: row[1], label: row[2], reading: QuotaReading(row, from: 3))
            }
        }
    }
}
