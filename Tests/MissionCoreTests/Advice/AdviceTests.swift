// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionTesting
import Testing

@testable import MissionCore

/// Each suggestion on a case made for it, and beside it a case that is nearly the same and no reason for it.
struct AdviceTests {
    /// A month of calls, told newest first as a ledger does.
    struct Month {
        var calls: [RecordedEvent] = []
        let book: PriceBook

        init() throws { book = try .embedded() }

        /// Adds a call some minutes after the month's beginning.
        mutating func add(
            minute: Int64, session: String = "s1", kind: SessionKind = .chat, job: String? = nil,
            model: String = "claude-opus-4-6", tokens: TokenCounts, status: CallStatus = .ok
        ) {
            var event = Fixtures.event(
                calls.count + 1, at: Fixtures.noon.advanced(byMilliseconds: minute * 60_000),
                session: Fixtures.session(session), model: model, tokens: tokens, cost: Cost(), status: status)
            event.attribution.kind = kind
            event.attribution.cronJob = job
            let facts = SessionFacts(session: event.session, kind: kind, cronJob: job)
            calls.append(RecordedEvent(event: book.stamped(event), session: facts))
        }

        /// What the collector says of it.
        var advice: [Suggestion] {
            let newestFirst = calls.sorted { $0.event.at > $1.event.at }
            let now = newestFirst.first?.event.at ?? Fixtures.noon
            var collector = AdviceCollector(book: book, zone: .utc, last: Zone.utc.day(of: now))
            for call in newestFirst { collector.take(call) }
            return collector.advice.suggestions
        }

        func finds(_ kind: Suggestion.Kind) -> Suggestion? { advice.first { $0.kind == kind } }
    }

    private let day: Int64 = 24 * 60

    @Test func `heartbeats on a large model could run on a small one, as cheap as what-if says`() throws {
        func month(_ model: String) throws -> Month {
            var month = try Month()
            for wake in 0..<48 {
                month.add(
                    minute: Int64(wake) * 30, session: "h", kind: .heartbeat, model: model,
                    tokens: TokenCounts(input: 4000, output: 20))
            }
            return month
        }
        let large = try month("claude-opus-4-6")
        let found = try #require(large.finds(.smallerHeartbeatModel))
        #expect(found.model?.canonical == "anthropic/claude-haiku-4-5" && found.calls == 48)
        // 48 wakes at 4,000 tokens in and 20 out: at $5 and $25 a million, and at $1 and $5.
        #expect(found.cost.money == Money(nanodollars: 984_000_000))
        var haiku = Alternative(try #require(found.model), in: large.book, now: Fixtures.noon)
        for call in large.calls { haiku.take(call.event) }
        #expect(
            haiku.cost == Money(nanodollars: 196_800_000) && haiku.compared.saving == Money(nanodollars: 787_200_000))
        #expect(try month("claude-haiku-4-5").finds(.smallerHeartbeatModel) == nil)
    }

    @Test(arguments: [(100, true), (2000, false)])
    func `a scheduled job's short replies could come from a small model, long ones not`(output: Int64, isFound: Bool)
        throws
    {
        var month = try Month()
        for run in 0..<10 {
            month.add(
                minute: Int64(run) * day, session: "r\(run)", kind: .cron, job: "digest",
                tokens: TokenCounts(input: 4000, output: output))
        }
        #expect((month.finds(.smallerCronModel) != nil) == isFound)
        #expect(month.finds(.smallerCronModel).map(\.subject) == (isFound ? "digest" : nil))
    }

    @Test func `context that is sent again without a cache could be cached, cached context is`() throws {
        func month(_ tokens: TokenCounts) throws -> Month {
            var month = try Month()
            for minute in 0..<20 { month.add(minute: Int64(minute), tokens: tokens) }
            return month
        }
        let found = try #require(try month(TokenCounts(input: 30_000, output: 500)).finds(.cacheContext))
        #expect(found.calls == 20 && found.behind.total == 19)
        let cached = TokenCounts(input: 100, output: 500, cacheRead: 29_000, cacheWrite5m: 900)
        #expect(try month(cached).finds(.cacheContext) == nil)
    }

    @Test(arguments: [(30, true), (4, false), (90, false)])
    func `a cache that runs out between wakes could live for an hour`(minutes: Int64, isFound: Bool) throws {
        var month = try Month()
        for wake in 0..<20 {
            month.add(
                minute: Int64(wake) * minutes, session: "h", kind: .heartbeat,
                tokens: TokenCounts(input: 10, output: 20, cacheWrite5m: 40_000))
        }
        #expect((month.finds(.longerCache) != nil) == isFound)
    }

    @Test func `failed calls that cost something are named, free ones are not`() throws {
        func month(_ tokens: TokenCounts) throws -> Month {
            var month = try Month()
            for hour in 0..<5 { month.add(minute: Int64(hour) * 60, tokens: tokens, status: .serverError) }
            return month
        }
        let found = try #require(try month(TokenCounts(input: 10_000, output: 100)).finds(.paidFailures))
        #expect(found.calls == 5 && found.cost.money == Money(nanodollars: 262_500_000))
        #expect(found.filters[.status] == [CallStatus.serverError.rawValue])
        #expect(try month(TokenCounts()).finds(.paidFailures) == nil)
    }

