// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import HummingbirdTesting
import MissionCore
import MissionServer
import MissionTesting
import OpenClawFormat
import Testing

/// The dashboard as the server writes it.
@Suite struct PageTests {
    private func page(_ served: Served, _ path: String = "/") async throws -> String {
        try await served.application.test(.router) { client in
            try await client.execute(uri: path, method: .get) { response in
                #expect(response.status == .ok)
                #expect(response.headers[.contentType] == "text/html; charset=utf-8")
                return response.text
            }
        }
    }

    /// The text of the element with a `data-figure`.
    private func figure(_ name: String, in page: String) -> String? {
        guard let start = page.firstRange(of: "data-figure=\"\(name)\"")?.upperBound,
            let open = page[start...].firstIndex(of: ">"),
            let end = page[open...].firstRange(of: "</p>")?.lowerBound
        else { return nil }
        return String(page[page.index(after: open)..<end])
    }

    @Test func `the page shows today, the month, a projection and every section`() async throws {
        let served = try await Served().with([
            .call(1, cost: .reported(cents: 120_050)), .call(2, minutesAgo: 3 * 1440, cost: .reported(cents: 1000)),
        ])
        let page = try await page(served)
        #expect(page.hasPrefix("<!doctype html>"))
        #expect(figure("today", in: page) == "$1,200.50")
        #expect(figure("month", in: page) == "$1,210.50")
        #expect(figure("projection", in: page)?.hasPrefix("$") == true)
        #expect(figure("burn-rate", in: page)?.contains("$1,200.50") == true)
        for section in ["daily", "limits", "models", "agents", "sessions", "calls"] {
            #expect(page.contains("data-section=\"\(section)\""), "\(section)")
        }
        #expect(page.contains("id=\"live-state\""))
        #expect(page.contains("anthropic/"))
        #expect(page.contains("claude-opus-4-6"))
        #expect(!page.contains("data-section=\"empty\""))
        #expect(!page.contains("data-section=\"notes\""))
    }

    @Test func `a sum that leaves calls out is marked on every tile, in the tables and in the chart`() async throws {
        var unpriced = UsageEvent.call(2, minutesAgo: 5, cost: Cost(basis: .unpriced))
        unpriced.session = UsageEvent.call(1).session
        let served = try await Served().with([.call(1, cost: .reported(cents: 123)), unpriced])
        let page = try await page(served)
        for name in ["today", "week", "month", "burn-rate", "range", "projection"] {
            #expect(figure(name, in: page)?.contains("*</span>") == true, "\(name)")
        }
        // Tiles, the sum of the days, a day, an agent, a session; and the chart's words.
        #expect(page.ranges(of: "$1.23*").count >= 8)
        #expect(page.contains("* A part of these calls has no known cost."))
        #expect(page.contains("$1.23* in total"))
    }

    @Test func `gateways are shown with their state and quotas, the dead one with what to do`() async throws {
        let keeper = MemoryKeeper()
        _ = try await keeper.add("work", GatewayChange(url: "ws://127.0.0.1:1"))
        _ = try await keeper.add("dead", GatewayChange(url: "ws://127.0.0.1:2"))
        let reset = Served.now.advanced(byMilliseconds: 3_600_000).milliseconds
        let status: JSONValue = [
            "providers": [
                [
                    "provider": "anthropic",
                    "windows": [["label": "5h", "usedPercent": 95, "resetAt": .integer(reset)]],
                ]
            ]
        ]
        await keeper.note(
            GatewayReading(
                isReachable: true, figures: GatewayFigures(status: status), protocolVersion: 3, version: "2026.4.12",
                missedEvents: 1,
                unknownCalls: 201, fetchedAt: Served.now), of: "work")
        await keeper.note(
            GatewayReading(
                isReachable: false, error: "<down>", advice: "try `openclaw gateway status`", fetchedAt: Served.now),
            of: "dead")
        let earlier = QuotaReading(
            at: Served.now.advanced(byMilliseconds: -3_600_000), usedHundredths: 9000,
            resetsAt: Timestamp(milliseconds: reset))
        var served = try await Served().with([.call(1)])
        served.keeper = keeper
        let record = QuotaRecord(gateway: "work", provider: "anthropic", label: "5h", reading: earlier)
        _ = try await served.ledger.append(
            SourceBatch(source: SourceID(kind: "gateway", place: "work"), quotas: [record]))
        let page = try await page(served)
        #expect(page.contains("data-section=\"gateways\""))
        #expect(page.contains("Reachable") && page.contains("OpenClaw 2026.4.12, protocol 3, last heard "))
        #expect(page.contains("95 %") && page.contains("limit in 1 h 0 min"))
        #expect(page.contains("201 calls are known by number only") && page.contains("1 message was not heard"))
        #expect(page.contains("&lt;down&gt;; try <code>openclaw gateway status</code>."))
        #expect(!page.contains("<style") && !page.contains(" style="))
        #expect(try await !self.page(Served().with([.call(1)])).contains("data-section=\"gateways\""))
        #expect(try await self.page(Served(keeper: keeper)).contains("data-section=\"gateways\""))
    }

