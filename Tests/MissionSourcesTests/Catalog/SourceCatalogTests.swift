// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import Testing

@testable import MissionSources

@Suite struct SourceCatalogTests {
    private let home: TemporaryHome

    init() throws {
        home = try TemporaryHome()
        try home.write("s1.jsonl", Line.header() + Line.call("a1"))
    }

    private func discover(_ variables: [String: String]) -> [String] {
        let environment = SearchEnvironment(home: home.path, variables: variables)
        return SourceCatalog.discover(in: environment).places.map { String($0.path.dropFirst(home.path.count)) }
    }

    @Test func `the usual places are looked at, profiles included`() throws {
        try home.write("\(".openclaw-work")/x", "")
        #expect(discover([:]) == ["/.openclaw", "/.openclaw-work", "/.clawdbot", "/.moltbot", "/.moldbot"])
    }

    @Test func `a state directory that the environment names comes alone`() {
        #expect(discover(["OPENCLAW_STATE_DIR": "~/state"]) == ["/state"])
    }

    @Test func `another home moves all places`() {
        #expect(discover(["OPENCLAW_HOME": home.path + "/other"]).first == "/other/.openclaw")
    }

    @Test func `a home, a folder of homes and a file are recognised as the same source`() {
        let file = home.file("s1.jsonl")
        let given = [[home.path], [file], ["\(home.path)/agents/main/sessions"], [file, home.path]]
        for paths in given {
            let findings = SourceCatalog.recognize(paths)
            #expect(findings.sources.count == 1, "\(paths)")
            #expect(findings.sources.first?.id.place.hasSuffix(String(home.path.suffix(36))) == true, "\(paths)")
        }
    }

    @Test func `a transcript anywhere is recognised by what it holds`() async throws {
        try home.write("elsewhere/copy.jsonl", Line.header() + Line.call("a1"))
        let findings = SourceCatalog.recognize(["\(home.path)/elsewhere/copy.jsonl"])
        let desk = try Desk()
        for source in findings.sources { try await desk.read(source) }
        #expect(try await desk.totals().calls == 1)
    }

    @Test func `what is nothing known is said to be so`() throws {
        try home.write("elsewhere/notes.jsonl", "{\"hello\":1}\n")
        let findings = SourceCatalog.recognize(["\(home.path)/elsewhere", "\(home.path)/missing"])
        #expect(findings.sources.isEmpty)
        #expect(findings.problems.map(\.reason) == ["nothing in it is of a known kind", "No such file or directory"])
    }

    @Test func `a kind that is asked for by name takes any path`() throws {
        try home.write("elsewhere/notes.jsonl", "{\"hello\":1}\n")
        #expect(SourceCatalog.recognize(["\(home.path)/elsewhere/notes.jsonl"], kind: "openclaw").sources.count == 1)
    }
}
