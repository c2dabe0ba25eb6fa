// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import HummingbirdTesting
import MissionCore
import MissionServer
import Testing

/// The page of budgets and alerts.
@Suite struct AlertsPageTests {
    private let kept = KeptAlerts()

    private func page(_ path: String, alerts: (any AlertAdministration)? = nil) async throws -> String {
        var served = try await Served().with([
            .call(1, cost: .reported(cents: 300)), .call(2, cost: Cost(basis: .unpriced)),
        ])
        served.alerts = alerts ?? kept
        return try await served.application.test(.router) { client in
            try await client.execute(uri: path, method: .get) { response in
                #expect(response.status == .ok)
                return response.text
            }
        }
    }

    private func section(_ page: String, _ id: String) -> String {
        String(page.components(between: "data-section=\"\(id)\"", and: "</section>"))
    }

    private func set(_ budgets: Budget...) throws { try kept.keep(BudgetPlan(budgets: budgets)) }

    private static let dollar = Budget(
        id: "daily", period: .day, amount: .cost(Money(nanodollars: 1_000_000_000)), thresholds: [50, 100])

    @Test func `what the overview warns of stands on this page, with its severity in a word`() async throws {
        try set(Self.dollar)
        let banner = section(try await page("/"), "alerts")
        let message = "Daily cost at least $3.00 exceeds limit $1.00"
        #expect(banner.contains(message) && banner.contains("href=\"/alerts\""))
        let standing = section(try await page("/alerts"), "standing")
        #expect(standing.contains(message) && standing.contains("Critical"))
        #expect(standing.contains("data-send=\"POST /api/v1/alerts/acknowledgements\""))
    }

    @Test func `an alert that was acknowledged or muted stays on the page and says so`() async throws {
        try set(Self.dollar)
        var settings = AlertSettings()
        settings.mute("daily", until: Served.now.advanced(byMilliseconds: 3_600_000), now: Served.now)
        settings.acknowledge("daily/daily-exceeded/100/2026-11-20T23:00:00.000Z")
        try kept.keep(settings)
        let page = try await page("/alerts")
        let standing = section(page, "standing")
        #expect(
            standing.contains("acknowledged · muted until <time datetime=\"2026-11-21T14:30:00.000Z\">15:30</time>"))
        #expect(standing.contains("data-send=\"DELETE /api/v1/alerts/mutes/daily\""))
        #expect(!standing.contains("acknowledgements") && !standing.contains("data-send=\"PUT"))
    }

    @Test func `a muted rule of which nothing is so now can be heard again`() async throws {
        var settings = AlertSettings()
        settings.mute("forecast", until: Served.now.advanced(byMilliseconds: 60_000), now: Served.now)
        try kept.keep(settings)
        let standing = section(try await page("/alerts"), "standing")
        #expect(standing.contains("data-send=\"DELETE /api/v1/alerts/mutes/forecast\""))
    }

    @Test func `an alert can be muted until the period of its budget ends`() async throws {
        try set(Self.dollar)
        let standing = section(try await page("/alerts"), "standing")
        #expect(standing.contains("<option value=\"3600000\">1 hour</option>"))
        #expect(standing.contains("<option value=\"2026-11-21T23:00:00.000Z\">until the period ends</option>"))
    }

    @Test func `a budget says how much is used of what, and that it is at least so much`() async throws {
        try set(
            Self.dollar,
            Budget(id: "calls", scope: .one(.agent, "main"), period: .week, amount: .calls(100), thresholds: [50]))
        let budgets = section(try await page("/alerts"), "budgets")
        #expect(budgets.contains("at least $3.00</span> of $1.00 · 300 %"))
        #expect(budgets.contains("2 calls</span> of 100 calls · 2 %") && budgets.contains("agent main, per week"))
        #expect(budgets.contains("Exceeded") && budgets.contains("Within"))
        // One mark for each threshold within the limit.
        #expect(budgets.split(separator: "class=\"tick\"").count == 3)
    }

    @Test func `a budget's form has what is set, and deleting it needs a second press`() async throws {
        try set(
            Budget(
                id: "night", scope: .one(.cron, "a<b"), period: .month, amount: .tokens(2_000_000), thresholds: [80],
                zone: Zone(named: "Asia/Kolkata"), weekStart: .sunday))
        let budgets = section(try await page("/alerts"), "budgets")
        let form = budgets.components(between: "data-send=\"PUT /api/v1/budgets/night\"", and: "</form>")
        for part in [
            "value=\"a&lt;b\"", "<option value=\"cron\" selected>", "<option value=\"month\" selected>",
            "value=\"2000000\"", "<option value=\"tokens\" selected>", "value=\"80\"", "value=\"Asia/Kolkata\"",
            "<option value=\"sunday\" selected>",
        ] {
            #expect(form.contains(part), "\(part)")
        }
        let delete = budgets.components(between: "data-send=\"DELETE /api/v1/budgets/night\"", and: "</form>")
        #expect(delete.contains("data-confirm="))
    }

    @Test(arguments: [
        (1_234_500_000_000 as Int64, "1234.50"), (1_000_000_000_000_000, "1000000.00"), (1_250_000, "0.00125"),
    ])
    func `a budget of dollars is written into its form as the API reads it`(nanodollars: Int64, text: String)
        async throws
    {
        try set(Budget(id: "big", period: .day, amount: .cost(Money(nanodollars: nanodollars))))
        #expect(section(try await page("/alerts"), "budgets").contains("name=\"amount\" value=\"\(text)\""))
        #expect(Money(decimalDollars: text) == Money(nanodollars: nanodollars))
    }

    @Test func `files that cannot be read are told by name, and the rest of the page still works`() async throws {
        let page = try await page("/alerts", alerts: Unreadable())
        let trouble = section(page, "unreadable")
        #expect(trouble.contains("Critical: /data/budgets.json, budgets[0].usd: expected a number above 0."))
        #expect(page.contains("data-section=\"channels\"") && page.contains("data-section=\"history\""))
    }

    @Test func `without any call and any budget the page says how to set one, also without the script`() async throws {
        let text = try await Served().application.test(.router) { client in
            try await client.execute(uri: "/alerts", method: .get) { $0.text }
        }
        #expect(section(text, "standing").contains("mctl budget set all --usd 50 --per day"))
        let without = text.components(between: "<noscript>", and: "</noscript>")
        #expect(without.contains("<code>mctl budget set</code>") && without.contains("<code>mctl alerts mute</code>"))
    }

    @Test func `a channel has a button that tries it`() async throws {
        let channels = section(try await page("/alerts"), "channels")
        #expect(channels.contains("data-send=\"POST /api/v1/alerts/channels/mail/test\""))
    }
}

/// Files of which none can be read.
private struct Unreadable: AlertAdministration {
    private let error = SettingsError("/data/budgets.json, budgets[0].usd", expected: "a number above 0")

    func plan() throws -> BudgetPlan { throw error }
    func keep(_ plan: BudgetPlan) throws { throw error }
    func models() throws -> ModelDirectory { throw error }
    func settings() throws -> AlertSettings { throw error }
    func keep(_ settings: AlertSettings) throws { throw error }
    func channels() throws -> [JSONValue] { throw error }
    func test(_ channel: String) async throws -> DeliveryOutcome? { nil }
}