    @Test func `the page brings no inline script, style or foreign address`() async throws {
        let page = try await page(Served().with([.call(1)]))
        #expect(!page.contains("<style") && !page.contains(" style="))
        #expect(!page.contains("javascript:") && !page.contains(" onclick") && !page.contains(" onload"))
        #expect(page.ranges(of: "<script").count == 1)
        #expect(page.contains("<script src=\"/assets/dashboard.js\" defer></script>"))
        let addresses = page.ranges(of: "://").filter { !page[..<$0.lowerBound].hasSuffix("xmlns=\"http") }
        #expect(addresses.isEmpty)
    }

    @Test func `a link reproduces the view: days, zone and filters are in every address`() async throws {
        let served = try await Served().with([.call(1), .call(2, provider: "google", model: "gemini-2.5-flash")])
        let page = try await page(served, "/breakdown?range=7d&tz=Asia/Tokyo&agent=main&by=provider")
        #expect(page.contains("href=\"/?range=7d&amp;tz=Asia%2FTokyo&amp;agent=main\""))
        #expect(
            page.contains(
                "href=\"/breakdown?range=7d&amp;tz=Asia%2FTokyo&amp;agent=main&amp;provider=google&amp;by=provider\""))
        // Without the filter, and over other days.
        #expect(page.contains("href=\"/breakdown?range=7d&amp;tz=Asia%2FTokyo&amp;by=provider\""))
        #expect(page.contains("href=\"/breakdown?range=90d&amp;tz=Asia%2FTokyo&amp;agent=main&amp;by=provider\""))
        #expect(page.contains("data-zone=\"Asia/Tokyo\""))
        #expect(
            page.contains(
                "/api/v1/reports/providers?since=2026-11-15&amp;until=2026-11-21&amp;tz=Asia%2FTokyo&amp;agent=main&amp;format=csv"
            ))
    }

    @Test func `filters leave only their calls, on every figure`() async throws {
        let served = try await Served().with([
            .call(1, cost: .reported(cents: 100)),
            .call(2, provider: "google", model: "gemini-2.5-flash", cost: .reported(cents: 7)),
        ])
        let page = try await page(served, "/?provider=google")
        for name in ["today", "week", "month"] {
            #expect(figure(name, in: page)?.hasPrefix("$0.07") == true, "\(name)")
        }
        // Limits and the window's title are about all calls, whatever the page shows.
        #expect(page.ranges(of: "$1.07").count == 2 && !page.contains("$1.00"))
        #expect(page.contains("<title>$1.07 today · Mission Control</title>"))
    }

    @Test func `days that are over leave out what came after them, in every part of the page`() async throws {
        let served = try await Served().with([
            .call(1, minutesAgo: 40 * 1440, session: "then", cost: .reported(cents: 100)),
            .call(2, session: "now", model: "claude-haiku-4-5", cost: .reported(cents: 900)),
            .call(3, session: "now", provider: "acme", model: "mystery", cost: Cost(basis: .unpriced)),
        ])
        let page = try await page(served, "/?range=last-month")
        #expect(figure("range", in: page)?.contains("$1.00") == true)
        let sessions = page.components(between: "data-section=\"sessions\"", and: "</section>")
        #expect(sessions.contains("then") && !sessions.contains("now") && !sessions.contains("$9.00"))
        #expect(!page.contains("1 call has no price"))
        // The present is told all the same.
        #expect(figure("today", in: page)?.contains("$9.00*") == true)
    }

    @Test func `what has no price is a dash and a note, never zero dollars`() async throws {
        let unpriced = Cost(basis: .unpriced)
        let served = try await Served().with(
            (1...12).map { .call($0, provider: "acme", model: "mystery", cost: unpriced) })
        let page = try await page(served)
        for name in ["today", "week", "month", "projection", "burn-rate"] {
            #expect(figure(name, in: page)?.contains("–") == true, "\(name)")
        }
        // Days without any call did cost nothing; whatever had calls must not claim so.
        let calls = page.components(between: "data-section=\"models\"", and: "data-section=\"week-hours\"")
        #expect(calls.contains("acme/") && !calls.contains("$0.00"))
        #expect(page.contains("12 calls have no price"))
    }

    @Test func `a ledger without recent calls says when the newest one was`() async throws {
        let page = try await page(Served().with([.call(1, minutesAgo: 145 * 1440)]))
        #expect(page.contains("No calls in these days. The newest is of 29 Jun 2026;"))
        #expect(page.contains("<code>mctl doctor</code>"))
        #expect(page.contains("29 Jun"))
    }

    @Test func `a failed call says how it failed`() async throws {
        let served = try await Served().with([
            .call(1, status: .ok), .call(2, tokens: .zero, status: .rateLimited),
            .call(3, cost: Cost(basis: .unknownUsage), tokens: .zero),
        ])
        let page = try await page(served)
        #expect(page.contains("data-status=\"rate_limited\">rate limited<"))
        #expect(page.contains("no usage told"))
        #expect(!page.contains("data-status=\"server_error\""))
    }

    @Test func `a subscription's calls are included, and worth something`() async throws {
        let cost = Cost(estimated: Money(nanodollars: 3_500_000_000), basis: .subscription)
        let page = try await page(Served().with([.call(1, cost: cost)]))
        #expect(page.contains("$3.50 at list price"))
        #expect(page.contains(">included<"))
    }

    @Test(arguments: [
        "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>", "'><b>bold</b>", "</title><iframe>",
        "&lt;script&gt;", "<!--", "]]>", "javascript:alert(1)", "{{7*7}}", "a\u{202e}gpj.exe", "\u{0}<b>\u{1b}[31m",
    ])
    func `names from a log are text wherever they appear`(name: String) async throws {
        let session = SessionID(harness: "openclaw", agent: name, id: name)
        let served = try await Served().with(
            [.call(1, agent: name, session: name, provider: name, model: name)],
            sessions: [
                SessionFacts(session: session, key: name, channel: name, label: name, project: name)
            ])
        let plain = try await page(Served().with([.call(1)]))
        let page = try await page(served)
        #expect(elements(page).isSubset(of: elements(plain)))
        #expect(!page.contains("onerror=alert(1)>") && !page.contains("onload=alert(1)>") && !page.contains("<!--"))
        #expect(!page.unicodeScalars.contains { [0x202e, 0, 0x1b].contains($0.value) })
    }

    /// The names of all elements, as a browser would find them.
    private func elements(_ page: String) -> Set<Substring> {
        Set(
            page.split(separator: "<").dropFirst().map { part in
                part.prefix { !$0.isWhitespace && $0 != ">" }
            })
    }

    @Test func `an endless name is cut`() async throws {
        let page = try await page(Served().with([.call(1, agent: String(repeating: "a", count: 1_000_000))]))
        #expect(page.utf8.count < 100_000)
    }

    @Test func `an empty ledger says where it looked, what is wrong and what to do`() async throws {
        var served = Served()
        served.health = HealthReport(
            sources: [
                HealthSource(source: SourceID(kind: "openclaw", place: "/home/me/.openclaw"), exists: false),
                HealthSource(source: SourceID(kind: "claude-code", place: "/home/me/<i>"), exists: true, items: 3),
            ],
            problems: [SourceProblem(path: "/home/me/.codex", reason: "permission denied")])
        let page = try await page(served)
        #expect(page.contains("No calls yet"))
        #expect(page.contains("/home/me/.openclaw"))
        #expect(page.contains("does not exist"))
        #expect(page.contains("3 files without a call"))
        #expect(page.contains("permission denied"))
        #expect(page.contains("<code>mctl doctor</code>"))
        #expect(!page.contains("$0") && !page.contains("data-figure") && !page.contains("<i>"))
    }

    @Test func `assets are served from memory with their types`() async throws {
        try await Served().application.test(.router) { client in
            let types = [
                "dashboard.css": "text/css; charset=utf-8", "dashboard.js": "text/javascript; charset=utf-8",
                "icon.svg": "image/svg+xml",
            ]
            for (name, type) in types {
                try await client.execute(uri: "/assets/\(name)", method: .get) { response in
                    #expect(response.status == .ok)
                    #expect(response.headers[.contentType] == type)
                    #expect(!response.text.isEmpty)
                }
            }
        }
    }
}
