// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// The columns of `events`, in the order in which rows are written and read. A column that is added later comes last.
enum EventColumn: Int, CaseIterable, Sendable {
    case conversation, idHigh, idLow, version, isDeleted, isCovered, at
    case harness, agent, sessionID, sessionStart, source, grain, provenance
    case provider, model, recordedProvider, recordedModel, gateway, account, machine, kind, cronJob, taskType, caller
    case hasOwner, ownerHarness, ownerAgent, ownerID, ownerKind, ownerCronJob
    case countedKey, countedAgent, countedProgram, countedAgentKey, countedKind, countedCron, countedChannel
    case countedProject
    case input, output, cacheRead, cacheWrite5m, cacheWrite1h, reasoning
    case webSearches, serviceTier, region, duration, status, isSynthetic
    case reported, isBilled, estimated, basis, priceRevision
    case failed, unknownUsage, unpriced, unreported, unestimated, implausible, subscription, unvalued, coarse
    case cost, value

    var name: String { definition.name }

    private var definition: (name: String, type: String) {
        switch self {
        // A hash of program and id: all rows of a conversation, and of its copies for other agents, lie together.
        case .conversation: ("conversation", "UInt64")
        case .idHigh: ("id_high", "Int64")
        case .idLow: ("id_low", "Int64")
        // The number of the commit that wrote the row; of equal identity the highest holds.
        case .version: ("version", "Int64")
        case .isDeleted: ("is_deleted", "UInt8")
        case .isCovered: ("is_covered", "UInt8")
        // Milliseconds since 1970.
        case .at: ("at", "Int64")
        case .harness: ("harness", "String")
        case .agent: ("agent", "String")
        case .sessionID: ("session_id", "String")
        case .sessionStart: ("session_start", "Nullable(Int64)")
        case .source: ("source", "String")
        case .grain: ("grain", "String")
        case .provenance: ("provenance", "Int64")
        case .provider: ("provider", "String")
        case .model: ("model", "String")
        case .recordedProvider: ("recorded_provider", "String")
        case .recordedModel: ("recorded_model", "String")
        case .gateway: ("gateway", "String")
        case .account: ("account", "String")
        case .machine: ("machine", "String")
        case .kind: ("kind", "String")
        case .cronJob: ("cron_job", "String")
        case .taskType: ("task_type", "String")
        case .caller: ("caller", "String")
        // For whom another program's call was made.
        case .hasOwner: ("has_owner", "UInt8")
        case .ownerHarness: ("owner_harness", "String")
        case .ownerAgent: ("owner_agent", "String")
        case .ownerID: ("owner_id", "String")
        case .ownerKind: ("owner_kind", "String")
        case .ownerCronJob: ("owner_cron_job", "String")
        // What is known of the conversation that the call counts for.
        case .countedKey: ("session_key", "String")
        case .countedAgent: ("agent_name", "String")
        case .countedProgram: ("program", "String")
        case .countedAgentKey: ("agent_key", "String")
        case .countedKind: ("session_kind", "String")
        case .countedCron: ("cron", "String")
        case .countedChannel: ("channel", "String")
        case .countedProject: ("project", "String")
        case .input: ("input_tokens", "Int64")
        case .output: ("output_tokens", "Int64")
        case .cacheRead: ("cache_read_tokens", "Int64")
        case .cacheWrite5m: ("cache_write_5m_tokens", "Int64")
        case .cacheWrite1h: ("cache_write_1h_tokens", "Int64")
        case .reasoning: ("reasoning_tokens", "Int64")
        case .webSearches: ("web_searches", "Int64")
        case .serviceTier: ("service_tier", "Nullable(String)")
        case .region: ("region", "Nullable(String)")
        case .duration: ("duration_ms", "Nullable(Int64)")
        case .status: ("status", "String")
        case .isSynthetic: ("is_synthetic", "UInt8")
        // Nanodollars.
        case .reported: ("reported_nanodollars", "Nullable(Int64)")
        case .isBilled: ("is_provider_billed", "UInt8")
        case .estimated: ("estimated_nanodollars", "Nullable(Int64)")
        case .basis: ("basis", "String")
        case .priceRevision: ("price_revision", "String")
        // What the call adds to sums, as `UsageSums` says.
        case .failed: ("failed_calls", "UInt8")
        case .unknownUsage: ("unknown_usage_calls", "UInt8")
        case .unpriced: ("unpriced_calls", "UInt8")
        case .unreported: ("unreported_calls", "UInt8")
        case .unestimated: ("unestimated_calls", "UInt8")
        case .implausible: ("implausible_reported_calls", "UInt8")
        case .subscription: ("subscription_calls", "UInt8")
        case .unvalued: ("unvalued_subscription_calls", "UInt8")
        case .coarse: ("coarse_calls", "UInt8")
        case .cost: ("cost_nanodollars", "Int64")
        case .value: ("subscription_value_nanodollars", "Int64")
        }
    }

    /// All names with commas between.
    static let list = allCases.map(\.name).joined(separator: ", ")
    /// All columns for `CREATE TABLE`.
    static let definitions = allCases.map { "\($0.definition.name) \($0.definition.type)" }.joined(separator: ", ")
}
