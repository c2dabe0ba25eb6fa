// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Delivers what waits, to each channel in turn and to all channels at the same time.
///
/// A message is marked as delivered after the other side took it. Whoever is stopped in between delivers it again, with the
/// same id: at least once.
package actor MessageDispatcher {
    private let reader: any AlertReader
    private let writer: any AlertWriter
    private let policy: DeliveryPolicy
    private let clock: any WallClock
    private let channels: @Sendable () throws -> [String: any DeliveryChannel]
    private let pause: @Sendable () async throws -> Void
    /// Channels that asked to be left alone, and until when.
    private var quietUntil: [String: Timestamp] = [:]

    /// More than are looked at together.
    private static let most = 200

    /// - Parameters:
    ///   - channels: The channels by name, read anew each time.
    ///   - pause: Waits between two messages to one channel; most take one a second.
    package init(
        reader: any AlertReader, writer: any AlertWriter, policy: DeliveryPolicy = DeliveryPolicy(),
        clock: any WallClock = SystemClock(), channels: @escaping @Sendable () throws -> [String: any DeliveryChannel],
        pause: @escaping @Sendable () async throws -> Void = { try await Task.sleep(for: .seconds(1)) }
    ) {
        self.reader = reader
        self.writer = writer
        self.policy = policy
        self.clock = clock
        self.channels = channels
        self.pause = pause
    }

    /// Tries everything whose time has come, once.
    ///
    /// - Returns: What became of each attempt.
    /// - Throws: ``LedgerError``, ``SettingsError`` where channels cannot be read; then everything goes on waiting.
    package func deliverDue() async throws -> [Delivery] {
        let due = try await reader.dueDeliveries(at: clock.now, limit: Self.most)
        if due.isEmpty { return [] }
        let known = try channels()
        let queues = Dictionary(grouping: due, by: \.channel)
        return try await withThrowingTaskGroup(of: [Delivery].self) { group in
            for (name, queue) in queues {
                group.addTask { try await self.deliver(queue, to: known[name], named: name) }
            }
            var settled: [Delivery] = []
            for try await some in group { settled += some }
            return settled
        }
    }

    private func deliver(
        _ queue: [Delivery], to channel: (any DeliveryChannel)?, named name: String
    ) async throws -> [Delivery] {
        var settled: [Delivery] = []
        for (place, delivery) in queue.enumerated() {
            if let until = quietUntil[name], until > clock.now,
                until < clock.now.advanced(byMilliseconds: DeliveryPolicy.longestWait)
            {
                break
            }
            if place > 0 { try await pause() }
            let outcome =
                await channel?.deliver(delivery.message, at: clock.now)
                ?? .refused(reason: "there is no channel “\(name)” any more")
            let after = policy.after(outcome, delivery, now: clock.now)
            try await writer.settle(after)
            settled.append(after)
            // What fails for one message fails for the next; and who asks for a pause means all of them.
            if case .postponed(_, let asked) = outcome {
                if let asked {
                    quietUntil[name] = clock.now.advanced(byMilliseconds: min(asked, DeliveryPolicy.longestWait))
                }
                break
            }
        }
        return settled
    }
}
