// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// Calls to a service that ended alike.
struct OutcomeSums: Equatable {
    var calls: Int64 = 0
    var timedCalls: Int64 = 0
    var milliseconds: Int64 = 0

    static let width = 3
    var values: [Int64] { [calls, timedCalls, milliseconds] }

    init() {}

    /// What a call adds: nothing where it is no answer of a provider.
    init(_ event: UsageEvent) {
        guard event.isAnswer, !event.isSynthetic else { return }
        calls = 1
        guard let duration = event.answerMilliseconds else { return }
        timedCalls = 1
        milliseconds = duration
    }

    /// What a request adds.
    init(_ request: APICall) {
        calls = 1
        guard let duration = request.durationMilliseconds else { return }
        timedCalls = 1
        milliseconds = duration
    }

    static func += (left: inout OutcomeSums, right: OutcomeSums) {
        left.calls &+= right.calls
        left.timedCalls &+= right.timedCalls
        left.milliseconds &+= right.milliseconds
    }

    static func -= (left: inout OutcomeSums, right: OutcomeSums) {
        left.calls &-= right.calls
        left.timedCalls &-= right.timedCalls
        left.milliseconds &-= right.milliseconds
    }
}

/// The numbers of requests' outcomes.
struct OutcomeNames {
    let db: Database

    /// The number of an outcome.
    ///
    /// - Parameter isNew: Whether it gets one if it has none; else that is nil.
    func id(service: String, status: String, isNew: Bool = true) throws -> Int64? {
        let values: StatementArguments = [service, status]
        let select = "SELECT id FROM outcomes WHERE service = ? AND kind = 'request' AND status = ?"
        if let id = try Int64.fetchOne(db.cachedStatement(sql: select), arguments: values) { return id }
        guard isNew else { return nil }
        try db.cachedStatement(sql: "INSERT INTO outcomes (service, kind, status) VALUES (?, 'request', ?)")
            .execute(arguments: values)
        return db.lastInsertedRowID
    }
}
