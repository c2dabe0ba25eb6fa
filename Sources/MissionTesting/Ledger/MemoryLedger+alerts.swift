// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

/// What alerts have come to, in plain lists.
struct MemoryAlerts {
    private var records: [AlertRecord] = []
    private var first: Timestamp?
    private var last: Timestamp?
    /// In the order in which they were written.
    private(set) var deliveries: [Delivery] = []
    /// How often anything that people see has changed.
    private(set) var changes: Int64 = 0

    func memory(since: Timestamp) -> AlertMemory {
        AlertMemory(
            records: records.filter { $0.phase.isOpen || $0.changedAt >= since }, first: first, last: last)
    }

    func history(before: Timestamp?, limit: Int) -> [AlertRecord] {
        let fired = records.filter { record in
            record.firedAt.map { fired in before.map { fired < $0 } ?? true } ?? false
        }
        let newest = fired.enumerated().sorted { left, right in
            (right.element.firedAt ?? .distantPast, right.offset) < (left.element.firedAt ?? .distantPast, left.offset)
        }
        return Array(newest.map(\.element).prefix(max(0, limit)))
    }

    mutating func keep(_ commit: AlertCommit) {
        for record in commit.records {
            if let place = records.firstIndex(where: { $0.alert.id == record.alert.id }) {
                records[place] = record
            } else {
                records.append(record)
            }
        }
        let dropped = Set(commit.dropped.map(\.alert.id))
        records.removeAll { dropped.contains($0.alert.id) }
        for addressed in commit.messages {
            for channel in addressed.channels where !isKnown(addressed.message, channel) {
                deliveries.append(
                    Delivery(addressed.message, to: channel, createdAt: commit.at, at: commit.at))
            }
        }
        first = first ?? commit.at
        last = commit.at
        if commit.isVisible { changes += 1 }
    }

    mutating func settle(_ delivery: Delivery) {
        for place in deliveries.indices
        where deliveries[place].message.id == delivery.message.id && deliveries[place].channel == delivery.channel {
            deliveries[place] = delivery
        }
        changes += 1
    }

    private func isKnown(_ message: AlertMessage, _ channel: String) -> Bool {
        deliveries.contains { $0.message.id == message.id && $0.channel == channel }
    }
}

extension Timestamp {
    fileprivate static let distantPast = Timestamp(milliseconds: .min)
}

extension MemoryLedger: AlertWriter {
    package func alertMemory(since: Timestamp) async throws -> AlertMemory {
        alerts.memory(since: since)
    }

    package func alertHistory(before: Timestamp?, limit: Int) async throws -> [AlertRecord] {
        alerts.history(before: before, limit: limit)
    }

    package func deliveries(_ state: Delivery.State?, limit: Int) async throws -> [Delivery] {
        let wanted = alerts.deliveries.filter { delivery in state.map { $0 == delivery.state } ?? true }
        return Array(wanted.reversed().prefix(max(0, limit)))
    }

    package func dueDeliveries(at now: Timestamp, limit: Int) async throws -> [Delivery] {
        let late = now.advanced(byMilliseconds: DeliveryPolicy.longestWait)
        let due = alerts.deliveries.filter { $0.state == .waiting && ($0.at <= now || $0.at > late) }
        let sorted = due.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
        return Array(sorted.map(\.element).prefix(max(0, limit)))
    }

    package func transact(_ hook: @escaping CommitHook) async throws {
        try join(hook, AppendResult())
    }

    package func settle(_ delivery: Delivery) async throws {
        alerts.settle(delivery)
        countChange()
    }
}
