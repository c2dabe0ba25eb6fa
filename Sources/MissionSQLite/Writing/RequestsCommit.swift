// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// Writes the requests of a batch. A known one is written again only when the new one tells more.
struct RequestsCommit {
    let db: Database

    /// The number of requests that were new or became better known.
    func append(_ requests: [APICall]) throws -> Int {
        var days = DaySums()
        let count = try requests.reduce(0) { try $0 + (append($1, &days) ? 1 : 0) }
        try days.apply(db)
        return count
    }

    private func append(_ request: APICall, _ days: inout DaySums) throws -> Bool {
        let insert = "\(Self.insert) ON CONFLICT (id_high, id_low) DO NOTHING"
        try db.cachedStatement(sql: insert).execute(arguments: Self.arguments(request))
        if db.changesCount > 0 {
            try count(request, OutcomeSums(request), &days)
            return true
        }
        guard let known = try find(request.id), let better = known.superseded(by: request) else { return false }
        try db.cachedStatement(sql: Self.update).execute(
            arguments: Self.arguments(better) + [better.id.high, better.id.low])
        var nothing = OutcomeSums()
        nothing -= OutcomeSums(known)
        try count(known, nothing, &days)
        try count(better, OutcomeSums(better), &days)
        return true
    }

    private func count(_ request: APICall, _ sums: OutcomeSums, _ days: inout DaySums) throws {
        let name = try OutcomeNames(db: db).id(service: request.service, status: request.status.rawValue)
        guard let outcome = name else { return }
        days.add(sums, quarter: QuarterHour(containing: request.at).number, outcome: outcome)
    }

    private func find(_ id: EventID) throws -> APICall? {
        let statement = try db.cachedStatement(
            sql: "SELECT \(Self.list) FROM requests WHERE id_high = ? AND id_low = ?")
        guard let row = try Row.fetchOne(statement, arguments: [id.high, id.low]) else { return nil }
        let status: String = row[6]
        let code: Int64? = row[5]
        return APICall(
            id: id, at: Timestamp(milliseconds: row[2]), service: row[3], endpoint: row[4], method: row[7],
            statusCode: code.map { Int(clamping: $0) }, status: CallStatus(rawValue: status) ?? .failed,
            durationMilliseconds: row[8])
    }

    private static let columns = [
        "id_high", "id_low", "at_ms", "service", "endpoint", "status_code", "status", "method", "duration_ms",
    ]
    private static let list = columns.joined(separator: ", ")
    private static let insert = """
        INSERT INTO requests (\(list)) VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))
        """
    private static let update = """
        UPDATE requests SET \(columns.map { "\($0) = ?" }.joined(separator: ", ")) WHERE id_high = ? AND id_low = ?
        """

    private static func arguments(_ request: APICall) -> StatementArguments {
        [
            request.id.high, request.id.low, request.at.milliseconds, request.service, request.endpoint,
            request.statusCode.map { Int64($0) }, request.status.rawValue, request.method, request.durationMilliseconds,
        ]
    }
}
