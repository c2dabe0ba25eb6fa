// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import HummingbirdTesting
import MissionCore
import MissionServer
import MissionTesting
import Testing

/// What callers get when there is nothing to get.
@Suite struct ProblemTests {
    @Test(arguments: [
        "/nothing", "/api", "/api/v1/reports/nothing", "/api/v1/sessions/nobody", "/assets/nothing.css",
        "/assets/..%2f..%2fetc%2fpasswd", "/assets/%00", "/api/v1/reports/%2e%2e", "/breakdown/more",
    ])
    func `an unknown path is a problem document that says so`(path: String) async throws {
        try await Served().application.test(.router) { client in
            try await client.execute(uri: path, method: .get) { response in
                #expect(response.status == .notFound)
                #expect(
                    response.problemCode?.contains("not_found") == true
                        || response.problemCode?.hasPrefix("unknown_") == true)
                #expect(response.json?["status"] == 404)
                #expect(!response.text.contains("passwd"))
            }
        }
    }

    @Test(arguments: [HTTPRequest.Method.post, .put, .delete, .patch, .options, .trace])
    func `a known path refuses what is neither GET nor HEAD, and says what it allows`(method: HTTPRequest.Method)
        async throws
    {
        try await Served().application.test(.router) { client in
            for path in ["/", "/api/costs", "/api/v1/reports/daily", "/api/v1/sessions/any", "/assets/dashboard.css"] {
                try await client.execute(uri: path, method: method) { response in
                    #expect(response.status == .methodNotAllowed, "\(path)")
                    #expect(response.headers[.allow] == "GET, HEAD")
                    #expect(response.problemCode == "method_not_allowed")
                }
            }
            try await client.execute(uri: "/nothing", method: method) { response in
                #expect(response.status == .notFound)
            }
        }
    }

    @Test(arguments: [
        ("/api/costs?timeframe=8d", "timeframe"), ("/api/costs?tz=Mars/Olympus", "tz"), ("/api/costs?tz=CST", "tz"),
        ("/api/costs?cost=free", "cost"), ("/api/costs?timeframe=7d&timeframe=7d", "timeframe"),
        ("/api/costs?days=7", "days"), ("/api/costs?tz=", "tz"), ("/api/usage/today?date=2026-11-21", "date"),
        ("/api/v1/usage?since=yesterday", "since"), ("/api/v1/usage?date=2026-02-30", "date"),
        ("/api/v1/usage?date=2026-11-21&since=2026-11-20", "date"),
        ("/api/v1/usage?since=2026-11-21&until=2026-11-20", "until"),
        ("/api/v1/usage?group_by=colour", "group_by"), ("/api/v1/usage?group_by=day,month", "group_by"),
        ("/api/v1/usage?group_by=model,model", "group_by"), ("/api/v1/usage?group_by=day,", "group_by"),
        ("/api/v1/usage?limit=0", "limit"), ("/api/v1/usage?limit=-1", "limit"),
        ("/api/v1/usage?limit=99999999999999999999999", "limit"),
        ("/api/v1/usage?include_synthetic=maybe", "include_synthetic"),
        ("/api/v1/usage?modell=x", "modell"), ("/api/v1/usage?day=2026-11-21", "day"),
        ("/api/v1/usage?format=pdf", "format"),
        ("/api/v1/usage?format=table", "format"), ("/api/v1/usage?since=9999-01-01", "since"),
        ("/api/v1/sessions?limit=1001", "limit"), ("/api/v1/sessions?since=1", "since"),
        ("/?tz=%3Cscript%3E", "tz"), ("/?range=8d", "range"), ("/?range=7d&since=2026-11-01", "range"),
        ("/?since=2026-11-21&until=2026-11-20", "until"), ("/breakdown?by=colour", "by"), ("/breakdown?sort=x", "sort"),
        ("/icon.svg?text=longer", "text"), ("/?x=1", "x"), ("/livez?x", "x"), ("/assets/icon.svg?v=1", "v"),
    ])
    func `a bad parameter is refused by name, with what is expected`(path: String, parameter: String) async throws {
        try await Served().application.test(.router) { client in
            try await client.execute(uri: path, method: .get) { response in
                #expect(response.status == .badRequest, "\(path)")
                #expect(response.problemCode == "bad_parameter")
                #expect(response.json?["parameter"] == .string(parameter))
                #expect(response.json?["expected"] != nil)
                #expect(!response.text.contains("<script>"))
            }
        }
    }

    @Test(arguments: ["/api/costs?tz=%", "/api/costs?tz=%4", "/api/costs?tz=%zz", "/api/costs?%ff=1"])
    func `a query that is not percent-encoded UTF-8 is refused`(path: String) async throws {
        try await Served().application.test(.router) { client in
            try await client.execute(uri: path, method: .get) { response in
                #expect(response.status == .badRequest)
                #expect(response.problemCode == "bad_request")
            }
        }
    }

    @Test(arguments: [
        "' OR 1=1 --", "\"; DROP TABLE events; --", "1) UNION SELECT * FROM sqlite_master --", "%", "_", "\\",
    ])
    func `a filter is a value and nothing else`(value: String) async throws {
        let served = try await Served().with([.call(1)])
        let encoded = value.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        try await served.application.test(.router) { client in
            for name in ["model", "session", "agent", "cron", "recorded_model"] {
                try await client.execute(uri: "/api/v1/usage?\(name)=\(encoded)", method: .get) { response in
                    #expect(response.status == .ok)
                    #expect(response.json?["totals"]?["calls"] == 0)
                    #expect(response.json?["rows"] == [])
                    // It is named as what nothing matches, and does nothing.
                    guard case .array(let warnings)? = response.json?["warnings"] else { return }
                    #expect(warnings.count == 1)
                }
            }
            try await client.execute(uri: "/api/v1/usage", method: .get) { response in
                #expect(response.json?["totals"]?["calls"] == 1)
            }
        }
    }

    @Test func `what breaks inside is not told outside`() async throws {
        let application = MissionServer(
            reader: BrokenLedger(), feed: LiveFeed(), options: ServerOptions(port: 80)
        ) { HealthReport() }.application
        try await application.test(.router) { client in
            for path in ["/", "/api/costs", "/api/v1/usage", "/api/v1/sessions", "/api/v1/live"] {
                try await client.execute(uri: path, method: .get) { response in
                    #expect(response.status == .internalServerError, "\(path)")
                    #expect(response.problemCode == "internal_error")
                    #expect(!response.text.contains("SELECT") && !response.text.contains("/home"))
                }
            }
            try await client.execute(uri: "/readyz", method: .get) { response in
                #expect(response.status == .serviceUnavailable)
                #expect(response.problemCode == "not_ready")
                #expect(!response.text.contains("SELECT") && !response.text.contains("/home"))
            }
        }
    }

    @Test func `a body or an endless target is refused`() async throws {
        try await Served().application.test(.router) { client in
            try await client.execute(uri: "/livez", method: .get, body: ByteBuffer(string: "hello")) { response in
                #expect(response.status == .contentTooLarge)
            }
            let target = "/livez?" + String(repeating: "a", count: 9000)
            try await client.execute(uri: target, method: .get) { response in
                #expect(response.status == .uriTooLong)
            }
        }
    }

    @Test func `header fields that are too large or too many are refused as a problem document`() async throws {
        let long = String(repeating: "a", count: 17_000)
        try await Served().application.test(.router) { client in
            for fields in [
                HTTPFields(count: 1, value: long), HTTPFields(count: 101, value: "a"),
                HTTPFields(count: 4, value: long),
            ] {
                try await client.execute(uri: "/livez", method: .get, headers: fields) { response in
                    #expect(response.status == .requestHeaderFieldsTooLarge)
                    #expect(response.problemCode == "fields_too_large")
                }
            }
        }
    }

    @Test func `every answer carries the headers that keep a page apart`() async throws {
        try await Served().application.test(.router) { client in
            for path in ["/", "/api/costs", "/nothing", "/assets/dashboard.js", "/livez", "/api/costs?x=1"] {
                try await client.execute(uri: path, method: .get) { response in
                    let policy = response.headers[.contentSecurityPolicy] ?? ""
                    #expect(policy.hasPrefix("default-src 'none';"))
                    #expect(!policy.contains("unsafe"))
                    #expect(response.headers[.xContentTypeOptions] == "nosniff")
                    #expect(response.headers[.crossOriginResourcePolicy] == "same-origin")
                    #expect(response.headers[.cacheControl] == "private, no-cache")
                    #expect(response.headers[.accessControlAllowOrigin] == nil)
                    #expect(response.headers[.server] == nil)
                }
            }
        }
    }
}

