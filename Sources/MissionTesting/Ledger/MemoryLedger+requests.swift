// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

extension MemoryLedger {
    /// How the calls of a window ended, straight from the calls and requests.
    package func serviceOutcomes(in window: Window) async throws -> [ServiceOutcome] {
        let calls = allEvents.filter {
            !$0.isSynthetic && $0.isAnswer && !covered.contains($0.id) && window.contains($0.at)
        }.map {
            ServiceOutcome(
                service: $0.attribution.provider, kind: .model, status: $0.status, calls: 1,
                timedCalls: $0.answerMilliseconds == nil ? 0 : 1, milliseconds: $0.answerMilliseconds ?? 0)
        }
        let others = requests.values.filter { window.contains($0.at) }.map {
            ServiceOutcome(
                service: $0.service, kind: .request, status: $0.status, calls: 1,
                timedCalls: $0.durationMilliseconds == nil ? 0 : 1, milliseconds: $0.durationMilliseconds ?? 0)
        }
        let groups = Dictionary(grouping: calls + others) { [$0.service, $0.kind.rawValue, $0.status.rawValue] }
        return groups.values.compactMap(Self.sum).sorted(by: ServiceOutcome.precedes)
    }

    /// Takes in requests; gives the number of those that were new or became better known.
    func take(_ calls: [APICall]) -> Int {
        calls.count { call in
            guard let known = requests[call.id] else {
                requests[call.id] = call
                return true
            }
            guard let better = known.superseded(by: call) else { return false }
            requests[call.id] = better
            return true
        }
    }

    private static func sum(_ outcomes: [ServiceOutcome]) -> ServiceOutcome? {
        guard var sum = outcomes.first else { return nil }
        for outcome in outcomes.dropFirst() {
            sum.calls += outcome.calls
            sum.timedCalls += outcome.timedCalls
            sum.milliseconds = sum.milliseconds.addingSaturating(outcome.milliseconds)
        }
        return sum
    }
}
