// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Whether figures show that a turn was answered in some conversation, where no id says so.
///
/// A turn's row repeats either the counts of its last call or the sums of all of them; versions of OpenClaw differ. Both are
/// numbers that hardly occur twice within a minute; where they do, nothing is concluded.
package struct TurnEvidence: Sendable {
    /// What a call of the program says.
    package struct Call: Hashable, Sendable {
        /// When it was written down.
        package var at: Timestamp
        /// Its model, normalised.
        package var model: String
        /// What it consumed.
        package var tokens: TokenCounts

        package init(at: Timestamp, model: String, tokens: TokenCounts) {
            self.at = at
            self.model = model
            self.tokens = tokens
        }

        /// What a call says.
        package init(_ event: UsageEvent) {
            self.init(at: event.at, model: event.attribution.model, tokens: event.tokens)
        }
    }

    /// Turns further than so many milliseconds from each other repeat no call both.
    package static let rivalry = BackendTurn.tail + BackendTurn.slack

    private let tokens: TokenCounts
    private let model: String
    private let end: ClosedRange<Timestamp>

    /// Between which times the last call of a turn was written down.
    package static func end(of turn: BackendTurn) -> ClosedRange<Timestamp> {
        turn.at.advanced(byMilliseconds: -BackendTurn.tail)...turn.at.advanced(byMilliseconds: BackendTurn.slack)
    }

    /// The evidence that a turn's row gives; nil where it gives none.
    package init?(_ event: UsageEvent) {
        guard let turn = BackendTurn(event), turn.harness != nil, event.tokens.total > 0 else { return nil }
        tokens = event.tokens
        model = event.attribution.model
        end = Self.end(of: turn)
    }

    /// Whether the turn repeats what a conversation's calls say.
    ///
    /// - Parameter calls: Those within the turn's reach.
    package func matches(_ calls: [Call]) -> Bool {
        let calls = calls.filter { isSameModel($0.model) }
        let last = calls.filter { end.contains($0.at) }
        if last.isEmpty { return false }
        return last.contains { repeats($0.tokens) } || isSum(of: calls)
    }

    /// Versions of OpenClaw recorded the output as it stood when the answer began.
    private func repeats(_ call: TokenCounts) -> Bool {
        guard tokens.input == call.input, tokens.cacheRead == call.cacheRead, tokens.cacheWrite == call.cacheWrite
        else {
            return false
        }
        return tokens.output == call.output
            || (tokens.output < call.output && tokens.cacheRead.addingSaturating(tokens.cacheWrite) > 0)
    }

    private func isSum(of calls: [Call]) -> Bool {
        let sum = calls.reduce(into: TokenCounts.zero) { $0 += $1.tokens }
        return tokens.input == sum.input && tokens.output == sum.output && tokens.cacheRead == sum.cacheRead
            && tokens.cacheWrite == sum.cacheWrite
    }

    /// OpenClaw may name a model by its short name (`opus`), or none.
    private func isSameModel(_ other: String) -> Bool {
        model.isEmpty || model == "default" || other.contains(model) || model.contains(other)
    }
}
