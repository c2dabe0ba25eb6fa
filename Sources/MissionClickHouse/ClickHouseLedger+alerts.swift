// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

extension ClickHouseLedger {
    package func alertMemory(since: Timestamp) async throws -> AlertMemory {
        try await asking { reader in
            let all = try await reader.documents(
                .alert, where: "(ref = 'open' OR at >= \(number: since.milliseconds))")
            return try await reader.counters().alertMemory(all.compactMap(NumberedAlert.init), since: since)
        }
    }

    package func alertHistory(before: Timestamp?, limit: Int) async throws -> [AlertRecord] {
        try await asking { reader in
            let all = try await reader.documents(.alert).compactMap(NumberedAlert.init)
            let fired = all.compactMap { alert in alert.record.firedAt.map { (at: $0, alert: alert) } }
                .filter { fired in before.map { fired.at < $0 } ?? true }
            return fired.sorted { ($0.at, $0.alert.number) > ($1.at, $1.alert.number) }.prefix(max(0, limit))
                .map(\.alert.record)
        }
    }

    package func deliveries(_ state: Delivery.State?, limit: Int) async throws -> [Delivery] {
        try await asking { reader in
            let condition: Statement = state.map { "ref = \(value: $0.rawValue)" } ?? "1"
            return try await reader.documents(.delivery, where: condition).compactMap(NumberedDelivery.init)
                .sorted { $0.number > $1.number }.prefix(max(0, limit)).map(\.delivery)
        }
    }

    package func dueDeliveries(at now: Timestamp, limit: Int) async throws -> [Delivery] {
        try await asking { reader in
            let late = now.advanced(byMilliseconds: DeliveryPolicy.longestWait)
            let waiting = try await reader.documents(
                .delivery, where: "ref = \(value: Delivery.State.waiting.rawValue)"
            ).compactMap(NumberedDelivery.init)
            return waiting.filter { $0.delivery.at <= now || $0.delivery.at > late }
                .sorted { ($0.delivery.at, $0.number) < ($1.delivery.at, $1.number) }
                .prefix(max(0, limit)).map(\.delivery)
        }
    }

    package func transact(_ hook: @escaping CommitHook) async throws {
        let reader = reader
        try await committing { neighbourhood in
            var image = LedgerImage()
            try image.read(try await neighbourhood.documents([LedgerCounters.id]))
            return .init(
                image: try await Self.join(hook, image, AppendResult(), reader, neighbourhood), value: ())
        }
    }

    package func settle(_ delivery: Delivery) async throws {
        try await committing { neighbourhood in
            var image = LedgerImage()
            let id = NumberedDelivery.id(delivery)
            try image.read(try await neighbourhood.documents([LedgerCounters.id]))
            try image.read(try await neighbourhood.documents(.delivery, keys: [id.key]))
            if let known = image.documents[id].flatMap(NumberedDelivery.init) {
                image.documents[id] = NumberedDelivery(number: known.number, delivery: delivery).document
            }
            image.counters.generation += 1
            return .init(image: image, value: ())
        }
    }
}
