// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Hummingbird
import HummingbirdTesting
import MissionCore
import MissionTesting
import Testing

/// `docs/push.md` says what is true.
@Suite struct PushDocumentTests {
    private struct Example {
        var info: String
        var body: String
    }

    private func document() throws -> String {
        var folder = URL(filePath: #filePath)
        for _ in 0..<4 { folder.deleteLastPathComponent() }
        return try String(contentsOf: folder.appending(path: "docs/push.md"), encoding: .utf8)
    }

    /// The fenced parts that name a format: `json`, or `ndjson` and where it is sent to.
    private func examples() throws -> [Example] {
        let parts = try document().components(separatedBy: "```")
        return parts.enumerated().compactMap { index, part in
            guard index % 2 == 1, let end = part.firstIndex(of: "\n") else { return nil }
            let info = String(part[..<end])
            return info.contains("json") ? Example(info: info, body: String(part[end...])) : nil
        }
    }

    @Test func `every example is taken as it stands`() async throws {
        let examples = try examples()
        #expect(examples.count == 4)
        try await Served().application.test(.router) { client in
            for example in examples {
                let words = example.info.split(separator: " ")
                let path = words.count > 1 ? words[1] : "events"
                let type = words.first == "json" ? "application/json" : "application/x-ndjson"
                let response = try await client.execute(
                    uri: "/api/v1/\(path)", method: .post, headers: [.contentType: type],
                    body: ByteBuffer(string: example.body)
                ) { $0 }
                #expect(response.status == .ok, "\(example.info): \(response.text)")
                let lines = words.first == "json" ? 1 : example.body.split(separator: "\n").count
                #expect(response.json?["accepted"] == .integer(Int64(lines)))
                #expect(response.json?["rejected_count"] == 0)
            }
        }
    }

    @Test func `every word that a field takes is named`() throws {
        let text = try document()
        let words = CallStatus.allCases.map(\.rawValue) + SessionKind.allCases.map(\.rawValue)
        for word in words where word != "unattributed" {
            #expect(text.contains("`\(word)`"), "\(word)")
        }
    }
}
