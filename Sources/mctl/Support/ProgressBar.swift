// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore
internal import Synchronization

/// One line on standard error that shows how far reading is.
final class ProgressBar: Sendable {
    private struct State {
        var done: [SourceID: Int64] = [:]
        var calls = 0
        var lastDrawn = ContinuousClock.now - .seconds(1)
    }

    private let total: Int64
    private let start = ContinuousClock.now
    private let state = Mutex(State())

    /// A bar for so many bytes; nil when nobody watches or there is too little to show.
    init?(total: Int64) {
        guard Console.isWatched, total > 4 << 20 else { return nil }
        self.total = total
    }

    /// Draws, at most ten times a second.
    func update(_ progress: IngestProgress) {
        let line: String? = state.withLock { state in
            state.done[progress.source] = progress.bytes
            state.calls += progress.batch.inserted
            let now = ContinuousClock.now
            guard now - state.lastDrawn > .milliseconds(100) else { return nil }
            state.lastDrawn = now
            return Self.text(
                done: state.done.values.reduce(0, +), of: total, calls: state.calls, after: now - start)
        }
        if let line { FileHandle.standardError.write(Data("\r\u{1B}[K\(line)".utf8)) }
    }

    /// Wipes the line.
    func finish() {
        FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
    }

    /// `Reading ████████████░░░░░░░░░░░░ 50 %  25 MB/s  1,204 calls`.
    static func text(done: Int64, of total: Int64, calls: Int, after duration: Duration) -> String {
        let share = min(1, Double(done) / Double(max(1, total)))
        let filled = Int(share * 24)
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 24 - filled)
        let seconds = max(0.001, duration / .seconds(1))
        let speed = Int(Double(done) / seconds / 1_000_000)
        return "Reading \(bar) \(Int(share * 100)) %  \(speed.groupedString) MB/s  \(calls.groupedString) calls"
    }
}
