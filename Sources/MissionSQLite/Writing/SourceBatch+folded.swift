// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What a batch says in the end where it says several things about one subject. Writing each in turn would look like a
/// change when a batch is replayed, although nothing is different afterwards.
extension SourceBatch {
    var foldedSessions: [SessionFacts] {
        fold(sessions, by: \.session) { $0.merging($1) }
    }

    var foldedCronJobs: [CronJobFacts] {
        fold(cronJobs, by: { [$0.agent, $0.id] }) { $0.merging($1) }
    }

    var foldedCronRuns: [CronRunFacts] {
        fold(cronRuns, by: { [$0.job, "\($0.startedAt.milliseconds)"] }) { $0.merging($1) }
    }

    var foldedCheckpoints: [Checkpoint] {
        fold(checkpoints, by: { [$0.source.kind, $0.source.place, $0.item] }) { $1 }
    }

    private func fold<Value, Key: Hashable>(
        _ values: [Value], by key: (Value) -> Key, merging: (Value, Value) -> Value
    ) -> [Value] {
        var places: [Key: Int] = [:]
        var folded: [Value] = []
        for value in values {
            if let place = places[key(value)] {
                folded[place] = merging(folded[place], value)
            } else {
                places[key(value)] = folded.count
                folded.append(value)
            }
        }
        return folded
    }
}
