// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import Testing

@testable import mctl

/// What `mctl ingest` tells when it is done.
@Suite struct IngestOutcomeTests {
    private func outcome() -> IngestOutcome {
        let results = [("/a", 3, 100), ("/b", 1, 20)].map { place, items, bytes in
            var summary = SourceSummary()
            summary.items = items
            summary.bytes = Int64(bytes)
            var result = IngestResult(source: SourceID(kind: "openclaw", place: place), summary: summary)
            result.appended = AppendResult(inserted: items, updated: 1, unchanged: 2, rejected: 4)
            return result
        }
        return IngestOutcome(results: results, duration: .milliseconds(1234))
    }

    @Test func `the object is exactly what scripts were promised`() {
        #expect(
            outcome().json.text() == """
                {"sources":[\
                {"kind":"openclaw","path":"/a","files":3,"bytes":100,\
                "events_new":3,"events_updated":1,"duplicates":2,"rejections":4},\
                {"kind":"openclaw","path":"/b","files":1,"bytes":20,\
                "events_new":1,"events_updated":1,"duplicates":2,"rejections":4}],\
                "totals":{"files":4,"bytes":120,\
                "events_new":4,"events_updated":2,"duplicates":4,"rejections":8},\
                "seconds":1.234}
                """)
    }

    @Test func `people read the same in sentences`() {
        #expect(outcome().table.contains("3 new, 1 updated, 2 known already, 4 rejected"))
        #expect(outcome().table.hasSuffix("Done in 1.234 s.\n"))
        #expect(IngestOutcome(results: [], duration: .zero).json["sources"] == [])
    }

    @Test func `requests without a call are something`() {
        func isUseless(_ appended: AppendResult) -> Bool {
            var result = IngestResult(
                source: SourceID(kind: "call-database", place: "/a"), summary: SourceSummary())
            result.appended = appended
            return IngestOutcome(results: [result], duration: .zero).isUseless
        }
        #expect(isUseless(AppendResult(rejected: 1)))
        #expect(!isUseless(AppendResult(rejected: 1, requests: 1)))
        #expect(!isUseless(AppendResult(unchanged: 1, rejected: 1)))
        #expect(!isUseless(AppendResult()))
    }

    @Test func `logs about something else make a reading useless only where there was nothing but them`() {
        func hasUnreadable(items: Int, _ kinds: SourceProblem.Kind...) -> Bool {
            var summary = SourceSummary()
            summary.items = items
            summary.problems = kinds.map { SourceProblem(path: "/a", kind: $0, reason: "") }
            let result = IngestResult(source: SourceID(kind: "usage-log", place: "/a"), summary: summary)
            return IngestOutcome(results: [result], duration: .zero).hasUnreadable
        }
        #expect(!hasUnreadable(items: 2, .noUsage))
        #expect(hasUnreadable(items: 1, .noUsage))
        #expect(hasUnreadable(items: 5, .noUsage, .unreadable))
        #expect(!hasUnreadable(items: 0))
    }
}
