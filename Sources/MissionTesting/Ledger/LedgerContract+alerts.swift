// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension LedgerContract {
    static let alerts = [
        Rule("what alerts have come to is kept with the messages about it, or neither") { make in
            let ledger = try await make()
            let commit = Self.commit(firing: 1, to: ["mail", "phone"])
            try await ledger.transact { try $0.keep(commit) }
            let refused: Void? = try? await ledger.transact { transaction in
                try transaction.keep(Self.commit(firing: 2, to: ["mail"]))
                throw Stopped()
            }
            try expect(refused == nil, "the transaction must throw what its hook throws")
            let memory = try await ledger.alertMemory(since: Fixtures.noon)
            try expect(memory.records, equals: commit.records, "records")
            try expect(memory.first, equals: Fixtures.noon, "the first evaluation")
            let waiting = try await ledger.deliveries(.waiting, limit: 10)
            try expect(waiting.map(\.channel).sorted(), equals: ["mail", "phone"], "channels")
            try expect(Set(waiting.map(\.message)), equals: [commit.messages[0].message], "messages")
        },
        Rule("what joins a commit of calls is kept with them, or neither") { make in
            let ledger = try await make()
            let commit = Self.commit(firing: 1, to: ["mail"])
            let refused = try? await ledger.append(Fixtures.batch(Fixtures.event(1))) { transaction in
                try transaction.keep(commit)
                throw Stopped()
            }
            try expect(refused == nil, "the commit must throw what its hook throws")
            try expect(try await ledger.alertMemory(since: Fixtures.noon).records.isEmpty, "a record was kept")
            try expect(try await ledger.deliveries(nil, limit: 1).isEmpty, "a message was kept")
            _ = try await ledger.append(Fixtures.batch(Fixtures.event(1))) { transaction in
                let known = try transaction.alertMemory(since: Fixtures.noon).records
                try expect(known.isEmpty, "a commit sees what was not kept")
                try transaction.keep(commit)
            }
            try expect(try await ledger.alertMemory(since: Fixtures.noon).records, equals: commit.records, "records")
        },
        Rule("a record changes in its place, and one that came to nothing is gone") { make in
            let ledger = try await make()
            let first = Self.commit(firing: 1, to: [])
            try await ledger.transact { try $0.keep(first) }
            var second = AlertCommit(at: Fixtures.noon.advanced(byMilliseconds: 1000))
            second.records = first.records.map { record in
                var record = record
                (record.phase, record.isAnnounced, record.waited) = (.resolved, true, 7)
                record.changedAt = second.at
                return record
            }
            let pending = Self.record(2, phase: .pending)
            second.records.append(pending)
            try await ledger.transact { [second] in try $0.keep(second) }
            var third = AlertCommit(at: second.at)
            third.dropped = [pending]
            try await ledger.transact { [third] in try $0.keep(third) }
            let memory = try await ledger.alertMemory(since: second.at)
            try expect(memory.records, equals: [second.records[0]], "records")
            try expect(memory.first, equals: Fixtures.noon, "the first evaluation")
            try expect(memory.last, equals: second.at, "the last evaluation")
            let later = try await ledger.alertMemory(since: second.at.advanced(byMilliseconds: 1))
            try expect(later.records, equals: [], "records that changed long ago")
        },
        Rule("what fired is told newest first, page by page") { make in
            let ledger = try await make()
            let records = (1...5).map { Self.record($0, phase: .ended) } + [Self.record(6, phase: .pending)]
            var commit = AlertCommit(at: Fixtures.noon)
            commit.records = records
            try await ledger.transact { [commit] in try $0.keep(commit) }
            let first = try await ledger.alertHistory(before: nil, limit: 2)
            try expect(first, equals: [records[4], records[3]], "the first page")
            let rest = try await ledger.alertHistory(before: records[3].firedAt, limit: 10)
            try expect(rest, equals: [records[2], records[1], records[0]], "the rest")
        },
        Rule("a delivery is due when its time has come, and when somebody has set the clock back") { make in
            let ledger = try await make()
            try await ledger.transact { try $0.keep(Self.commit(firing: 1, to: ["mail"])) }
            var delivery = try await ledger.dueDeliveries(at: Fixtures.noon, limit: 10).first
            try expect(delivery?.attempts, equals: 0, "attempts")
            try expect(
                try await ledger.dueDeliveries(at: Fixtures.noon.advanced(byMilliseconds: -1), limit: 10), equals: [],
                "too early")
            guard var waiting = delivery else { return }
            let later = Fixtures.noon.advanced(byMilliseconds: 60_000)
            (waiting.attempts, waiting.at, waiting.reason) = (1, later, "busy")
            try await ledger.settle(waiting)
            try expect(try await ledger.dueDeliveries(at: Fixtures.noon, limit: 10), equals: [], "while it waits")
            delivery = try await ledger.dueDeliveries(at: later, limit: 10).first
            try expect(delivery, equals: waiting, "the delivery")
            let longAgo = later.advanced(byMilliseconds: -DeliveryPolicy.longestWait - 1)
            try expect(try await ledger.dueDeliveries(at: longAgo, limit: 10).count, equals: 1, "after a jump back")
            waiting.state = .delivered
            try await ledger.settle(waiting)
            try expect(try await ledger.dueDeliveries(at: later, limit: 10), equals: [], "after its arrival")
            try expect(try await ledger.deliveries(.delivered, limit: 10), equals: [waiting], "what has arrived")
            try expect(try await ledger.deliveries(.dead, limit: 10), equals: [], "dead letters")
        },
        Rule("a message is written once to a channel") { make in
            let ledger = try await make()
            for channels in [["mail"], ["mail", "phone"]] {
                try await ledger.transact { try $0.keep(Self.commit(firing: 1, to: channels)) }
            }
            let channels = try await ledger.deliveries(nil, limit: 10).map(\.channel)
            try expect(channels, equals: ["phone", "mail"], "channels")
        },
        Rule("the generation moves with what people see of alerts, and with nothing else of them") { make in
            let ledger = try await make()
            let start = try await ledger.state().generation
            try await ledger.transact { try $0.keep(AlertCommit(at: Fixtures.noon)) }
            try expect(try await ledger.state().generation, equals: start, "after an evaluation without a change")
            var waiting = AlertCommit(at: Fixtures.noon)
            waiting.records = [Self.record(2, phase: .pending)]
            try await ledger.transact { [waiting] in try $0.keep(waiting) }
            try expect(try await ledger.state().generation, equals: start, "while something is only waited for")
            try await ledger.transact { try $0.keep(Self.commit(firing: 1, to: ["mail"])) }
            let fired = try await ledger.state().generation
            try expect(fired > start, "the generation must move with an alert")
            guard let delivery = try await ledger.dueDeliveries(at: Fixtures.noon, limit: 1).first else {
                throw ContractViolation(description: "nothing is due")
            }
            try await ledger.settle(delivery)
            try expect(try await ledger.state().generation > fired, "the generation must move with a delivery")
        },
    ]

    private struct Stopped: Error {}

    private static func record(_ number: Int, phase: AlertRecord.Phase) -> AlertRecord {
        let at = Fixtures.noon.advanced(byMilliseconds: Int64(number) * 10)
        let alert = Alert(
            type: "daily-exceeded", severity: .critical, message: "Daily cost $\(number).00 exceeds limit $1.00",
            budget: "b\(number)", threshold: 100, since: Fixtures.noon)
        return AlertRecord(
            alert, phase: phase, beganAt: at, firedAt: phase == .pending ? nil : at, changedAt: Fixtures.noon)
    }

    private static func commit(firing number: Int, to channels: [String]) -> AlertCommit {
        let record = record(number, phase: .firing)
        var commit = AlertCommit(at: Fixtures.noon)
        commit.records = [record]
        commit.messages = [AddressedMessage(AlertMessage(.firing, [record.alert], at: Fixtures.noon), to: channels)]
        return commit
    }
}
