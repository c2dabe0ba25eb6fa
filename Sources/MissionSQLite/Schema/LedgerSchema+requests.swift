// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension LedgerSchema {
    /// Requests to services, for health. Absent texts are empty, as in a series.
    static let requests = """
        CREATE TABLE requests (
            id INTEGER PRIMARY KEY,
            id_high INTEGER NOT NULL, id_low INTEGER NOT NULL,
            at_ms INTEGER NOT NULL, service TEXT NOT NULL, endpoint TEXT NOT NULL, method TEXT NOT NULL,
            status_code INTEGER, status TEXT NOT NULL, duration_ms INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX requests_by_identity ON requests (id_high, id_low);
        CREATE INDEX requests_by_time ON requests (at_ms);

        DROP VIEW api_calls;
        \(LedgerViews.apiCallsAndRequests)
        """
}

extension LedgerViews {
    /// One row per request: those that were recorded as such, and each model call as a request to its provider. Recorded
    /// ones have negative numbers, so that no two rows share one. Where no status code is known, one stands for its class;
    /// bodies are never kept.
    static let apiCallsAndRequests = """
        CREATE VIEW api_calls
            (id, timestamp, service, endpoint, method, request_body, response_body, status_code, duration_ms, status,
            created_at)
        AS SELECT
            id, timestamp, provider, NULL, NULL, NULL, NULL, \(statusCode), duration_ms, status, created_at
        FROM llm_calls
        UNION ALL SELECT
            -id,
            strftime('%Y-%m-%dT%H:%M:%fZ', at_ms / 1000.0, 'unixepoch'),
            service, NULLIF(endpoint, ''), NULLIF(method, ''), NULL, NULL,
            COALESCE(status_code, \(statusCode)),
            duration_ms, status,
            strftime('%Y-%m-%d %H:%M:%S', at_ms / 1000, 'unixepoch')
        FROM requests;
        """

    private static let statusCode = """
        CASE status
            WHEN 'ok' THEN 200
            WHEN 'rate_limited' THEN 429
            WHEN 'server_error' THEN 500
            WHEN 'timeout' THEN 504
            WHEN 'denied' THEN 403
            WHEN 'bad_request' THEN 400
        END
        """
}
