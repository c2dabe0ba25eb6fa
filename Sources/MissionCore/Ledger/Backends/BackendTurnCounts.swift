// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What became of turns that other programs answered.
package struct BackendTurnCounts: Hashable, Sendable {
    /// Rows of which the program's own log tells the calls; the calls count.
    package var told: Int64
    /// Rows of which nothing tells the calls; they count as sums.
    package var alone: Int64
    /// Those of `alone` near whose end the program made calls for nobody known: the same may count twice.
    package var doubtful: Int64

    package init(told: Int64 = 0, alone: Int64 = 0, doubtful: Int64 = 0) {
        self.told = told
        self.alone = alone
        self.doubtful = doubtful
    }

    /// What people should know; nothing where there are no such turns.
    package var findings: [HealthFinding] {
        var findings: [HealthFinding] = []
        if doubtful > 0 {
            let turns = doubtful == 1 ? "1 turn" : "\(doubtful.groupedString) turns"
            findings.append(
                HealthFinding(
                    .warning, .backendTurns,
                    "\(turns) that OpenClaw had answered by Claude Code or Codex may count twice: these programs made"
                        + " calls at the same time, and nothing ties the two together.",
                    advice: "Keep \(NextStep.serve) running: OpenClaw forgets after a day or a month which conversation"
                        + " answered a turn."))
        }
        if alone > doubtful {
            let (count, isOne) = (alone - doubtful, alone - doubtful == 1)
            findings.append(
                HealthFinding(
                    .note, .backendTurns,
                    "\(count.groupedString) \(isOne ? "turn" : "turns") that OpenClaw had answered by another program"
                        + " \(isOne ? "counts as a sum" : "count as sums"): that program's log of"
                        + " \(isOne ? "it" : "them") is not here."))
        }
        if told > 0 {
            let rows = told == 1 ? "1 row of OpenClaw's is" : "\(told.groupedString) rows of OpenClaw's are"
            findings.append(
                HealthFinding(
                    .note, .backendTurns,
                    "\(rows) covered by the calls of the programs that answered; \(NextStep.explainSession) shows"
                        + " both."))
        }
        return findings
    }
}
