// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// The little that matters here of a home's `openclaw.json` and its agents' `models.json`: how heartbeats begin, and what
/// custom models cost. Keys, tokens and addresses are passed over while reading.
struct OpenClawConfig: Sendable {
    var heartbeats = OpenClawHeartbeatPrompts.standard
    var prices = CustomPrices()

    /// Keys whose values are nobody's business, in lower case.
    static let secrets: Set = [
        "apikey", "apikeys", "token", "bottoken", "password", "secret", "secrets", "auth", "authorization", "headers",
        "baseurl", "env", "credentials", "privatekey", "accesstoken", "refreshtoken",
    ]

    /// Reads what is there; what is missing or cannot be read says nothing.
    init(home: OpenClawHome) {
        var files = OpenClawConfigFiles(home: home)
        let config = files.configuration()
        heartbeats = OpenClawHeartbeatPrompts(Self.prompts(config))
        // In OpenClaw's own order: an agent's catalogue goes before the configuration.
        for agent in (try? FileAccess.names(in: home.absolute("agents"))) ?? [] {
            if let catalogue = files.read("agents/\(agent)/agent/models.json") {
                take(prices: catalogue.at("providers"))
            }
        }
        take(prices: config?.at("models")?.at("providers"))
    }

    private static func prompts(_ config: JSONValue?) -> [String] {
        let agents = config?.at("agents")
        // Before agents became a list there was one, under `agent`.
        let places =
            [agents?.at("defaults"), config?.at("agent")] + (agents?.at("list")?.elements ?? [])
            + (agents?.at("entries")?.members.map(\.value) ?? [])
        return places.compactMap { $0?.at("heartbeat")?.at("prompt")?.text }
    }

    private mutating func take(prices providers: JSONValue?) {
        for provider in providers?.members ?? [] {
            for model in provider.value.at("models")?.elements ?? [] {
                guard let id = model.at("id")?.text, let card = model.at("cost").flatMap(Self.card) else { continue }
                prices.add(card, provider: provider.key, model: id)
            }
        }
    }

    /// Dollars per million tokens; nil when any of them is no amount within reason.
    static func card(_ cost: JSONValue) -> RateCard? {
        var rates: [String: Rate] = [:]
        for name in ["input", "output", "cacheRead", "cacheWrite"] {
            guard let value = cost.at(name) else { continue }
            guard let text = value.numberText, let scaled = DecimalText.scaled(text, by: 9),
                (0...1_000_000_000_000_000).contains(scaled)
            else { return nil }
            rates[name] = Rate(nanodollarsPerMillion: scaled)
        }
        guard let input = rates["input"], let output = rates["output"] else { return nil }
        return RateCard(
            input: input, output: output, cacheRead: rates["cacheRead"], cacheWrite5m: rates["cacheWrite"])
    }
}
