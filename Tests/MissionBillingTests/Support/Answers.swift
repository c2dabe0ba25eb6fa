// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import Testing

@testable import MissionBilling

/// Answers made by hand after the shapes that providers document.
enum Answers {
    static let day = CivilDay(year: 2026, month: 11, day: 20)
    /// 2026-11-20T00:00:00Z.
    static let start: Int64 = 1_795_132_800

    static func json(_ text: String) throws -> JSONValue {
        try #require(JSONValue(parsing: Data(text.utf8)))
    }

    static func page(_ text: String, _ endpoint: BillingEndpoint) throws -> BillingPage {
        try BillingPage(try json(text), of: endpoint)
    }

    static let anthropicUsage = """
        {"data":[{"starting_at":"2026-11-20T00:00:00Z","ending_at":"2026-11-21T00:00:00Z","results":[
          {"uncached_input_tokens":1500,"cache_creation":{"ephemeral_1h_input_tokens":1000,"ephemeral_5m_input_tokens":500},
           "cache_read_input_tokens":200,"output_tokens":700,"server_tool_use":{"web_search_requests":10},
           "api_key_id":null,"workspace_id":null,"model":"claude-opus-4-6","service_tier":"priority","context_window":null,
           "inference_geo":"not_available"}]},
         {"starting_at":"2026-11-21T00:00:00Z","ending_at":"2026-11-22T00:00:00Z","results":[]}],
         "has_more":true,"next_page":"page_MjAyNg=="}
        """

    static let anthropicCosts = """
        {"data":[{"starting_at":"2026-11-20T00:00:00Z","ending_at":"2026-11-21T00:00:00Z","results":[
          {"currency":"USD","amount":"123.78912","workspace_id":null,"description":"Claude Opus 4.6 Usage - Input Tokens",
           "cost_type":"tokens","context_window":"0-200k","model":"claude-opus-4-6","service_tier":"standard",
           "token_type":"uncached_input_tokens","inference_geo":null},
          {"currency":"USD","amount":"10","workspace_id":null,"description":"Web Search Usage","cost_type":"web_search",
           "context_window":null,"model":null,"service_tier":null,"token_type":null,"inference_geo":null},
          {"currency":"USD","amount":"-0.00000005","workspace_id":null,"description":"Code Execution Usage",
           "cost_type":"code_execution","context_window":null,"model":null,"service_tier":null,"token_type":null},
          {"currency":"USD","amount":"3.5","workspace_id":null,"description":"Something New","cost_type":"something_new",
           "context_window":null,"model":null,"service_tier":null,"token_type":null}]}],
         "has_more":false,"next_page":null}
        """

    static let openaiUsage = """
        {"object":"page","data":[{"object":"bucket","start_time":1795132800,"end_time":1795219200,"results":[
          {"object":"organization.usage.completions.result","input_tokens":5000,"input_cached_tokens":1800,
           "input_cache_write_tokens":200,"input_uncached_tokens":3000,"output_tokens":1000,"input_audio_tokens":0,
           "output_audio_tokens":0,"num_model_requests":5,"project_id":null,"user_id":null,"api_key_id":null,
           "model":"gpt-5.2-2025-12-11","batch":false,"service_tier":"default"},
          {"object":"organization.usage.completions.result","input_tokens":10,"output_tokens":1,"num_model_requests":1,
           "project_id":null,"user_id":null,"api_key_id":null,"model":"gpt-5.2-2025-12-11","batch":true,
           "service_tier":null}]}],"has_more":false,"next_page":null}
        """

    static let openaiCosts = """
        {"object":"page","data":[{"object":"bucket","start_time":1795132800,"end_time":1795219200,"results":[
          {"object":"organization.costs.result","amount":{"value":0.13080438340307526,"currency":"usd"},
           "line_item":"gpt-5.2-2025-12-11, cached input","project_id":null,"organization_id":"org-made-up"},
          {"object":"organization.costs.result","amount":{"value":"0.5617712500000000","currency":"usd"},
           "line_item":"gpt-5.2-2025-12-11, output","project_id":null,"quantity":56,"quantity_unit":"tokens"},
          {"object":"organization.costs.result","amount":{"value":6e-05,"currency":"usd"},
           "line_item":"web search tool calls","project_id":null},
          {"object":"organization.costs.result","amount":{"value":-1,"currency":"usd"},"line_item":null,
           "project_id":null}]}],"has_more":false,"next_page":null}
        """

    static let openrouterActivity = """
        {"data":[
          {"date":"2026-11-20","model":"openai/gpt-4.1","model_permaslug":"openai/gpt-4.1-2025-04-14",
           "endpoint_id":"550e8400-e29b-41d4-a716-446655440000","provider_name":"OpenAI","usage":0.015,
           "byok_usage_inference":0.012,"requests":5,"prompt_tokens":50,"completion_tokens":125,"reasoning_tokens":25},
          {"date":"2026-11-20 00:00:00","model":"z-ai/glm-4.6","model_permaslug":"z-ai/glm-4.6",
           "endpoint_id":"550e8400-e29b-41d4-a716-446655440001","provider_name":"Z.AI","usage":1.2345678915,
           "byok_usage_inference":0,"requests":1,"prompt_tokens":7,"completion_tokens":8,"reasoning_tokens":0}]}
        """
}
