// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import MissionCore
import MissionTesting
import Synchronization
import Testing

@testable import MissionSQLite

/// What a kill leaves: at each statement that the ledger runs, its files are copied as they are on disk, which is what another
/// process finds after SIGKILL. Each copy must come to the same end.
@Suite struct AlertKillTests {
    private let plan = BudgetPlan(budgets: [
        Budget(id: "day", period: .day, amount: .cost(Money(nanodollars: 10_000_000)), thresholds: [100])
    ])

    private func watch(_ ledger: SQLiteLedger) -> AlertWatch {
        AlertWatch(
            reader: ledger, writer: ledger,
            settings: .init(plan: { [plan] in plan }, audiences: { [AlertAudience(channel: "mail")] }), zone: .utc,
            clock: FixedClock())
    }

    private func dispatcher(_ ledger: SQLiteLedger, _ channel: any DeliveryChannel) -> MessageDispatcher {
        MessageDispatcher(
            reader: ledger, writer: ledger, clock: FixedClock(), channels: { ["mail": channel] }, pause: {})
    }

    @Test func `a kill at any statement loses no message and makes no second one of it`() async throws {
        let folder = try TemporaryFolder()
        let original = Snapshots(folder.path)
        let ledger = try SQLiteLedger(path: original.path, mode: .readWrite, clock: FixedClock())
        let watch = watch(ledger)
        _ = try await watch.look(beside: AlertSurroundings())
        try await ledger.pool.writeWithoutTransaction { db in db.trace { _ in original.take() } }
        // The call, the alert and its message in one commit; then the delivery.
        let heard = HeardIDs()
        _ = try await ledger.append(Fixtures.batch(Fixtures.event(1)), joining: watch.hook)
        _ = try await dispatcher(ledger, heard).deliverDue()
        try await ledger.pool.writeWithoutTransaction { db in db.trace() }
        original.take()
        try ledger.close()
        let id = try #require(heard.ids.first)
        #expect(heard.ids == [id])

        let copies = original.taken
        #expect(copies.count > 20)
        var withoutCall = 0
        for copy in copies {
            let ledger = try SQLiteLedger(path: copy, mode: .readWrite, clock: FixedClock())
            let records = try await ledger.alertMemory(since: Fixtures.noon).records.count
            let messages = try await ledger.deliveries(nil, limit: 10).count
            let calls = try await ledger.state().events
            #expect(
                Int64(records) == calls && messages == records, "a call without its alert, or that without its message")
            withoutCall += calls == 0 ? 1 : 0
            // The source reads the call again, as it does after every start.
            let watch = self.watch(ledger)
            _ = try await watch.look(beside: AlertSurroundings())
            _ = try await ledger.append(Fixtures.batch(Fixtures.event(1)), joining: watch.hook)
            _ = try await watch.look(beside: AlertSurroundings())
            let heard = HeardIDs()
            _ = try await dispatcher(ledger, heard).deliverDue()
            let delivered = try await ledger.deliveries(.delivered, limit: 10)
            #expect(delivered.map(\.message.id) == [id])
            #expect(heard.ids.isEmpty || heard.ids == [id])
            try ledger.close()
        }
        #expect(withoutCall > 5 && withoutCall < copies.count)
    }
}

/// Copies of a ledger's files.
private final class Snapshots: Sendable {
    private let folder: String
    private let copies = Mutex<[String]>([])

    init(_ folder: String) { self.folder = folder }

    var path: String { folder + "/original/ledger.db" }
    var taken: [String] { copies.withLock { $0 } }

    func take() {
        copies.withLock { copies in
            let place = "\(folder)/\(copies.count)"
            let manager = FileManager.default
            try? manager.createDirectory(atPath: place, withIntermediateDirectories: true)
            for suffix in ["", "-wal"] {
                try? manager.copyItem(atPath: path + suffix, toPath: "\(place)/ledger.db\(suffix)")
            }
            copies.append("\(place)/ledger.db")
        }
    }
}

/// A channel that takes everything.
private final class HeardIDs: DeliveryChannel {
    private let heard = Mutex<[String]>([])

    var ids: [String] { heard.withLock { $0 } }

    func deliver(_ message: AlertMessage, at now: Timestamp) async -> DeliveryOutcome {
        heard.withLock { $0.append(message.id) }
        return .delivered
    }
}
