// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Views in the shapes that people's own queries expect. Times are UTC, money is REAL dollars, unknown cost is NULL.
enum LedgerViews {
    /// One row per hour, agent and model. `input_tokens` is uncached input and `total_tokens` the sum of all buckets.
    static let usageSnapshots = snapshots(agent: "sessions.agent", orUnknown: "")

    /// - Parameter unknown: What else tells that the cost of an hour is not known, where some call's is not.
    private static func snapshots(agent: String, orUnknown unknown: String) -> String {
        """
        CREATE VIEW usage_snapshots
            (id, timestamp, date, hour, agent_id, model, input_tokens, output_tokens, total_tokens, cost, created_at)
        AS SELECT
            -- Two rows of an hour never share a series, so the pair is unique; it stays below 2^53 for JavaScript.
            rollups.quarter / 4 * 4294967296 + MIN(rollups.series_id),
            rollups.quarter / 4 * 3600000,
            strftime('%Y-%m-%d', rollups.quarter / 4 * 3600, 'unixepoch'),
            rollups.quarter / 4 % 24,
            \(agent),
            series.provider || '/' || series.model,
            SUM(rollups.input_tokens),
            SUM(rollups.output_tokens),
            SUM(rollups.input_tokens + rollups.output_tokens + rollups.cache_read_tokens
                + rollups.cache_write_5m_tokens + rollups.cache_write_1h_tokens),
            CASE
                WHEN SUM(rollups.cost_nanodollars) <> 0 THEN SUM(rollups.cost_nanodollars) / 1e9
                WHEN SUM(rollups.unpriced_calls + rollups.unknown_usage_calls) > 0
                    AND (SUM(rollups.unpriced_calls + rollups.unknown_usage_calls)
                        >= SUM(rollups.calls - rollups.failed_calls) \(unknown)) THEN NULL
                ELSE 0.0
            END,
            rollups.quarter / 4 * 3600
        FROM rollups
        JOIN series ON series.id = rollups.series_id
        JOIN sessions ON sessions.id = series.session_ref
        WHERE series.is_synthetic = 0
        GROUP BY rollups.quarter / 4, \(agent), series.provider, series.model;
        """
    }

    /// The same with agents under the names that reports give them (outside OpenClaw a program, by project), and without
    /// zero dollars for hours in which nothing was consumed that anybody knows of.
    static let usageSnapshotsByName = snapshots(
        agent: "sessions.agent_name",
        orUnknown: """
            OR SUM(rollups.input_tokens + rollups.output_tokens + rollups.cache_read_tokens
                + rollups.cache_write_5m_tokens + rollups.cache_write_1h_tokens) = 0
            """)

    /// One row per call. `prompt_tokens` is everything sent, cached or not. Previews are never kept.
    static let llmCalls = """
        CREATE VIEW llm_calls
            (id, timestamp, provider, model, caller, session_id, task_type, prompt_tokens, completion_tokens,
            thinking_tokens, total_tokens, duration_ms, cost_estimate, status, prompt_preview, response_preview,
            created_at)
        AS SELECT
            events.id,
            strftime('%Y-%m-%dT%H:%M:%fZ', events.at_ms / 1000.0, 'unixepoch'),
            series.provider,
            series.model,
            NULLIF(series.caller, ''),
            sessions.session_id,
            NULLIF(series.task_type, ''),
            events.input_tokens + events.cache_read_tokens + events.cache_write_5m_tokens
                + events.cache_write_1h_tokens,
            events.output_tokens,
            events.reasoning_tokens,
            events.input_tokens + events.cache_read_tokens + events.cache_write_5m_tokens
                + events.cache_write_1h_tokens + events.output_tokens,
            events.duration_ms,
            CASE events.basis
                WHEN 1 THEN events.reported_nanodollars
                WHEN 2 THEN events.reported_nanodollars
                WHEN 3 THEN events.estimated_nanodollars
                WHEN 4 THEN events.estimated_nanodollars
                WHEN 5 THEN 0
                WHEN 6 THEN 0
            END / 1e9,
            series.status,
            NULL,
            NULL,
            strftime('%Y-%m-%d %H:%M:%S', events.at_ms / 1000, 'unixepoch')
        FROM events
        JOIN series ON series.id = events.series_id
        JOIN sessions ON sessions.id = series.session_ref
        WHERE series.is_synthetic = 0;
        """

    /// One row per call as a request to its provider. The status code stands for its class where the log names no code;
    /// endpoints and bodies are not known and never kept.
    static let apiCalls = """
        CREATE VIEW api_calls
            (id, timestamp, service, endpoint, method, request_body, response_body, status_code, duration_ms, status,
            created_at)
        AS SELECT
            id, timestamp, provider, NULL, NULL, NULL, NULL,
            CASE status
                WHEN 'ok' THEN 200
                WHEN 'rate_limited' THEN 429
                WHEN 'server_error' THEN 500
                WHEN 'timeout' THEN 504
                WHEN 'denied' THEN 403
                WHEN 'bad_request' THEN 400
            END,
            duration_ms, status, created_at
        FROM llm_calls;
        """
}
