// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension LedgerSchema {
    /// Programs beside OpenClaw as agents of their own. The names are those of `AgentProgram` when this was released; a test
    /// of every ledger tells when they differ, and then a new step makes the columns anew.
    ///
    /// `usage_snapshots.agent_id` is the name that every report groups by.
    static let agentNames = """
        DROP VIEW usage_snapshots;
        DROP INDEX sessions_by_display_key;
        ALTER TABLE sessions DROP COLUMN display_key;
        ALTER TABLE sessions ADD COLUMN program TEXT AS (
            CASE
                WHEN agent <> 'main' OR harness IN ('openclaw', 'usage-log', 'interactions', 'push') THEN NULL
                WHEN harness = 'claude-code' THEN 'Claude Code'
                WHEN harness = 'codex' THEN 'Codex'
                WHEN harness = 'gemini' THEN 'Gemini CLI'
                WHEN harness = 'opencode' THEN 'OpenCode'
                ELSE harness
            END);
        ALTER TABLE sessions ADD COLUMN agent_name TEXT AS (
            CASE WHEN program IS NULL THEN agent ELSE program || COALESCE(' (' || NULLIF(project, '') || ')', '') END);
        ALTER TABLE sessions ADD COLUMN display_key TEXT AS (
            COALESCE(key, CASE
                WHEN program IS NULL THEN 'agent:' || agent || ':' || session_id
                ELSE harness || ':' || COALESCE(NULLIF(project, '') || ':', '') || session_id
            END));
        CREATE INDEX sessions_by_display_key ON sessions (display_key);
        \(LedgerViews.usageSnapshotsByName)
        UPDATE meta SET value = value + 1 WHERE key = 'generation' AND value > 0;
        """
}
