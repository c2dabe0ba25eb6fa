// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension LedgerSchema {
    /// How full conversations' context windows are.
    static let context = """
        ALTER TABLE sessions ADD COLUMN context_used_tokens INTEGER;
        ALTER TABLE sessions ADD COLUMN context_limit_tokens INTEGER;
        ALTER TABLE sessions ADD COLUMN context_at_ms INTEGER;
        """
}
