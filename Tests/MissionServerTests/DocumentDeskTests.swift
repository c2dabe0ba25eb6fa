// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Logging
import MissionCore
import MissionTesting
import Testing

@testable import MissionServer

/// What is worked out behind pages.
@Suite struct DocumentDeskTests {
    /// A report that counts how often it was loaded.
    private struct Slow: Report {
        let id = "slow"
        let title = "Slow"
        let summary = "Slow."
        let options = ReportOptions()

        func load(
            _ reader: any LedgerReader, _ request: ReportRequest, now: Timestamp
        ) async throws -> ReportDocument {
            if request.limit == 0 { throw ReportError.parameter("limit", expected: "more") }
            return ReportDocument(id: id, title: "\(now.seconds)", scope: "", zone: .utc)
        }
    }

    private func settled(
        _ desk: DocumentDesk, _ request: ReportRequest = ReportRequest(), now: Timestamp
    ) async throws -> DocumentDesk.Standing {
        for _ in 0..<200 {
            let standing = try await desk.standing(of: Slow(), request, now: now)
            if !standing.isWorking { return standing }
            try await Task.sleep(for: .milliseconds(5))
        }
        return DocumentDesk.Standing(isWorking: true)
    }

    @Test func `an answer is kept while the ledger stays, and worked out anew when it has changed and grown old`()
        async throws
    {
        let served = try await Served().with([.call(1)])
        let desk = DocumentDesk(served.ledger, logger: Logger(label: "test"))
        let (first, later) = (Served.now, Served.now.advanced(byMilliseconds: DocumentDesk.lifetimeMilliseconds))
        #expect(try await desk.standing(of: Slow(), ReportRequest(), now: first).document == nil)
        #expect(try await settled(desk, now: first).document?.title == "\(first.seconds)")
        #expect(try await settled(desk, now: later).document?.title == "\(first.seconds)")
        _ = try await served.with([.call(2)])
        #expect(try await settled(desk, now: first).document?.title == "\(first.seconds)")
        // The old one is shown until the new one is there.
        #expect(try await desk.standing(of: Slow(), ReportRequest(), now: later).document?.title == "\(first.seconds)")
        #expect(try await settled(desk, now: later).document?.title == "\(later.seconds)")
    }

    @Test func `what was worked out quickly is new again soon: a ledger that was empty is filled within seconds`()
        async throws
    {
        let served = try await Served().with([.call(1)])
        let desk = DocumentDesk(served.ledger, logger: Logger(label: "test"))
        let soon = Served.now.advanced(byMilliseconds: 30_000)
        _ = try await settled(desk, now: Served.now)
        _ = try await served.with([.call(2)])
        _ = try await desk.standing(of: Slow(), ReportRequest(), now: soon)
        #expect(try await settled(desk, now: soon).document?.title == "\(soon.seconds)")
    }

    @Test func `what fails says so`() async throws {
        let desk = DocumentDesk(
            try await Served().with([.call(1)]).ledger, logger: Logger(label: "test"))
        let standing = try await settled(desk, ReportRequest(limit: 0), now: Served.now)
        #expect(standing.hasFailed && standing.document == nil)
    }

    @Test func `many questions at once are all answered in the end`() async throws {
        let desk = DocumentDesk(
            try await Served().with([.call(1)]).ledger, logger: Logger(label: "test"))
        for limit in 1...40 { _ = try await desk.standing(of: Slow(), ReportRequest(limit: limit), now: Served.now) }
        for limit in 1...40 {
            #expect(try await settled(desk, ReportRequest(limit: limit), now: Served.now).document != nil)
        }
    }
}
