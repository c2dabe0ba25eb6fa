// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension SessionSummary {
    /// The summary of a conversation's calls; nil when there are none.
    init?(_ records: [RecordedEvent], _ mode: CostMode) {
        let times = records.map(\.event.at)
        guard let facts = records.first?.session, let first = times.min(), let last = times.max() else {
            return nil
        }
        var sums = UsageSums()
        var calls: [String: Int] = [:]
        for record in records {
            sums += UsageSums(record.event)
            calls[record.key(.model, in: .utc) ?? "", default: 0] += 1
        }
        let models = calls.keys.sorted { left, right in
            let (many, few) = (calls[left] ?? 0, calls[right] ?? 0)
            return many == few ? left < right : many > few
        }
        self.init(session: facts, sums: sums.counted(by: mode), firstCall: first, lastCall: last, models: models)
    }
}
