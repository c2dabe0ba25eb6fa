// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

@Suite struct PiTests {
    private let folder: TemporaryFolder
    private let desk: Desk
    private let file = ".pi/agent/sessions/--home--/2026-03-01T10-00-00-000Z_s1.jsonl"

    init() throws {
        folder = try TemporaryFolder()
        desk = try Desk()
    }

    @Test func `its calls are those of pi, with their project`() async throws {
        try folder.write(file, Line.header() + Line.user() + Line.call())
        for source in SourceCatalog.recognize([folder.path]).sources { try await desk.read(source) }
        let sums = try await desk.totals([.harness: ["pi"], .project: ["workspace"]])
        #expect(sums.calls == 1)
        #expect(sums.tokens == TokenCounts(input: 100, output: 10, cacheRead: 1000, cacheWrite5m: 50))
        #expect(sums.reportedCost == Money(nanodollars: 937_500))
    }

    @Test func `a home, its sessions and a file with its kind of name are pi's, others are OpenClaw's`() throws {
        try folder.write(file, Line.header() + Line.call())
        try folder.write("elsewhere/2026-03-01T10-00-00-000Z_s1.jsonl", Line.header() + Line.call())
        try folder.write("other/s1.jsonl", Line.header() + Line.call())
        for path in [".pi", ".pi/agent", ".pi/agent/sessions", file, "elsewhere"] {
            #expect(SourceCatalog.recognize([folder.file(path)]).sources.map(\.id.kind) == ["pi"], "\(path)")
        }
        #expect(SourceCatalog.recognize([folder.file("other")]).sources.map(\.id.kind) == ["openclaw"])
    }

    @Test func `an error is a failed call of its class`() async throws {
        let error = #","errorMessage":"429 rate_limit_error""#
        try folder.write(file, Line.header() + Line.call(stop: "error", extra: error))
        try await desk.read(PiSource(sessions: folder.file(".pi/agent/sessions")))
        #expect(try await desk.totals([.status: ["rate_limited"]]).failedCalls == 1)
    }

    @Test func `its folder is where its variable says`() {
        func places(_ variables: [String: String]) -> [String] {
            PiSource.places(in: SearchEnvironment(home: "/h", variables: variables))
        }
        #expect(places([:]) == ["/h/.pi/agent/sessions"])
        #expect(places(["PI_CODING_AGENT_DIR": "~/p"]) == ["/h/p/sessions"])
    }
}
