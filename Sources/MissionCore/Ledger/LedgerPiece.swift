// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A part of what a ledger holds, for moving all of it into another one: with everything that decides about calls that are
/// told later, so that both go on alike.
package enum LedgerPiece: Sendable {
    /// Calls, also those that do not count.
    case calls([CopiedCall])
    /// Conversations, and who ever told of their calls.
    case sessions([CopiedSession])
    /// Which conversations of other programs answered whose turns; with the turn whose figures show it, where no id says so.
    case links([CopiedLink])
    /// Tellings of answers; see ``AnswerKey``.
    case answers([CopiedAnswer])
    case requests([APICall])
    case cronJobs([CronJobFacts])
    case cronRuns([CronRunFacts])
    /// Readings, oldest first.
    case quotas([QuotaRecord])
    /// Rejections, oldest first.
    case rejections([Rejection])
    case checkpoints([Checkpoint])
    case sources([SourceState])
    case repricings([Repricing])
    /// The stamps that calls had before a repricing.
    case formerStamps([CopiedStamp])
    /// Alerts, in the order in which they were first kept.
    case alerts([AlertRecord], first: Timestamp?, last: Timestamp?)
    /// Deliveries, in the order in which they were written.
    case deliveries([Delivery])
    case receipts([CopiedReceipt])
}

/// A call as its log tells it.
package struct CopiedCall: Hashable, Sendable {
    package var event: UsageEvent
    /// Whether a finer source tells the same.
    package var isCovered: Bool
    /// For whom it was made, where that is another conversation.
    package var owner: CallOwner?

    package init(event: UsageEvent, isCovered: Bool, owner: CallOwner?) {
        self.event = event
        self.isCovered = isCovered
        self.owner = owner
    }
}

/// A conversation.
package struct CopiedSession: Hashable, Sendable {
    package var facts: SessionFacts
    /// The kinds of source, and the gateways, that ever told of its calls.
    package var told: Set<SourceKind>
    package var gateways: Set<String>
    /// Whether it has rows that finer sources can make superfluous.
    package var hasSums: Bool

    package init(facts: SessionFacts, told: Set<SourceKind>, gateways: Set<String>, hasSums: Bool) {
        self.facts = facts
        self.told = told
        self.gateways = gateways
        self.hasSums = hasSums
    }
}

/// A link, and what shows it.
package struct CopiedLink: Hashable, Sendable {
    package var link: BackendLink
    /// The turn whose figures show it; nil where an id says so.
    package var turn: EventID?

    package init(link: BackendLink, turn: EventID?) {
        self.link = link
        self.turn = turn
    }
}

/// One telling of an answer.
package struct CopiedAnswer: Hashable, Sendable {
    package var key: AnswerKey
    package var call: EventID

    package init(key: AnswerKey, call: EventID) {
        self.key = key
        self.call = call
    }
}

/// A call as it was before a repricing.
package struct CopiedStamp: Hashable, Sendable {
    package var repricing: Int64
    package var call: UsageEvent
    /// The cost that it got.
    package var stamped: Cost

    package init(repricing: Int64, call: UsageEvent, stamped: Cost) {
        self.repricing = repricing
        self.call = call
        self.stamped = stamped
    }
}

/// What was answered to a push.
package struct CopiedReceipt: Hashable, Sendable {
    package var key: IdempotencyKey
    package var answer: String
    package var at: Timestamp

    package init(key: IdempotencyKey, answer: String, at: Timestamp) {
        self.key = key
        self.answer = answer
        self.at = at
    }
}
