// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// A small price book with round numbers.
enum TestPrices {
    static func book() throws -> PriceBook {
        try PriceBook(files: [
            ("anthropic.json", Data(anthropic.utf8)), ("openai.json", Data(openai.utf8)),
            ("providers.json", Data(providers.utf8)),
        ])
    }

    static let anthropic = """
        {"provider":"anthropic","models":{
          "claude-opus-4-6":{"source":"test","aliases":["opus-4.6"],"prices":[
            {"from":null,"rates":{"input":5000000000,"output":25000000000,"cache_read":500000000,"cache_write_5m":6250000000},
             "tiers":[{"above":200000,"rates":{"input":10000000000,"output":37500000000}}]},
            {"from":"2026-06-01","rates":{"input":4000000000,"output":20000000000},
             "tiers":[{"above":200000,"rates":{"input":8000000000,"output":30000000000}}]}]},
          "claude-opus-4-7":{"source":"test","prices":[
            {"from":null,"rates":{"input":5000000000,"output":25000000000,"cache_read":500000000,"cache_write_5m":6250000000,
              "cache_write_1h":10000000000},"multipliers":{"fast":"6","batch":"0.5","us":"1.1"}}]},
          "claude-haiku-4-5":{"source":"test","prices":[
            {"from":null,"rates":{"input":1000000000,"output":5000000000,"cache_read":100000000,"cache_write_5m":1250000000}}]}}}
        """

    static let openai = """
        {"provider":"openai","models":{
          "gpt-5.2":{"source":"test","prices":[{"from":null,"rates":{"input":2000000000,"output":10000000000}}]}}}
        """

    static let providers = """
        {"providers":{"anthropic":{"prices":"anthropic"},"claude":{"prices":"anthropic"},"openai":{"prices":"openai"},
          "openai-codex":{"prices":"openai","subscription":true},"github-copilot":{"subscription":true},
          "azure":{"prices":["openai","anthropic"]},"gateway":{"maker":true,"free":["-free","gift"]},
          "router":{"prices":"openai","free":[":free"],"same_price":[":online"]},"portal":{"maker":true,"subscription":true},
          "reseller":{"note":"publishes no prices"},"ollama":{"local":true},"local":{"local":true}}}
        """
}
