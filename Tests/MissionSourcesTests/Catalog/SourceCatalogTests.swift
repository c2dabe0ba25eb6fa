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
        let places = SourceCatalog.discover(in: environment, kind: "openclaw").places
        return places.map { String($0.path.dropFirst(home.path.count)) }
    }

    @Test func `the usual places are looked at, profiles included`() throws {
        try home.write("\(".openclaw-work")/x", "")
        #expect(discover([:]) == ["/.openclaw", "/.openclaw-work", "/.clawdbot", "/.moltbot", "/.moldbot"])
    }

    @Test func `a state directory that the environment names comes alone`() {
        #expect(discover(["OPENCLAW_STATE_DIR": "~/state"]) == ["/state"])
    }

    @Test func `a state directory is named as people write it`() {
        #expect(discover(["OPENCLAW_STATE_DIR": " ~/state/ ", "OPENCLAW_PROFILE": "work"]) == ["/state"])
        #expect(discover(["OPENCLAW_STATE_DIR": "undefined"]).first == "/.openclaw")
        #expect(discover(["OPENCLAW_STATE_DIR": "", "OPENCLAW_HOME": "null"]).first == "/.openclaw")
    }

    @Test func `a profile that the environment names is looked at, and the others too`() throws {
        try home.write("\(".openclaw-work")/x", "")
        #expect(discover(["OPENCLAW_PROFILE": "lab"]).prefix(3) == ["/.openclaw", "/.openclaw-lab", "/.openclaw-work"])
        #expect(discover(["OPENCLAW_PROFILE": "work"]).prefix(3) == ["/.openclaw", "/.openclaw-work", "/.clawdbot"])
        for name in ["default", "Default", "../x", "-x", ""] {
            #expect(discover(["OPENCLAW_PROFILE": name]).prefix(2) == ["/.openclaw", "/.openclaw-work"], "\(name)")
        }
    }

    @Test func `variables of earlier names add a place`() {
        let found = discover(["CLAWDBOT_STATE_DIR": "~/old", "MOLTBOT_STATE_DIR": "~/.moltbot"])
        #expect(found == ["/.openclaw", "/.clawdbot", "/.moltbot", "/.moldbot", "/old"])
    }

    @Test func `an earlier name that is a link to the present one is the same home`() throws {
        try home.write("\(".openclaw")/agents/main/sessions/s1.jsonl", Line.header() + Line.call("a1"))
        try FileManager.default.createSymbolicLink(
            atPath: "\(home.path)/.clawdbot", withDestinationPath: "\(home.path)/.openclaw")
        #expect(discover([:]) == ["/.openclaw", "/.moltbot", "/.moldbot"])
    }

    @Test func `several homes are read side by side`() async throws {
        try home.write("\(".openclaw")/agents/main/sessions/s1.jsonl", Line.header("s1") + Line.call("a1"))
        try home.write(
            "\(".openclaw-work")/agents/main/sessions/s2.jsonl", Line.header("s2") + Line.call("b1", minute: 2))
        try home.write("\(".moltbot")/agents/main/sessions/s3.jsonl", Line.header("s3") + Line.call("c1", minute: 3))
        // Copied when the home was moved: the same call.
        try home.write("\(".clawdbot")/agents/main/sessions/s1.jsonl", Line.header("s1") + Line.call("a1"))
        let desk = try Desk()
        let environment = SearchEnvironment(home: home.path, variables: [:])
        for source in SourceCatalog.discover(in: environment).sources { try await desk.read(source) }
        #expect(try await desk.totals().calls == 3)
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

    @Test func `a log of cron runs is recognised as part of its home`() async throws {
        try home.write("cron/runs/j1.jsonl", Run.line(session: "r1"))
        let findings = SourceCatalog.recognize(["\(home.path)/cron/runs/j1.jsonl"])
        let desk = try Desk()
        for source in findings.sources { try await desk.read(source) }
        #expect(try await desk.totals().calls == 1)
        #expect(findings.sources.first?.id.place.hasSuffix(String(home.path.suffix(36))) == true)
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
