// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What a look at one place showed.
package struct SourceInspection: Hashable, Sendable {
    /// Calls that a pass would deliver now.
    package struct Unread: Hashable, Sendable {
        /// The calls, rows that are no calls included.
        package var calls: Set<EventID> = []
        /// Those among them that are no calls but rows in the shape of one.
        package var synthetic = 0
        /// Their conversations.
        package var sessions: Set<SessionID> = []
        /// The time of the newest one.
        package var newest: Timestamp?
        /// Items that changed since they were read.
        package var items = 0
        /// Inputs that would be rejected.
        package var rejections: [Rejection] = []
        /// The sums of the calls by recorded model, `provider|model`.
        package var byModel: [String: UsageSums] = [:]

        /// The calls, as reports count them.
        package var callCount: Int { calls.count - synthetic }

        /// Nothing to read.
        package init() {}
    }

    /// The source, or the one that would be there.
    package var source: SourceID
    /// Whether the place exists.
    package var exists: Bool
    /// Files and databases found.
    package var items: Int
    /// Stores that tell their version.
    package var stores: [String]
    /// What could not be read as it should.
    package var problems: [SourceProblem]
    /// Whether the look went through everything there is: only then can something be missing.
    package var isComplete: Bool
    /// What was not read before.
    package var unread: Unread

    package init(
        source: SourceID, exists: Bool, items: Int = 0, stores: [String] = [], problems: [SourceProblem] = [],
        isComplete: Bool = true, unread: Unread = Unread()
    ) {
        self.source = source
        self.exists = exists
        self.items = items
        self.stores = stores
        self.problems = problems
        self.isComplete = isComplete
        self.unread = unread
    }
}

extension SourceInspection {
    /// Reads what a ledger does not have yet, counts it and forgets it.
    ///
    /// - Parameters:
    ///   - checkpoints: How far the ledger has got with the source.
    ///   - prices: Stamps the calls, to say which have no price.
    package static func survey(
        _ source: any Source, from checkpoints: [String: Checkpoint], prices: PriceBook
    ) async throws -> SourceInspection {
        let tally = Tally(prices)
        var look = SourceInspection(source: source.id, exists: true)
        do {
            let summary = try await source.run(from: checkpoints) { await tally.add($0) }
            look.items = summary.items
            look.stores = summary.stores
            look.problems = summary.problems
            look.unread = await tally.unread
            look.unread.items = summary.changedItems
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            // Whatever a source throws must not keep the others from being looked at.
            look.isComplete = false
            look.unread = await tally.unread
            look.problems = [SourceProblem(path: source.id.place, reason: "\(error)")]
        }
        return look
    }
}

private actor Tally {
    private var counted = SourceInspection.Unread()
    private var stamper: PriceStamper
    /// Answers that were told whole, and what told others in part: see ``AnswerKey``.
    private var whole: Set<Int64> = []
    private var parts: [Int64: [EventID: UsageEvent]] = [:]

    init(_ prices: PriceBook) {
        stamper = PriceStamper(prices)
    }

    /// What was added up, with the partial tellings of answers that nobody told whole.
    var unread: SourceInspection.Unread {
        for event in parts.values.flatMap(\.values) { count(event) }
        parts = [:]
        return counted
    }

    func add(_ batch: SourceBatch) {
        for event in batch.events {
            guard let answer = event.answer else {
                count(event)
                continue
            }
            if answer.isPartial {
                if !whole.contains(answer.hash) { parts[answer.hash, default: [:]][event.id] = event }
            } else {
                whole.insert(answer.hash)
                parts[answer.hash] = nil
                count(event)
            }
        }
        counted.rejections += batch.rejections
    }

    private func count(_ event: UsageEvent) {
        guard counted.calls.insert(event.id).inserted else { return }
        counted.sessions.insert(event.session)
        counted.newest = max(counted.newest ?? event.at, event.at)
        if event.isSynthetic {
            counted.synthetic += 1
            return
        }
        let names = event.attribution
        counted.byModel["\(names.recordedProvider)|\(names.recordedModel)", default: UsageSums()] +=
            UsageSums(stamper.stamped(event))
    }
}
