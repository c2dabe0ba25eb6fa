// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension LedgerSchema {
    /// How many of a subscription's calls have no list price, and sources' counts without rows that are no calls.
    ///
    /// Such rows come from transcripts of OpenClaw; where several homes were read, nobody knows whose they were.
    static let unvaluedSubscriptions = """
        ALTER TABLE rollups ADD COLUMN unvalued_subscription_calls INTEGER NOT NULL DEFAULT 0;
        UPDATE rollups SET unvalued_subscription_calls = (
            SELECT COUNT(*) FROM events INDEXED BY events_by_series
            WHERE events.series_id = rollups.series_id
                AND events.at_ms >= rollups.quarter * 900000 AND events.at_ms < (rollups.quarter + 1) * 900000
                AND events.basis = \(CostBasis.subscription.code) AND events.is_covered = 0
                AND events.estimated_nanodollars IS NULL AND events.reported_nanodollars IS NULL)
        WHERE subscription_calls > 0;

        UPDATE sources SET events = MAX(0, events - (
            SELECT COUNT(*) FROM events JOIN series ON series.id = events.series_id WHERE series.is_synthetic = 1))
        WHERE kind = 'openclaw' AND (SELECT COUNT(*) FROM sources WHERE kind = 'openclaw') = 1;
        """
}
