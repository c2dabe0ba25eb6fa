// Mission Control
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import MissionCore
import Testing

@testable import mctl

/// The shorter way to the line that prompts wait for.
struct StatuslineTests {
    @Test(arguments: [
        [], ["--no-ingest"], ["--json", "--data-dir", "/a"], ["-j"], ["--data-dir", "/b", "--no-ingest"],
    ])
    func `plain options mean what they mean to every command`(options: [String]) throws {
        let plain = try #require(Statusline.plain(["statusline"] + options))
        let parsed = try #require(try Mctl.parseAsRoot(["statusline"] + options) as? Statusline)
        #expect(plain.noIngest == parsed.noIngest && plain.global.json == parsed.global.json)
        #expect(plain.global.dataDirectory == parsed.global.dataDirectory)
        #expect(plain.global.ledgerAddress == parsed.global.ledgerAddress)
        #expect(plain.global.zoneName == parsed.global.zoneName)
        #expect(plain.limits.limits == parsed.limits.limits)
    }

    @Test(arguments: [
        [], ["status"], ["statusline", "--help"], ["statusline", "extra"], ["statusline", "--data-dir"],
        ["statusline", "--data-dir", "--json"], ["statusline", "--tz", "UTC"], ["statusline", "--token-limit", "5"],
        ["--json", "statusline"], ["statusline", "--data-dir", "/a", "--data-dir", "/b"],
        ["statusline", "--data-dir=/a"],
    ])
    func `everything else is left to the parser`(arguments: [String]) {
        #expect(Statusline.plain(arguments) == nil)
    }
}
