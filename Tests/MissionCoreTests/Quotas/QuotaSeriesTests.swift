// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionTesting
internal import OpenClawFormat
internal import Testing

@Suite struct `Quotas over time` {
    private let now = Gateways.now
    private let ledger = MemoryLedger()

    private func moment(_ minutes: Int64) -> Timestamp { now.advanced(byMilliseconds: minutes * 60_000) }

    /// Puts readings of the quota of five hours into the ledger: minutes from now, hundredths of a percent.
    private func keep(_ readings: [(Int64, Int64)], label: String = "5h", resetsIn: Int64 = 120) async throws {
        let quotas = readings.map { minutes, used in
            QuotaRecord(
                gateway: "g", provider: "anthropic", label: label,
                reading: QuotaReading(at: moment(minutes), usedHundredths: used, resetsAt: moment(resetsIn)))
        }
        _ = try await ledger.append(SourceBatch(source: SourceID(kind: "gateway", place: "g"), quotas: quotas))
    }

    private func status(_ windows: String) throws -> JSONValue {
        try Gateways.json(#"{"providers":[{"provider":"anthropic","windows":[\#(windows)]}]}"#)
    }

    private func usage(_ reading: GatewayReading?) async throws -> RuntimeUsage {
        try await RuntimeUsage.load(
            gatewayID: "g", reading: reading, prices: try TestPrices.book(), from: ledger, now: now)
    }

    private var fiveHours: String { #"{"label":"5h","usedPercent":50,"resetAt":\#(moment(120).milliseconds)}"# }

    @Test func `the pace is that of the last 60 minutes, also after a restart`() async throws {
        try await keep([(-100, 1000), (-61, 3800), (-30, 4900), (-3, 4990)])
        let usage = try await usage(
            GatewayReading(isReachable: true, figures: GatewayFigures(status: try status(fiveHours)), fetchedAt: now))
        // 12 % in 61 minutes; 50 % are left.
        #expect(usage.prediction.timeToLimitMilliseconds == 15_250_000)
        #expect(usage.prediction.isSafe)
    }

    @Test(arguments: [[(-60, 9000), (-20, 100)], [(-200, 100), (-20, 4900)]] as [[(Int64, Int64)]])
    func `a reset in between starts anew, and what is hours old says nothing`(readings: [(Int64, Int64)]) async throws {
        try await keep(readings)
        let usage = try await usage(
            GatewayReading(isReachable: true, figures: GatewayFigures(status: try status(fiveHours)), fetchedAt: now))
        let growth = 5000 - readings[1].1
        #expect(usage.prediction.timeToLimitMilliseconds == 5000 * 20 * 60_000 / growth)
    }

    @Test func `one reading tells no pace`() async throws {
        let usage = try await usage(
            GatewayReading(isReachable: true, figures: GatewayFigures(status: try status(fiveHours)), fetchedAt: now))
        #expect(usage.quotaWindows.map(\.timeToLimitMilliseconds) == [nil])
        #expect(usage.prediction == Prediction(timeToLimitMilliseconds: nil, isSafe: true))
    }

    @Test func `a reading of some minutes ago leaves less time`() async throws {
        try await keep([(-70, 4000)])
        let usage = try await usage(
            GatewayReading(
                isReachable: true, figures: GatewayFigures(status: try status(fiveHours)), fetchedAt: moment(-10)))
        // 10 % an hour from ten minutes ago on: five hours less those minutes.
        #expect(usage.prediction.timeToLimitMilliseconds == 17_400_000)
        #expect(usage.json["quota_windows"]?.text().contains(#""age_ms":600000"#) == true)
    }

    @Test func `a longer quota counts where it binds before it begins anew`() async throws {
        try await keep([(-60, 4000)])
        let week = #"{"label":"Week","usedPercent":98,"resetAt":\#(moment(5000).milliseconds)}"#
        try await keep([(-60, 9600)], label: "Week", resetsIn: 5000)
        let status = try status("\(fiveHours),\(week)")
        // The quota of five hours would be used up after 300 minutes, and begins anew after 120.
        let binding = try await usage(
            GatewayReading(isReachable: true, figures: GatewayFigures(status: status), fetchedAt: now))
        #expect(binding.quotaWindows.map(\.timeToLimitMilliseconds) == [18_000_000, 3_600_000])
        #expect(binding.prediction == Prediction(timeToLimitMilliseconds: 3_600_000, isSafe: false))
        // At half that pace it is used up after the other, and still the first to bind.
        let slow = try self.status("\(fiveHours),\(week.replacing("98", with: "96.3"))")
        let later = try await usage(
            GatewayReading(isReachable: true, figures: GatewayFigures(status: slow), fetchedAt: now))
        #expect(later.quotaWindows.map(\.timeToLimitMilliseconds) == [18_000_000, 44_400_000])
        #expect(later.prediction == Prediction(timeToLimitMilliseconds: 44_400_000, isSafe: false))
    }

    @Test func `a longer quota that begins anew in time does not count`() async throws {
        try await keep([(-60, 7900)], label: "Day", resetsIn: 30)
        let day = #"{"label":"Day","usedPercent":80,"resetAt":\#(moment(30).milliseconds)}"#
        let usage = try await usage(
            GatewayReading(isReachable: true, figures: GatewayFigures(status: try status(day)), fetchedAt: now))
        #expect(usage.quotaWindows.map(\.timeToLimitMilliseconds) == [1200 * 60_000])
        #expect(usage.prediction == Prediction(timeToLimitMilliseconds: nil, isSafe: true))
    }

    @Test func `a quota that is used up leaves no time, whatever the pace`() async throws {
        let full = #"{"label":"5h","usedPercent":100,"resetAt":\#(moment(120).milliseconds)}"#
        let usage = try await usage(
            GatewayReading(isReachable: true, figures: GatewayFigures(status: try status(full)), fetchedAt: now))
        #expect(usage.prediction == Prediction(timeToLimitMilliseconds: 0, isSafe: false))
    }

    @Test func `after a restart without the gateway the ledger tells the quotas, with their age`() async throws {
        try await keep([(-90, 2000), (-30, 4000)])
        let down = GatewayReading(isReachable: false, error: "down", advice: "start it", fetchedAt: now)
        let usage = try await usage(down)
        #expect(usage.quotaWindows.map(\.usedHundredths) == [4000])
        #expect(usage.quotaWindows.map { $0.ageMilliseconds(at: now) } == [1_800_000])
        // 20 % an hour: three hours, of which half of one is over.
        #expect(usage.prediction.timeToLimitMilliseconds == 9_000_000)
        #expect(usage.window.resetsAt == moment(120))
        let status = usage.json["gateway_status"]
        #expect(status?["reachable"] == false && status?["advice"] == "start it" && status?["age_ms"] == .null)
    }

    @Test func `a quota that began anew since it was read predicts nothing and tells no window`() async throws {
        try await keep([(-90, 2000), (-30, 4000)], resetsIn: -10)
        let usage = try await usage(nil)
        #expect(usage.quotaWindows.map(\.usedHundredths) == [4000])
        #expect(usage.quotaWindows.map(\.timeToLimitMilliseconds) == [nil])
        #expect(usage.window.resetInMilliseconds == 0)
    }
}

@Suite struct `What a gateway last said` {
    private let good = GatewayReading(
        isReachable: true,
        figures: GatewayFigures(cost: ["sessions": [["id": "s", "model": "m", "usage": ["input": 7]]]]),
        protocolVersion: 3,
        version: "1", fetchedAt: Gateways.now.advanced(byMilliseconds: -60_000))

    @Test func `stays while it does not answer, with its age and the reason`() throws {
        let down = GatewayReading(isReachable: false, error: "down", advice: "start it", fetchedAt: Gateways.now)
        let reading = down.keepingFigures(of: good)
        let usage = RuntimeUsage(gatewayID: "g", reading: reading, prices: try TestPrices.book(), now: Gateways.now)
        #expect(usage.current.totalTokens == 7)
        let status = usage.json["gateway_status"]
        #expect(status?["reachable"] == false && status?["error"] == "down" && status?["version"] == "1")
        #expect(status?["fetched_at"] == .string(good.fetchedAt.iso8601) && status?["age_ms"] == 60_000)
        #expect(down.keepingFigures(of: nil) == down && good.keepingFigures(of: down) == good)
    }

    @Test func `names the profile that it runs with`() throws {
        func profile(_ file: String) throws -> String? {
            let sessions = try Gateways.json(#"{"sessions":[{"usage":null},{"usage":{"sessionFile":"\#(file)"}}]}"#)
            return GatewayReading(
                isReachable: true, figures: GatewayFigures(sessionsUsage: sessions), fetchedAt: Gateways.now
            ).profile
        }
        #expect(try profile("/home/u/.openclaw-work/agents/main/sessions/1.jsonl") == "work")
        #expect(try profile("/home/u/.openclaw/agents/main/sessions/1.jsonl") == nil)
        #expect(try profile("/home/u/.openclaw-/x") == nil)
        let told = GatewayReading(
            isReachable: true, figures: GatewayFigures(status: ["profile": "night"]), fetchedAt: Gateways.now)
        #expect(told.profile == "night")
    }

    @Test func `an account is what was mapped, else what is told, else default`() {
        let accounts = GatewayAccounts(key: "all", byProvider: ["claude": "max", "zai": "z"])
        #expect(accounts.key(for: "anthropic", recorded: "told") == "max")
        #expect(accounts.key(for: "zai") == "z")
        #expect(accounts.key(for: "openai", recorded: "told") == "all")
        #expect(GatewayAccounts().key(for: "openai", recorded: "told") == "told")
        #expect(GatewayAccounts().key(for: "openai", recorded: "default") == "default")
        #expect(GatewayAccounts().key(for: "openai", recorded: nil, "default", "profile") == "profile")
    }
}
