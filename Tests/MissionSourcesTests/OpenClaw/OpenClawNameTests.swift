// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import MissionSources

@Suite struct OpenClawNameTests {
    @Test(
        arguments: [
            ("abc.jsonl", "abc"), ("abc.jsonl.reset.2026-04-27T05-57-55.743Z", "abc"),
            ("abc.jsonl.deleted.2026-04-27T05-57-55.743Z", "abc"), ("abc.jsonl.bak-164503-4049482450652", "abc"),
            ("abc.jsonl.bak.1712", "abc"), ("abc.checkpoint.0d8f.jsonl", "abc"), ("abc-topic-42.jsonl", "abc"),
            ("abc.jsonl.full_backup", "abc"),
        ])
    func `every state of a transcript is read`(name: String, session: String) {
        let parsed = OpenClawTranscriptName(name)
        #expect(parsed.kind == .transcript)
        #expect(parsed.sessionID == session)
    }

    @Test(
        arguments: [
            "abc.jsonl.lock", "abc.trajectory.jsonl", "abc.trajectory-path.json", "sessions.json.backup", "notes.txt",
            "abc.jsonl.tmp",
        ])
    func `what holds no usage is left alone`(name: String) {
        #expect(OpenClawTranscriptName(name).kind == .other)
    }

    @Test func `a compressed archive is known for what it is`() {
        #expect(OpenClawTranscriptName("abc.jsonl.deleted.2026-04-27T05-57-55.743Z.zst").kind == .compressedTranscript)
    }

    @Test func `only the transcript that the agent goes on with is no archive`() {
        for name in ["abc.jsonl", "abc-topic-42.jsonl"] { #expect(!OpenClawTranscriptName(name).isArchive, "\(name)") }
        let archives = [
            "abc.jsonl.reset.2026-04-27T05-57-55.743Z", "abc.jsonl.bak.1712", "abc.checkpoint.0d8f.jsonl",
            "abc.jsonl.full_backup", "abc.jsonl.zst",
        ]
        for name in archives { #expect(OpenClawTranscriptName(name).isArchive, "\(name)") }
    }

    @Test func `the session store is known`() {
        #expect(OpenClawTranscriptName("sessions.json").kind == .sessionStore)
    }
}
