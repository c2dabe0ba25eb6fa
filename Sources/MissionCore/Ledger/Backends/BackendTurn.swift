// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A turn that another program answered, as its session's transcript tells it: the sum of calls that it does not tell.
package struct BackendTurn: Hashable, Sendable {
    /// Its row.
    package var id: EventID
    /// Whose turn it was.
    package var session: SessionID
    /// When it was written down: its end.
    package var at: Timestamp
    /// When it began, where the transcript tells when its prompt came.
    package var start: Timestamp?
    /// The program that answered; nil where nothing tells.
    package var harness: String?
    /// What it was for, where that differs from its session's kind.
    package var kind: SessionKind?
    /// The cron job it was for, where that differs from its session's.
    package var cronJob: String?

    /// Its calls were written down at most so many milliseconds after it was.
    package static let slack: Int64 = 5_000
    /// The last of its calls is never longer ago than so many milliseconds, nor is a call nearer to its end another turn's.
    package static let tail: Int64 = 60_000
    /// Nothing tells when it began: then it took at most so many milliseconds.
    package static let usual: Int64 = 3_600_000
    /// No turn takes more milliseconds.
    package static let longest: Int64 = 86_400_000

    /// The turn that a row tells; nil for any other row.
    package init?(_ event: UsageEvent) {
        guard event.grain == .turn, !event.isSynthetic else { return nil }
        id = event.id
        session = event.session
        at = event.at
        start = event.durationMilliseconds.map { event.at.advanced(byMilliseconds: -max(0, $0)) }
        harness = BackendName.harness(of: event.attribution.recordedProvider)
        kind = event.attribution.kind
        cronJob = event.attribution.cronJob
    }

    /// Whether a program may have answered it.
    package func isAnswered(by harness: String) -> Bool {
        self.harness == nil || self.harness == harness
    }

    /// When its calls were made: any of these covers it. A turn may be told in several rows, so the minute before its end
    /// belongs to it whatever stands there.
    ///
    /// - Parameter previous: When the session's turn before it was written down.
    package func reach(after previous: Timestamp?) -> ClosedRange<Timestamp> {
        let bound = at.advanced(byMilliseconds: -Self.longest)
        let begin = start?.advanced(byMilliseconds: -Self.slack) ?? previous ?? bound
        return max(bound, min(begin, at.advanced(byMilliseconds: -Self.tail)))...at.advanced(byMilliseconds: Self.slack)
    }

    /// The first in time comes first; the identity decides between equals.
    package static func precedes(_ left: BackendTurn, _ right: BackendTurn) -> Bool {
        (left.at, left.id) < (right.at, right.id)
    }

    /// Whether a call of that time belongs to it, when no turn ended between the two.
    func holds(_ moment: Timestamp) -> Bool {
        let begin = start?.advanced(byMilliseconds: -Self.slack) ?? at.advanced(byMilliseconds: -Self.usual)
        return moment >= min(begin, at.advanced(byMilliseconds: -Self.tail))
    }
}
