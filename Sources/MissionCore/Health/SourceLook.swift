// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What a look at one place showed.
public struct SourceLook: Hashable, Sendable {
    /// Calls that a pass would deliver now.
    public struct Unread: Hashable, Sendable {
        /// The calls, rows that are no calls included.
        public var calls: Set<EventID> = []
        /// Those among them that are no calls but rows in the shape of one.
        public var synthetic = 0
        /// Their conversations.
        public var sessions: Set<SessionID> = []
        /// The time of the newest one.
        public var newest: Timestamp?
        /// Items that changed since they were read.
        public var items = 0
        /// Inputs that would be rejected.
        public var rejections: [Rejection] = []
        /// The sums of the calls by recorded model, `provider|model`.
        public var byModel: [String: UsageSums] = [:]

        /// The calls, as reports count them.
        public var callCount: Int { calls.count - synthetic }

        /// Nothing to read.
        public init() {}
    }

    /// The source, or the one that would be there.
    public var source: SourceID
    /// Whether the place exists.
    public var exists: Bool
    /// Files and databases found.
    public var items: Int
    /// Stores that tell their version.
    public var stores: [String]
    /// What could not be read as it should.
    public var problems: [SourceProblem]
    /// Whether the look went through everything there is: only then can something be missing.
    public var isComplete: Bool
    /// What was not read before.
    public var unread: Unread

    /// Makes a look.
    public init(
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

extension SourceLook {
    /// Reads what a ledger does not have yet, counts it and forgets it.
    ///
    /// - Parameters:
    ///   - checkpoints: How far the ledger has got with the source.
    ///   - prices: Stamps the calls, to say which have no price.
    public static func survey(
        _ source: any Source, from checkpoints: [String: Checkpoint], prices: PriceBook
    ) async throws -> SourceLook {
        let tally = Tally(prices)
        var look = SourceLook(source: source.id, exists: true)
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
    private(set) var unread = SourceLook.Unread()
    private let prices: PriceBook

    init(_ prices: PriceBook) {
        self.prices = prices
    }

    func add(_ batch: SourceBatch) {
        var stamper = PriceStamper(prices)
        for event in batch.events where unread.calls.insert(event.id).inserted {
            unread.sessions.insert(event.session)
            unread.newest = max(unread.newest ?? event.at, event.at)
            if event.isSynthetic {
                unread.synthetic += 1
                continue
            }
            let names = event.attribution
            unread.byModel["\(names.recordedProvider)|\(names.recordedModel)", default: UsageSums()] +=
                UsageSums(stamper.stamped(event))
        }
        unread.rejections += batch.rejections
    }
}
