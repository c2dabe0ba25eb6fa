// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Testing

@testable internal import MissionCore

@Suite struct `Reading collections of prices` {
    private func read(_ text: String) throws -> PriceCollection {
        try PriceCollection(Data(text.utf8), file: "prices.json")
    }

    @Test func `LiteLLM's dollars a token become nanodollars per million, with tiers, caches, factors and searches`()
        throws
    {
        let collection = try read(
            """
            {"sample_spec":{"litellm_provider":"one of …","mode":"one of …","input_cost_per_token":0.0},
             "claude-opus-4-6":{"litellm_provider":"anthropic","mode":"chat","input_cost_per_token":5e-06,
               "output_cost_per_token":2.5e-05,"cache_read_input_token_cost":5e-07,"cache_creation_input_token_cost":6.25e-06,
               "cache_creation_input_token_cost_above_1hr":1e-05,"input_cost_per_token_above_200k_tokens":1e-05,
               "output_cost_per_token_above_200k_tokens":3.75e-05,"input_cost_per_token_batches":2.5e-06,
               "output_cost_per_token_batches":1.25e-05,"provider_specific_entry":{"us":1.1},
               "search_context_cost_per_query":{"search_context_size_low":0.01,"search_context_size_high":0.01}},
             "gemini/gemini-2.5-pro":{"litellm_provider":"gemini","mode":"chat","input_cost_per_token":1.25e-06,
               "output_cost_per_token":1e-05},
             "text-embedding-3":{"litellm_provider":"openai","mode":"embedding","input_cost_per_token":1e-08},
             "azure/gpt-5":{"litellm_provider":"azure","mode":"chat","input_cost_per_token":1e-06,"output_cost_per_token":1e-06}}
            """)
        #expect(collection.format == .litellm)
        #expect(collection.models.map(\.text).sorted() == ["anthropic/claude-opus-4-6", "google/gemini-2.5-pro"])
        #expect(collection.skipped == 2)
        let opus = try #require(collection.models.first { $0.name == "claude-opus-4-6" }?.prices.first)
        #expect(
            opus.rates
                == CollectedRates(
                    input: 5_000_000_000, output: 25_000_000_000, cacheRead: 500_000_000, cacheWrite5m: 6_250_000_000,
                    cacheWrite1h: 10_000_000_000))
        #expect(opus.tiers.map(\.above) == [200_000])
        #expect(opus.tiers.first?.rates.output == 37_500_000_000)
        #expect(opus.multipliers == ["batch": 500_000, "us": 1_100_000])
        #expect(opus.webSearch == 10_000_000)
    }

    @Test func `LiteLLM's steps are tiers, and a factor that is not one number is none`() throws {
        let collection = try read(
            """
            {"dashscope/qwen3-max":{"litellm_provider":"dashscope","mode":"chat","tiered_pricing":[
               {"range":[32000.0,128000.0],"input_cost_per_token":2.4e-06,"output_cost_per_token":1.2e-05},
               {"range":[0,32000.0],"input_cost_per_token":1.2e-06,"output_cost_per_token":6e-06}]},
             "gpt-5.4":{"litellm_provider":"openai","mode":"responses","input_cost_per_token":2e-06,"output_cost_per_token":1e-05,
               "input_cost_per_token_flex":1e-06,"output_cost_per_token_flex":6e-06,
               "input_cost_per_token_priority":4e-06,"output_cost_per_token_priority":2e-05}}
            """)
        let qwen = try #require(collection.models.first { $0.name == "qwen3-max" }?.prices.first)
        #expect((qwen.rates.input, qwen.rates.output) == (1_200_000_000, 6_000_000_000))
        #expect(qwen.tiers.map(\.above) == [32_000])
        #expect(qwen.tiers.first?.rates.input == 2_400_000_000)
        #expect(collection.models.first { $0.name == "gpt-5.4" }?.prices.first?.multipliers == ["priority": 2_000_000])
    }

    @Test func `genai-prices has dates, tiers within each rate, and names in its matches`() throws {
        let collection = try read(
            """
            [{"id":"anthropic","models":[{"id":"claude-opus-4-6","match":{"or":[{"equals":"Opus-X"},{"starts_with":"claude"}]},
               "prices":[{"prices":{"input_mtok":{"base":5,"tiers":[{"start":200000,"price":10}]},"output_mtok":25,
                   "cache_write_1h_mtok":10,"web_searches_kcount":10}},
                 {"constraint":{"start_date":"2026-03-13"},"prices":{"input_mtok":4,"output_mtok":20}}],
               "price_variants":[{"when":{"processing":"batch"},"prices":{"input_mtok":2,"output_mtok":10}}]},
              {"id":"claude-image","match":{},"prices":{"input_mtok":1,"output_mtok":1}}]},
             {"id":"deepseek","models":[{"id":"deepseek-x","match":{},"prices":[
               {"prices":{"input_mtok":0.135,"output_mtok":0.55}},
               {"constraint":{"start_time":"00:30:00Z","end_time":"16:30:00Z"},"prices":{"input_mtok":0.27,"output_mtok":1.1}}]}]},
             {"id":"novita","models":[{"id":"x","match":{},"prices":{"input_mtok":1,"output_mtok":1}}]}]
            """)
        #expect(collection.format == .genAIPrices)
        #expect(collection.skipped == 2)
        let opus = try #require(collection.models.first { $0.name == "claude-opus-4-6" })
        #expect(opus.aliases == ["opus-x"])
        #expect(opus.prices.map(\.from?.description) == [nil, "2026-03-13"])
        #expect(opus.prices.map(\.rates.input) == [5_000_000_000, 4_000_000_000])
        #expect(opus.prices[0].tiers.map(\.rates.input) == [10_000_000_000])
        #expect(opus.prices[0].tiers.map(\.rates.output) == [25_000_000_000])
        #expect(opus.prices[0].rates.cacheWrite1h == 10_000_000_000)
        #expect(opus.prices[0].webSearch == 10_000_000)
        #expect(opus.prices.map { $0.multipliers["batch"] } == [400_000, 500_000])
        // Of prices by time of day the highest.
        #expect(collection.models.first { $0.name == "deepseek-x" }?.prices.map(\.rates.input) == [270_000_000])
    }

    @Test(arguments: [
        #"{"acme/rocket-1":{"input":3,"output":15,"cache_read":0.3,"cache_write":3.75}}"#,
        #"{"rates_usd_per_million":{"acme/rocket-1":{"input":3,"output":15,"cacheRead":0.3,"cacheWrite":3.75}},"as_of":"x"}"#,
    ])
    func `rates of one's own are read in both shapes`(text: String) throws {
        let collection = try read(text)
        #expect(collection.format == .rates)
        let model = try #require(collection.models.first)
        #expect(model.text == "acme/rocket-1")
        #expect(
            model.prices.first?.rates
                == CollectedRates(
                    input: 3_000_000_000, output: 15_000_000_000, cacheRead: 300_000_000, cacheWrite5m: 3_750_000_000))
        let cards = try PriceOverride.prices(from: Data(text.utf8), file: "f")
        #expect(cards["acme/rocket-1"]?.cacheWrite5m.nanodollarsPerMillion == 3_750_000_000)
    }

    @Test(arguments: [
        ("-0.000001", "less than nothing"), ("NaN", "no amount"), ("Infinity", "no amount"),
        ("-Infinity", "less than nothing"),
        (#""three""#, "no amount"), ("5000", "no amount"),
    ])
    func `what is no amount is named, and all other models are read`(rate: String, reason: String) throws {
        let collection = try read(
            """
            {"claude-x":{"litellm_provider":"anthropic","mode":"chat","input_cost_per_token":\(rate),"output_cost_per_token":1e-06},
             "claude-y":{"litellm_provider":"anthropic","mode":"chat","input_cost_per_token":1e-06,"output_cost_per_token":1e-06,
               "note":"NaN is no \\"number\\": Infinity"}}
            """)
        #expect(collection.models.map(\.name) == ["claude-y"])
        let refusal = try #require(collection.refusals.first)
        #expect((refusal.model, refusal.rate, refusal.isAcceptable) == ("anthropic/claude-x", "input", false))
        #expect(refusal.reason.contains(reason), "\(refusal)")
    }

    @Test(arguments: [
        ("{", "(top)", "JSON"), ("[]", "(top)", "LiteLLM's"), (#"{"a":1}"#, "(top)", "LiteLLM's"),
        (
            #"{"rates_usd_per_million":{"rocket":{"input":1,"output":1}}}"#, "rates_usd_per_million.rocket",
            "provider/model"
        ),
        (#"{"rates_usd_per_million":[]}"#, "rates_usd_per_million", "an object"),
        (#"{"acme/r":{"input":1}}"#, "acme/r", "input and output"),
        (#"{"acme/r":{"input":1,"output":1,"inputs":1}}"#, "acme/r.inputs", "one of input"),
    ])
    func `a file of no known kind says file, key and what was expected`(text: String, key: String, expected: String) {
        let error = #expect(throws: PriceFileError.self) { try read(text) }
        #expect(error?.file == "prices.json")
        #expect(error?.key == key)
        #expect(error?.expected.contains(expected) == true, "\(String(describing: error))")
    }
}
