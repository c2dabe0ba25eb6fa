// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// Days and lines of bills, within a transaction that somebody else began and will end.
struct BillRows {
    let db: Database

    func days(_ days: ClosedRange<CivilDay>) throws -> [BilledDay] {
        let select = """
            SELECT id, endpoint, day, fetched_at_ms FROM billed_days
            WHERE day BETWEEN ? AND ? ORDER BY endpoint, day
            """
        let rows = try Row.fetchAll(
            db, sql: select, arguments: [days.lowerBound.description, days.upperBound.description])
        return try rows.compactMap { row in
            // What a later version keeps is passed over.
            guard let endpoint = BillingEndpoint(rawValue: row[1]), let day = CivilDay(row[2]) else { return nil }
            return BilledDay(endpoint, day, fetchedAt: Timestamp(milliseconds: row[3]), lines: try lines(row[0]))
        }
    }

    func replace(_ bill: BilledDay) throws {
        let name = bill.endpoint.rawValue
        try db.cachedStatement(sql: "DELETE FROM billed_days WHERE endpoint = ? AND day = ?")
            .execute(arguments: [name, bill.day.description])
        try db.cachedStatement(
            sql: "INSERT INTO billed_days (provider, endpoint, day, fetched_at_ms) VALUES (?, ?, ?, ?)"
        ).execute(arguments: [
            bill.endpoint.provider.rawValue, name, bill.day.description, bill.fetchedAt.milliseconds,
        ])
        let id = db.lastInsertedRowID
        let insert = try db.cachedStatement(
            sql: "INSERT INTO billed_lines VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        for (position, line) in bill.lines.enumerated() {
            try insert.execute(arguments: [
                id, position, line.kind.rawValue, line.model, line.item, line.tier, line.amount?.nanodollars,
                line.tokens?.input, line.tokens?.output, line.tokens?.cacheRead, line.tokens?.cacheWrite, line.requests,
                line.ownKeyAmount?.nanodollars,
            ])
        }
    }

    private func lines(_ day: Int64) throws -> [BilledLine] {
        let select = """
            SELECT kind, model, item, tier, amount, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens,
                requests, own_key_amount
            FROM billed_lines WHERE day_id = ? ORDER BY position
            """
        return try Row.fetchAll(db.cachedStatement(sql: select), arguments: [day]).map(Self.line)
    }

    private static func line(_ row: Row) -> BilledLine {
        let (input, output): (Int64?, Int64?) = (row[5], row[6])
        let tokens = input.flatMap { input in
            output.map { BilledTokens(input: input, output: $0, cacheRead: row[7], cacheWrite: row[8]) }
        }
        return BilledLine(
            BilledLine.Kind(rawValue: row[0]) ?? .other, model: row[1], item: row[2], tier: row[3],
            amount: money(row[4]), tokens: tokens, requests: row[9], ownKeyAmount: money(row[10]))
    }

    private static func money(_ nanodollars: Int64?) -> Money? { nanodollars.map(Money.init(nanodollars:)) }
}
