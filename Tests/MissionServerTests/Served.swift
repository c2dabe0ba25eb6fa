// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import MissionCore
import MissionServer
import MissionSources
import MissionTelemetry
import MissionTesting

/// A server over a ledger in memory, at a fixed moment in a fixed zone.
struct Served {
    /// Saturday, 2026-11-21, 14:30 in Berlin.
    static let now = Timestamp(seconds: 1_795_267_800)

    var ledger = MemoryLedger()
    let feed = LiveFeed()
    var health = HealthReport()
    var port = 80
    var keeper: (any GatewayAdministration)?
    var alerts: any AlertAdministration = NoAlertAdministration()
    /// What is known about gateways.
    var gateways: [String: GatewayFacts] = [:]
    /// What is pushed goes there; the ledger itself where nothing else is said.
    var writer: (any LedgerWriter)?
    /// Who makes PDFs.
    var printer: (any PaperPrinter)?
    /// What providers said they bill.
    var bills = BillingStore.none
    /// The tokens of a server that needs them.
    var tokens: (@Sendable () throws -> AccessTokenList)?
    private static let book = try? PriceBook.embedded()

    var application: some ApplicationProtocol {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let (health, gateways) = (health, gateways)
        return MissionServer(
            reader: ledger, clock: FixedClock(Self.now), zone: Zone(named: "Europe/Berlin") ?? .utc, feed: feed,
            options: ServerOptions(port: port, alsoKnownAs: ["forwarded.test:9000"]), logger: logger,
            gateways: { gateways[$0] }, keeper: keeper, alerts: alerts,
            intake: Self.book.map { Ingestor(writer: writer ?? ledger, prices: PriceProvider($0)) },
            bills: bills, endpoints: PushEndpoints.all, telemetry: TelemetryEndpoints.all, printer: printer,
            tokens: tokens,
            health: { health }
        ).application
    }

    /// Puts calls into the ledger.
    func with(_ events: [UsageEvent], sessions: [SessionFacts] = []) async throws -> Served {
        let source = SourceID(kind: "openclaw", place: "/tmp/openclaw")
        _ = try await ledger.append(SourceBatch(source: source, events: events, sessions: sessions))
        return self
    }
}

extension UsageEvent {
    /// A call so many minutes before ``Served/now``.
    static func call(
        _ number: Int64, minutesAgo: Int64 = 10, agent: String = "main", session: String = "s1",
        provider: String = "anthropic", model: String = "claude-opus-4-6", cost: Cost = .reported(cents: 25),
        tokens: TokenCounts = TokenCounts(input: 1000, output: 200), status: CallStatus = .ok
    ) -> UsageEvent {
        UsageEvent(
            id: EventID(high: 7, low: number), at: Served.now.advanced(byMilliseconds: -minutesAgo * 60_000),
            session: SessionID(harness: "openclaw", agent: agent, id: session),
            attribution: Attribution(recordedProvider: provider, recordedModel: model), tokens: tokens, status: status,
            cost: cost)
    }
}

extension Cost {
    static func reported(cents: Int64) -> Cost {
        Cost(reported: Money(nanodollars: cents * 10_000_000), basis: .reported)
    }
}

extension TestResponse {
    var text: String { String(buffer: body) }

    var json: JSONValue? {
        JSONValue(parsing: Data(text.utf8))
    }

    /// The stable code of a problem document; nil when this is none.
    var problemCode: String? {
        guard headers[.contentType] == "application/problem+json", case .string(let code)? = json?["code"] else {
            return nil
        }
        return code
    }
}

extension TestClient.Response {
    var text: String { body.map { String(buffer: $0) } ?? "" }
}
