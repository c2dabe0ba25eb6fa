// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

/// Asks one provider about bills, page by page.
package struct BillingClient: Sendable {
    /// Pages of one question; more days than that have no bill.
    private static let mostPages = 500

    private let provider: BillingProvider
    private let origin: BillingOrigin
    private let key: BillingKey
    private let clock: any WallClock
    private let patience: BillingPatience
    /// Who answers in the provider's place, in tests.
    private let answerer: (any BillingAnswerer)?

    /// - Parameters:
    ///   - origin: Where the key goes; the provider's own host where nothing else is said.
    ///   - patience: How often and after which pauses a question is asked again.
    package init(
        _ provider: BillingProvider, at origin: BillingOrigin? = nil, key: BillingKey, clock: any WallClock,
        patience: BillingPatience = BillingPatience()
    ) {
        self.init(provider, at: origin, key: key, clock: clock, patience: patience, answerer: nil)
    }

    init(
        _ provider: BillingProvider, at origin: BillingOrigin? = nil, key: BillingKey, clock: any WallClock,
        patience: BillingPatience, answerer: (any BillingAnswerer)?
    ) {
        self.provider = provider
        self.origin = origin ?? BillingOrigin(provider)
        self.key = key
        self.clock = clock
        self.patience = patience
        self.answerer = answerer
    }

    /// What all endpoints of the provider say about UTC days. A day that an answer leaves out is not among them: it is not
    /// known to have had nothing.
    ///
    /// - Parameter keep: Takes what one endpoint said, before the next one is asked.
    /// - Throws: ``BillingError``, or what `keep` throws.
    package func fetch(
        _ days: ClosedRange<CivilDay>, keep: @Sendable ([BilledDay]) async throws -> Void
    ) async throws {
        try await asking { transport in
            for endpoint in BillingEndpoint.allCases where endpoint.provider == provider {
                let told =
                    endpoint == .openrouterActivity
                    ? try await dayByDay(endpoint, days, transport) : try await pageByPage(endpoint, days, transport)
                let now = clock.now
                let fetched = told.filter { days.contains($0.key) }.sorted { $0.key < $1.key }
                try await keep(fetched.map { BilledDay(endpoint, $0.key, fetchedAt: now, lines: $0.value) })
            }
        }
    }

    /// What OpenRouter's account bought and used.
    ///
    /// - Throws: ``BillingError``.
    package func credits() async throws -> OpenRouterCredits {
        try await asking { transport in
            try OpenRouterCredits(try await ask(BillingQuestion.credits, transport))
        }
    }

    /// What one of OpenRouter's requests cost. One that is seconds old may not be known yet.
    ///
    /// - Throws: ``BillingError``.
    package func generation(_ id: String) async throws -> OpenRouterGeneration {
        try await asking { transport in
            try OpenRouterGeneration(try await ask(BillingQuestion.generation(id), transport))
        }
    }

    private func asking<Value: Sendable>(
        _ body: (any BillingAnswerer) async throws -> Value
    ) async throws -> Value {
        if let answerer { return try await body(answerer) }
        return try await BillingTransport.with(provider, at: origin, key: key) { try await body($0) }
    }

    private func pageByPage(
        _ endpoint: BillingEndpoint, _ days: ClosedRange<CivilDay>, _ transport: any BillingAnswerer
    ) async throws -> [CivilDay: [BilledLine]] {
        var told: [CivilDay: [BilledLine]] = [:]
        var (next, seen) = (String?.none, Set<String>())
        repeat {
            let json = try await ask(BillingQuestion.target(endpoint, days, page: next), transport)
            let page = try BillingPage(json, of: endpoint)
            for part in page.days { told[part.day, default: []] += part.lines }
            next = page.next
            if let next, !seen.insert(next).inserted || seen.count >= Self.mostPages {
                throw BillingError.malformed("answer.next_page", expected: "an end of the pages")
            }
        } while next != nil
        return told
    }

    private func dayByDay(
        _ endpoint: BillingEndpoint, _ days: ClosedRange<CivilDay>, _ transport: any BillingAnswerer
    ) async throws -> [CivilDay: [BilledLine]] {
        let today = Zone.utc.day(of: clock.now)
        let first = provider.keptDays.map { max(days.lowerBound, today.advanced(by: -$0)) } ?? days.lowerBound
        guard first <= days.upperBound else { return [:] }
        var told: [CivilDay: [BilledLine]] = [:]
        for day in (first...days.upperBound).all {
            let page = try BillingPage(
                try await ask(BillingQuestion.target(endpoint, day...day), transport), of: endpoint)
            if let other = page.days.first(where: { $0.day != day })?.day {
                throw BillingError.malformed(
                    "answer.data.date", expected: "\(day), which was asked for, and not \(other)")
            }
            told[day] = page.days.first?.lines ?? []
        }
        return told
    }

    private func ask(_ target: String, _ transport: any BillingAnswerer) async throws -> JSONValue {
        var attempt = 0
        while true {
            let answer = try await transport.get(target)
            guard let pause = patience.pause(after: answer, attempt: attempt) else {
                return try json(answer)
            }
            attempt += 1
            try await patience.wait(pause)
        }
    }

    private func json(_ answer: BillingAnswer) throws -> JSONValue {
        let json = JSONValue(parsing: answer.body)
        let told = (json?.at("error")?.at("message")?.text).map(key.redacting)
        switch answer.status {
        case 200..<300:
            guard let json else { throw BillingError.unreachable(provider, reason: "its answer is no JSON") }
            return json
        case 300..<400: throw BillingError.redirected(provider, status: answer.status)
        case 401, 403: throw BillingError.keyRefused(provider, status: answer.status, told: told)
        case 404: throw BillingError.notOffered(provider, told: told)
        case 429: throw BillingError.limited(provider, seconds: RetryAfter.seconds(answer.retryAfter))
        default: throw BillingError.answered(provider, status: answer.status, told: told)
        }
    }
}
