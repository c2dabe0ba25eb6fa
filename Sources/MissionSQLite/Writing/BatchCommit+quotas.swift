// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

extension BatchCommit {
    /// Keeps the readings that say something new.
    ///
    /// - Returns: whether there was one.
    func keep(_ quotas: [QuotaRecord]) throws -> Bool {
        var isChanged = false
        for quota in quotas.sorted(by: { $0.reading.at < $1.reading.at }) {
            let id = try id(of: quota)
            guard quota.isWorthKeeping(after: try last(id)) else { continue }
            let insert = """
                INSERT INTO quota_readings (quota_id, at_ms, used_hundredths, resets_at_ms) VALUES (?, ?, ?, ?)
                """
            try db.cachedStatement(sql: insert).execute(
                arguments: [
                    id, quota.reading.at.milliseconds, quota.reading.usedHundredths,
                    quota.reading.resetsAt?.milliseconds,
                ])
            isChanged = true
        }
        return isChanged
    }

    private func id(of quota: QuotaRecord) throws -> Int64 {
        let names: StatementArguments = [quota.gateway, quota.provider, quota.label]
        let select = "SELECT id FROM quotas WHERE gateway = ? AND provider = ? AND label = ?"
        if let known = try Int64.fetchOne(db.cachedStatement(sql: select), arguments: names) { return known }
        try db.cachedStatement(sql: "INSERT INTO quotas (gateway, provider, label) VALUES (?, ?, ?)").execute(
            arguments: names)
        return db.lastInsertedRowID
    }

    private func last(_ id: Int64) throws -> QuotaReading? {
        let select = """
            SELECT at_ms, used_hundredths, resets_at_ms FROM quota_readings
            WHERE quota_id = ? ORDER BY at_ms DESC LIMIT 1
            """
        return try Row.fetchOne(db.cachedStatement(sql: select), arguments: [id]).map { QuotaReading($0, from: 0) }
    }
}

extension QuotaReading {
    /// Reads the columns `at_ms`, `used_hundredths` and `resets_at_ms`, which stand in this order from a place on.
    init(_ row: Row, from place: Int) {
        let (at, resets): (Int64, Int64?) = (row[place], row[place + 2])
        self.init(
            at: Timestamp(milliseconds: at), usedHundredths: row[place + 1],
            resetsAt: resets.map(Timestamp.init(milliseconds:)))
    }
}
