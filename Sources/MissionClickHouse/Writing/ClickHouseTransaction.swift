// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Dispatch
internal import MissionCore
internal import Synchronization

/// A commit that is under way, as what joins it sees it: what is in the tables, and what the commit changes about it.
final class ClickHouseTransaction: LedgerTransaction, Sendable {
    let appended: AppendResult
    private let image: Mutex<LedgerImage>
    private let changes: [LedgerImage.Change]
    private let reader: ClickHouseReader
    private let neighbourhood: Neighbourhood

    /// - Parameter image: It has the alerts.
    init(
        _ image: LedgerImage, appended: AppendResult, reader: ClickHouseReader, neighbourhood: Neighbourhood
    ) {
        self.appended = appended
        self.neighbourhood = neighbourhood
        self.image = Mutex(image)
        changes = image.changes
        self.reader = reader
    }

    /// Runs what joins, on a thread that may wait.
    ///
    /// - Returns: the part of the ledger with what was kept.
    func run(_ hook: @escaping CommitHook) async throws -> LedgerImage {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            DispatchQueue.global().async { continuation.resume(with: Result { try hook(self) }) }
        }
        return image.withLock { $0 }
    }

    func rows(for query: UsageQuery) throws -> [UsageRow] {
        let reader = reader
        let before = try Waiting.result { try await reader.rows(for: query) }
        let (gone, come) = image.withLock { $0.moves(changes, for: query) }
        var sums = Dictionary(before.map { ($0.keys, $0.sums) }) { first, _ in first }
        for (keys, moved) in come { sums[keys, default: UsageSums()] += moved }
        for (keys, moved) in gone { sums[keys, default: UsageSums()] -= moved }
        return sums.filter { $0.value.calls > 0 }.map { UsageRow(keys: $0, sums: $1) }
    }

    func alertMemory(since: Timestamp) throws -> AlertMemory {
        image.withLock { image in
            let all = image.documents.values.filter { $0.id.kind == .alert }.compactMap(NumberedAlert.init)
            return image.counters.alertMemory(all, since: since)
        }
    }

    func keep(_ commit: AlertCommit) throws {
        let keys = commit.messages.flatMap { addressed in
            addressed.channels.map { NumberedDelivery.id(addressed.message, $0).key }
        }
        let neighbourhood = neighbourhood
        let known = try Waiting.result { try await neighbourhood.documents(.delivery, keys: keys) }
        try image.withLock { image in
            try image.read(known)
            image.keep(commit)
        }
    }
}

extension LedgerCounters {
    /// Of all records those that are open and those that changed lately, in the order in which they were first kept.
    func alertMemory(_ all: [NumberedAlert], since: Timestamp) -> AlertMemory {
        let wanted = all.filter { $0.record.phase.isOpen || $0.record.changedAt >= since }
        return AlertMemory(
            records: wanted.sorted { $0.number < $1.number }.map(\.record), first: firstAlerts, last: lastAlerts)
    }
}

extension LedgerImage {
    /// Keeps what alerts have come to.
    mutating func keep(_ commit: AlertCommit) {
        for record in commit.records {
            let known = documents[AlertRecord.documentID(record.alert)].flatMap(NumberedAlert.init)
            if known == nil { counters.alerts += 1 }
            documents[AlertRecord.documentID(record.alert)] = record.document(known?.number ?? counters.alerts)
        }
        for record in commit.dropped { documents[AlertRecord.documentID(record.alert)] = nil }
        for addressed in commit.messages {
            for channel in addressed.channels
            where documents[NumberedDelivery.id(addressed.message, channel)] == nil {
                counters.deliveries += 1
                let delivery = Delivery(addressed.message, to: channel, createdAt: commit.at, at: commit.at)
                let numbered = NumberedDelivery(number: counters.deliveries, delivery: delivery)
                documents[numbered.document.id] = numbered.document
            }
        }
        counters.firstAlerts = counters.firstAlerts ?? commit.at
        counters.lastAlerts = commit.at
        if commit.isVisible { counters.generation += 1 }
    }
}

/// Waits on a thread of its own for what only comes later.
enum Waiting {
    static func result<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) throws -> Value {
        let done = DispatchSemaphore(value: 0)
        let box = ResultBox<Value>()
        Task.detached {
            do {
                let value = try await body()
                box.result.withLock { $0 = .success(value) }
            } catch {
                box.result.withLock { $0 = .failure(error) }
            }
            done.signal()
        }
        done.wait()
        guard let found = box.result.withLock({ $0 }) else { throw CancellationError() }
        return try found.get()
    }
}

private final class ResultBox<Value: Sendable>: Sendable {
    let result = Mutex<Result<Value, any Error>?>(nil)
}
