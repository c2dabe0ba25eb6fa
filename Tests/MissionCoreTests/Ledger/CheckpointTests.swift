// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import Synchronization
import Testing

@Suite struct CheckpointTests {
    private static let source = SourceID(kind: "k", place: "/p")

    /// Counts how often a text was read and how often one was written.
    private final class Counts: Sendable {
        let read = Atomic<Int>(0)
        let written = Atomic<Int>(0)
    }

    @TaskLocal private static var counts = Counts()

    private struct Lines: SourcePosition, Equatable {
        var number: Int

        init(_ number: Int) { self.number = number }

        init?(_ text: String) {
            CheckpointTests.counts.read.add(1, ordering: .relaxed)
            guard text.hasPrefix("lines "), let number = Int(text.dropFirst(6)) else { return nil }
            self.number = number
        }

        var text: String {
            CheckpointTests.counts.written.add(1, ordering: .relaxed)
            return "lines \(number)"
        }
    }

    @Test func `the text of a position is read once for all copies of its checkpoint`() {
        let counts = Counts()
        CheckpointTests.$counts.withValue(counts) {
            let stored = ["f": Checkpoint(source: Self.source, item: "f", position: "lines 7")]
            for _ in 0..<3 {
                let copy = stored
                #expect(copy["f"]?.position(as: Lines.self) == Lines(7))
            }
        }
        #expect(counts.read.load(ordering: .relaxed) == 1)
    }

    @Test func `a reader's position is its own again, and becomes text once, for the ledger`() {
        let counts = Counts()
        CheckpointTests.$counts.withValue(counts) {
            let noted = Checkpoint(source: Self.source, item: "f", position: Lines(9))
            #expect(noted.position(as: Lines.self) == Lines(9))
            #expect(counts.written.load(ordering: .relaxed) == 0)
            #expect(noted.position == "lines 9")
            #expect(noted.position == "lines 9")
        }
        #expect(counts.written.load(ordering: .relaxed) == 1)
        #expect(counts.read.load(ordering: .relaxed) == 0)
    }

    @Test func `a checkpoint from a ledger equals the one that was written there`() {
        let noted = Checkpoint(source: Self.source, item: "f", position: Lines(9))
        let stored = Checkpoint(source: Self.source, item: "f", position: "lines 9")
        #expect(noted == stored)
        #expect(noted != Checkpoint(source: Self.source, item: "f", position: Lines(8)))
        #expect(Set([noted, stored]).count == 1)
    }

    @Test func `a notation that a reader does not know is no position of it`() {
        let strange = Checkpoint(source: Self.source, item: "f", position: "rows 9")
        #expect(strange.position(as: Lines.self) == nil)
        #expect(strange.position == "rows 9")
    }
}
