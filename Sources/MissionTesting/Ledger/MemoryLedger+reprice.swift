// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

extension MemoryLedger {
    /// Stamps the calls without a price again.
    package func reprice(
        to revision: String, isDryRun: Bool, stamp: @escaping @Sendable ([UsageEvent]) -> [UsageEvent]
    ) async throws -> Repricing {
        var repricing = Repricing(at: clock.now, revision: revision)
        let unpriced = events.values.filter { $0.cost.basis == .unpriced }
        for (old, new) in zip(unpriced, stamp(unpriced))
        where repricing.take(old, new, isCounted: !covered.contains(old.id)) && !isDryRun {
            events[old.id]?.cost = new.cost
        }
        guard !isDryRun, repricing.calls > 0 else { return repricing }
        keep(repricing)
        return repricing
    }

    /// When calls without a price got one, newest first.
    package func repricings(limit: Int) async throws -> [Repricing] {
        repricings.reversed().prefix(max(0, limit)).map { repricing in
            var kept = repricing
            kept.examined = repricing.calls
            return kept
        }
    }
}
