// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting
import Testing

/// `mctl alerts channel` and `mctl alerts test`, as a person runs them; verify-channels sends to real listeners.
@Suite(.ownThreads) struct `mctl alerts channel` {
    private let bench = CommandBench()

    private func add(_ arguments: String..., input: String = "") async throws -> CommandBench.Outcome {
        try await bench.run(["alerts", "channel", "add"] + arguments, input: input)
    }

    @Test func `adds, lists and removes a channel without telling its secret`() async throws {
        let added = try await add(
            "telegram", "phone", "--token-file", "-", "--chat=-100", "--severity", "critical", "--only", "daily,weekly",
            "--no-resolved", input: "123:Geheim\n")
        #expect(added.status == 0 && added.output == "Added phone (telegram).\n`mctl alerts test phone` tries it.\n")
        let list = try await bench.run("alerts", "channel", "list", "--json")
        let channel = try #require(JSONValue(parsing: Data(list.output.utf8))?["channels"]?.elements.first)
        #expect(channel["token"] == "set" && channel["chat"] == "-100" && channel["only"] == ["daily", "weekly"])
        #expect(channel["minimum_severity"] == "critical" && channel["tells_resolved"] == false)
        let table = try await bench.run("alerts", "channel")
        #expect(table.output.contains("daily, weekly") && table.output.contains("chat -100"))
        #expect(!(added.output + list.output + table.output).contains("Geheim"))
        let path = "\(bench.folder)/data/channels.json"
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
        #expect(try await bench.run("alerts", "channel", "remove", "phone").status == 0)
        #expect(try !String(contentsOfFile: path, encoding: .utf8).contains("Geheim"))
    }

    @Test func `a webhook's secret is made and shown once`() async throws {
        let added = try await add("webhook", "hook", "--url", "https://example.org/x", "--json")
        let answer = try #require(JSONValue(parsing: Data(added.output.utf8)))
        #expect(answer["secret"]?.text?.hasPrefix("whsec_") == true && answer["secrets"] == "1 set")
        let list = try await bench.run("alerts", "channel", "list", "--json")
        #expect(!list.output.contains("whsec_") && !list.output.contains("example.org/x"))
    }

    @Test func `mistakes have the exit codes of other commands`() async throws {
        _ = try await add("ntfy", "a", "--url", "https://ntfy.sh/x")
        #expect(try await add("ntfy", "a", "--url", "https://ntfy.sh/y").status == 64)
        #expect(try await add("ntfy", "a", "--url", "https://ntfy.sh/y", "--replace").status == 0)
        #expect(try await add("ntfy", "b").status == 64)
        #expect(try await add("slack", "b", "--url-file", "\(bench.folder)/nowhere").status == 78)
        #expect(try await bench.run("alerts", "channel", "remove", "b").status == 66)
        #expect(try await bench.run("alerts", "test", "b").status == 66)
    }

    @Test func `a test that does not arrive says why`() async throws {
        _ = try await add(
            "slack", "s", "--allow-private", "--url-file", "-", input: "http://127.0.0.1:1/services/T/B/Geheim\n")
        let done = try await bench.run("alerts", "test", "s", "--json")
        let answer = try #require(JSONValue(parsing: Data(done.output.utf8)))
        #expect(done.status == 69 && answer["outcome"] == "postponed")
        #expect(done.message.contains("connection refused") && !done.message.contains("Geheim"))
    }
}