extension HTTPFields {
    /// So many fields of one value.
    fileprivate init(count: Int, value: String) {
        self.init()
        for number in 0..<count {
            if let name = HTTPFields.Element.Name("X-Field-\(number)") { self[name] = value }
        }
    }
}

/// A ledger whose every answer is an error that tells too much.
private struct BrokenLedger: LedgerReader {
    private struct Leak: Error, CustomStringConvertible {
        var description: String { "SELECT * FROM events: no such table in /home/me/ledger.db" }
    }

    func rows(for query: UsageQuery) async throws -> [UsageRow] { throw Leak() }
    func calledQuarters(in window: Window) async throws -> [QuarterHour] { throw Leak() }
    func events(matching query: UsageQuery, after: EventCursor?, limit: Int) async throws -> [RecordedEvent] {
        throw Leak()
    }
    func sessions(matching query: UsageQuery, limit: Int) async throws -> [SessionSummary] { throw Leak() }
    func explain(session: String, limit: Int) async throws -> SessionExplanation { throw Leak() }
    func backendTurns() async throws -> BackendTurnCounts { throw Leak() }
    func serviceOutcomes(in window: Window) async throws -> [ServiceOutcome] { throw Leak() }
    func cronJobs() async throws -> [CronJobFacts] { throw Leak() }
    func cronRuns(in window: Window) async throws -> [CronRunFacts] { throw Leak() }
    func latestQuotas(of gateway: String?) async throws -> [QuotaRecord] { throw Leak() }
    func quotas(of gateway: String, since: Timestamp) async throws -> [QuotaRecord] { throw Leak() }
    func rejections(after: Int64?, limit: Int) async throws -> RejectionPage { throw Leak() }
    func sourceStates() async throws -> [SourceState] { throw Leak() }
    func repricings(limit: Int) async throws -> [Repricing] { throw Leak() }
    func state() async throws -> LedgerState { throw Leak() }
    func alertMemory(since: Timestamp) async throws -> AlertMemory { throw Leak() }
    func alertHistory(before: Timestamp?, limit: Int) async throws -> [AlertRecord] { throw Leak() }
    func deliveries(_ state: Delivery.State?, limit: Int) async throws -> [Delivery] { throw Leak() }
    func dueDeliveries(at now: Timestamp, limit: Int) async throws -> [Delivery] { throw Leak() }
}
