// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionTesting
internal import OpenClawFormat
internal import Testing

@Suite struct `Windows, limits and predictions` {
    /// 600 tokens (10 a minute) and $0.60 within the last hour; 1,000 tokens in all.
    private let cost = """
        {"sessions":[
          {"model":"claude-haiku-4-5","cost":0.6,"usage":{"input":500,"output":100},"updatedAt":"2026-11-21T11:30:00Z","calls":6},
          {"model":"claude-haiku-4-5","cost":0.4,"usage":{"input":400},"updatedAt":"2026-11-21T10:59:59Z","calls":4}]}
        """

    private func usage(_ status: String) throws -> RuntimeUsage {
        try Gateways.usage(cost: cost, status: status)
    }

    @Test(
        arguments: ["windowStart", "window_start", "period_start", "started_at"],
        ["windowEnd", "window_end", "period_end", "resets_at"])
    func `the window is told under several names`(start: String, end: String) throws {
        let window = try usage(#"{"\#(start)":"2026-11-21T10:00:00+01:00","\#(end)":"2026-11-21T14:30:00"}"#).window
        #expect(window.startedAt.iso8601 == "2026-11-21T09:00:00.000Z")
        #expect(window.resetsAt.iso8601 == "2026-11-21T14:30:00.000Z")
        #expect(window.resetInMilliseconds == 9_000_000)
    }

    @Test(arguments: [
        "{}", #"{"windowStart":"soon"}"#, #"{"windowStart":["x"]}"#, #"{"windowStart":"2026-02-30T00:00:00Z"}"#,
    ])
    func `without a window it is the five hours up to now`(status: String) throws {
        let window = try usage(status).window
        #expect(window.startedAt.iso8601 == "2026-11-21T07:00:00.000Z")
        #expect(window.resetsAt.iso8601 == "2026-11-21T12:00:00.000Z")
        #expect(window.resetInMilliseconds == 0)
    }

    @Test func `an empty beginning gives way to the next name, an end follows the beginning`() throws {
        let window = try usage(#"{"windowStart":"","started_at":"2026-11-21T11:00:00Z"}"#).window
        #expect(window.resetsAt.iso8601 == "2026-11-21T16:00:00.000Z")
    }

    @Test func `a window that is over resets in no time`() throws {
        #expect(try usage(#"{"windowEnd":"2026-11-20T00:00:00Z"}"#).window.resetInMilliseconds == 0)
    }

    @Test func `the last 60 minutes burn, estimates included`() throws {
        let usage = try usage("{}")
        #expect("\(usage.burnRate.tokensPerMinute)" == "10")
        #expect(usage.burnRate.costPerMinute == Money(nanodollars: 10_000_000))
        let estimated = try Gateways.session(
            #""model":"claude-haiku-4-5","usage":{"input":60000},"updated_at":"2026-11-21T11:00:00""#)
        #expect(estimated.burnRate.costPerMinute == Money(nanodollars: 1_000_000))
        #expect("\(estimated.burnRate.tokensPerMinute)" == "1000")
    }

    @Test(arguments: [
        (#""updated_at":"2026-11-21T11:00:00Z""#, true), (#""updated_at":"2026-11-21T10:59:59.999Z""#, false),
        (#""updatedAt":"2026-11-21T12:30:00+01:00""#, true), (#""lastActivity":" 2026-11-21T11:59:00Z ""#, true),
        (#""last_activity":"2026-11-21 11:59:00""#, true), (#""updatedAt":1795260000000"#, false),
        (#""updatedAt":1795260000000.5566"#, false), (#""updatedAt":12345"#, false),
        (#""updatedAt":"yesterday""#, false),
        (#""updatedAt":true"#, false), ("\"x\":1", false), (#""updated_at":"2026-11-21T13:00:00Z""#, true),
    ])
    func `a session burns when it was active within the hour`(members: String, burns: Bool) throws {
        let usage = try Gateways.session(#""usage":{"input":60},\#(members)"#)
        #expect(("\(usage.burnRate.tokensPerMinute)" == "1") == burns)
    }

    @Test(arguments: ["tokenLimit", "token_limit"])
    func `a limit of tokens is compared with input and output`(name: String) throws {
        let usage = try usage(#"{"\#(name)":"3000","windowEnd":"2026-11-21T15:00:00Z"}"#)
        #expect(usage.current.tokenLimit == 3000)
        #expect(usage.current.tokenPercent == 33)
        // 2,000 tokens at 10 a minute: 200 minutes, and the window ends in 180.
        #expect(usage.prediction == Prediction(timeToLimitMilliseconds: 12_000_000, isSafe: true))
    }

    @Test func `a limit that comes before the reset is not safe`() throws {
        let usage = try usage(#"{"tokenLimit":2000,"windowEnd":"2026-11-21T15:00:00Z"}"#)
        #expect(usage.prediction == Prediction(timeToLimitMilliseconds: 6_000_000, isSafe: false))
    }

    @Test func `a limit that is reached takes no time`() throws {
        let usage = try usage(#"{"tokenLimit":999}"#)
        #expect(usage.current.tokenPercent == 100)
        #expect(usage.prediction == Prediction(timeToLimitMilliseconds: 0, isSafe: false))
    }

    @Test func `nothing burning reaches no limit`() throws {
        let idle = try Gateways.session(#""usage":{"input":60}"#, status: #"{"tokenLimit":10}"#)
        #expect(idle.prediction == Prediction(timeToLimitMilliseconds: nil, isSafe: true))
        #expect(idle.current.tokenPercent == 100)
    }

    @Test(arguments: ["messageLimit", "message_limit"])
    func `a limit of messages is compared with calls`(name: String) throws {
        let usage = try usage(#"{"\#(name)":40}"#)
        #expect(usage.current.tokenLimit == nil && usage.current.tokenPercent == nil)
        #expect((usage.current.messageLimit, usage.current.messagePercent) == (40, 25))
        // Thirty calls at six an hour: five hours.
        #expect(usage.prediction.timeToLimitMilliseconds == 18_000_000)
    }

    @Test(arguments: ["costLimit", "cost_limit", "costLimitUsd"])
    func `a limit of cost is told in dollars`(name: String) throws {
        let current = try usage(#"{"\#(name)":3.0}"#).current
        #expect((current.costLimit, current.costPercent) == (Money(nanodollars: 3_000_000_000), 33))
    }

    @Test(arguments: ["0", "null", "-5", "\"none\"", "[]"])
    func `a limit that is none is none`(value: String) throws {
        let current = try usage(#"{"tokenLimit":\#(value),"costLimit":\#(value),"messageLimit":\#(value)}"#).current
        #expect(current.tokenLimit == nil && current.costLimit == nil && current.messageLimit == nil)
        #expect(current.tokenPercent == nil && current.costPercent == nil && current.messagePercent == nil)
    }

    @Test func `status has the say over cost, even with null`() throws {
        func limit(_ cost: String, _ status: String) throws -> Int64? {
            try Gateways.usage(cost: cost, status: status).current.tokenLimit
        }
        #expect(try limit(#"{"tokenLimit":5}"#, "{}") == 5)
        #expect(try limit(#"{"tokenLimit":5}"#, #"{"tokenLimit":6}"#) == 6)
        #expect(try limit(#"{"tokenLimit":5}"#, #"{"tokenLimit":null}"#) == nil)
        #expect(try limit(#"{"tokenLimit":5}"#, #"{"token_limit":6}"#) == 5)
    }

    @Test func `quotas tell window, percentage and, from two readings, the time left`() throws {
        let status = try Gateways.json(
            """
            {"updatedAt":1795238465984,"providers":[{"provider":"anthropic","displayName":"Claude","plan":"Max",
             "windows":[{"label":"5h","usedPercent":42.5,"resetAt":1795269600000},{"label":"Week","usedPercent":12},
                        {"label":"odd"},7]},{"provider":7,"windows":[]},3]}
            """)
        let reset = Timestamp(milliseconds: 1_795_269_600_000)
        let earlier = [
            "anthropic|5h": QuotaReading(
                at: Gateways.now.advanced(byMilliseconds: -600_000), usedHundredths: 4000, resetsAt: reset)
        ]
        let usage = RuntimeUsage(
            gatewayID: "g",
            reading: GatewayReading(
                isReachable: true, figures: GatewayFigures(status: status), fetchedAt: Gateways.now),
            prices: try TestPrices.book(), earlier: earlier, now: Gateways.now)
        #expect(usage.quotaWindows.map(\.key) == ["anthropic|5h", "anthropic|Week"])
        // 2.5 % in ten minutes; 57.5 % are left: 230 minutes, and the window ends in 120.
        #expect(usage.quotaWindows.map(\.timeToLimitMilliseconds) == [13_800_000, nil])
        #expect(usage.quotaWindows[0].json(at: Gateways.now).text().contains(#""used_percent":42.5"#))
        #expect(usage.window.startedAt == reset.advanced(byMilliseconds: -18_000_000))
        #expect(usage.window.resetInMilliseconds == 7_200_000)
        #expect(usage.prediction == Prediction(timeToLimitMilliseconds: 13_800_000, isSafe: true))
    }

    @Test func `of several quotas of five hours the one that is used most gives the window`() throws {
        let usage = try usage(
            """
            {"providers":[{"provider":"zai","windows":[{"label":"5h","usedPercent":1,"resetAt":1795266000000}]},
             {"provider":"anthropic","windows":[{"label":"5H","usedPercent":99,"resetAt":1795269600000}]},
             {"provider":"minimax","windows":[{"label":"5h","usedPercent":100}]}]}
            """)
        #expect(usage.window.resetsAt == Timestamp(milliseconds: 1_795_269_600_000))
        let told = try self.usage(
            #"{"windowEnd":"2026-11-21T13:00:00Z","providers":[{"provider":"a","windows":[{"label":"5h","usedPercent":1,"resetAt":1795266000000}]}]}"#
        )
        #expect(told.window.resetsAt.iso8601 == "2026-11-21T13:00:00.000Z")
    }

    @Test func `readings of different windows say nothing about a rate`() {
        let one = QuotaReading(at: Timestamp(seconds: 0), usedHundredths: 100, resetsAt: Timestamp(seconds: 99))
        var two = QuotaReading(at: Timestamp(seconds: 60), usedHundredths: 200, resetsAt: Timestamp(seconds: 999))
        #expect(Prediction(from: one, to: two) == nil)
        two.resetsAt = one.resetsAt
        #expect(Prediction(from: one, to: two)?.timeToLimitMilliseconds == 5_880_000)
        #expect(Prediction(from: two, to: one) == nil)
        two.usedHundredths = 50
        #expect(Prediction(from: one, to: two) == nil)
    }
}