    @Test(arguments: [(1, true), (30, false)])
    func `failures in a row are a storm, failures now and then are not`(minutes: Int64, isFound: Bool) throws {
        var month = try Month()
        for call in 0..<12 {
            month.add(minute: Int64(call) * minutes, tokens: TokenCounts(), status: .rateLimited)
        }
        #expect((month.finds(.retryStorm) != nil) == isFound)
    }

    @Test(arguments: [(2_000_000, true), (40_000, false)])
    func `one conversation that costs many times the others has run away`(input: Int64, isFound: Bool) throws {
        var month = try Month()
        for number in 0..<8 {
            month.add(minute: Int64(number), session: "s\(number)", tokens: TokenCounts(input: 20_000, output: 200))
        }
        for number in 0..<3 {
            month.add(minute: 60 + Int64(number), session: "long", tokens: TokenCounts(input: input, output: 200))
        }
        #expect((month.finds(.runawaySession) != nil) == isFound)
    }

    @Test(arguments: [(12, true), (300, false)])
    func `a job that never has anything to say is idle`(output: Int64, isFound: Bool) throws {
        var month = try Month()
        for run in 0..<30 {
            month.add(
                minute: Int64(run) * day, session: "r\(run)", kind: .cron, job: "watch", model: "claude-haiku-4-5",
                tokens: TokenCounts(input: 2000, output: output))
        }
        #expect((month.finds(.idleCronJob) != nil) == isFound)
    }

    @Test(arguments: [(5000, true), (500, false)])
    func `much thinking for short answers is above need`(reasoning: Int64, isFound: Bool) throws {
        var month = try Month()
        for call in 0..<25 {
            month.add(
                minute: Int64(call) * 60, kind: .cron, job: "sum",
                tokens: TokenCounts(input: 2000, output: reasoning + 150, reasoning: reasoning))
        }
        #expect((month.finds(.lessThinking) != nil) == isFound)
    }

    @Test func `a storm of failures that cost nothing has an unknown saving, not one of zero`() throws {
        func storm(_ tokens: TokenCounts) throws -> Suggestion {
            var month = try Month()
            for minute in 0..<12 { month.add(minute: Int64(minute), tokens: tokens, status: .rateLimited) }
            return try #require(month.finds(.retryStorm))
        }
        #expect(try storm(TokenCounts()).saving == nil)
        #expect(try storm(TokenCounts(input: 10_000)).saving?.expected == Money(nanodollars: 18_000_000_000))
    }

    @Test func `a storm is shown by its own calls, the newest first, and no saving counts other failures`() throws {
        var month = try Month()
        for minute in 0..<25 {
            month.add(minute: Int64(minute), tokens: TokenCounts(input: 10_000), status: .rateLimited)
        }
        for hour in 10..<13 {
            month.add(minute: Int64(hour) * 60, tokens: TokenCounts(input: 10_000), status: .rateLimited)
        }
        let found = try #require(month.finds(.retryStorm))
        #expect(found.calls == 28 && found.behind.total == 25)
        let newest = month.calls[..<25].reversed().prefix(20).map(\.event.id)
        #expect(found.behind.newest == Array(newest))
        // 25 calls at 5 cents within the two days that there are.
        #expect(found.saving?.expected == Money(nanodollars: 18_750_000_000))
    }

    @Test func `conversations of unknown cost do not make $0 the usual`() throws {
        var month = try Month()
        for number in 0..<8 {
            month.add(
                minute: Int64(number), session: "s\(number)", model: "made-up-1",
                tokens: TokenCounts(input: 20_000, output: 200))
        }
        month.add(minute: 60, session: "long", tokens: TokenCounts(input: 2_000_000, output: 200))
        #expect(month.finds(.runawaySession) == nil)
    }

    @Test func `what is known of a part only is said to be a part`() throws {
        var month = try Month()
        for call in 0..<25 {
            month.add(
                minute: Int64(call) * 60, kind: .cron, job: "watch",
                model: call.isMultiple(of: 2) ? "claude-haiku-4-5" : "made-up-1",
                tokens: TokenCounts(input: 2000, output: 12))
        }
        #expect(try #require(month.finds(.idleCronJob)).cost.isPartial)
    }

    @Test func `a saving comes with an interval that fewer days widen`() throws {
        let day = CivilDay(year: 2026, month: 2, day: 1)
        func estimate(_ days: Int) throws -> SavingEstimate {
            let dollars = (0..<days).map {
                (day.advanced(by: Int64($0)), Money(nanodollars: Int64(1 + $0 % 2) * 1_000_000_000))
            }
            return try #require(SavingEstimate(Dictionary(uniqueKeysWithValues: dollars), days: days))
        }
        func width(_ estimate: SavingEstimate) -> Money { estimate.likely.upperBound - estimate.likely.lowerBound }
        #expect(try estimate(30).expected == Money(nanodollars: 45_000_000_000))
        #expect(try width(estimate(4)) > width(estimate(30)))
        #expect(SavingEstimate([day: .zero], days: 30) == nil)
    }
}
