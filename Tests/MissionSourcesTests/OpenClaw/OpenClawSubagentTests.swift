// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

/// Who started whom, by store and by registry.
@Suite struct OpenClawSubagentTests {
    private let home: TemporaryHome
    private let desk: Desk
    private let store = #"{"agent:main:subagent:77":{"sessionId":"s2","updatedAt":5}}"#
    private let run =
        #"{"runId":"x","childSessionKey":"agent:main:Subagent:77","requesterSessionKey":"agent:main:main","#
        + #""controllerSessionKey":"agent:main:main","label":"research","task":"my secret task","createdAt":7}"#

    init() throws {
        home = try TemporaryHome()
        desk = try Desk()
        try home.write("s2.jsonl", Line.header("s2") + Line.call("a1"))
    }

    private func session() async throws -> SessionFacts? {
        try await desk.ledger.sessions(matching: UsageQuery(), limit: 9).first?.session
    }

    @Test(arguments: [true, false], [true, false])
    func `the registry tells parent and label, in both versions, whichever file comes first`(
        isStoreFirst: Bool, isList: Bool
    ) async throws {
        let registry = isList ? #"{"version":1,"runs":[\#(run)]}"# : #"{"version":2,"runs":{"x":\#(run)}}"#
        let files = [("sessions.json", store), ("subagents/runs.json", registry)]
        for (name, text) in isStoreFirst ? files : files.reversed() {
            try home.write(name, text)
            try await desk.read(home.source)
        }
        let facts = try #require(try await session())
        #expect((facts.kind, facts.parentKey, facts.label) == (.subagent, "agent:main:main", "research"))
        #expect(!"\(try await desk.ledger.sessions(matching: UsageQuery(), limit: 9))".contains("secret"))
    }

    @Test func `what was learnt stays when the registry and the store are emptied`() async throws {
        try home.write("sessions.json", store)
        try home.write("subagents/runs.json", #"{"version":2,"runs":{"x":\#(run)}}"#)
        try await desk.read(home.source)
        try home.write("sessions.json", "{}")
        try home.write("subagents/runs.json", #"{"version":2,"runs":{}}"#)
        try await desk.read(home.source)
        #expect(try await session()?.parentKey == "agent:main:main")
        #expect(try await session()?.key == "agent:main:subagent:77")
    }

    @Test func `a registry that is no JSON is counted and stops nothing`() async throws {
        try home.write("subagents/runs.json", "{")
        try await desk.read(home.source)
        #expect(try await desk.rejections() == [.notJSON])
        #expect(try await desk.totals().calls == 1)
    }

    @Test func `a fork names the conversation that it was copied from`() async throws {
        let header = Line.header("s2").replacing(#""cwd""#, with: #""parentSession":"/x/sessions/s1.jsonl","cwd""#)
        try home.write("s2.jsonl", header + Line.call("b1"))
        try await desk.read(home.source)
        #expect(try await session()?.parentKey == "agent:main:s1")
        // The store knows the parent's key.
        try home.write(
            "sessions.json",
            #"{"agent:main:main:thread:9":{"sessionId":"s2","parentSessionKey":"agent:main:main","forkedFromParent":true}}"#
        )
        try await desk.read(home.source)
        #expect(try await session()?.parentKey == "agent:main:main")
    }
}
