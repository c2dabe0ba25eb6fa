// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import Testing

@testable import MissionDelivery

@Suite struct `Settings of channels` {
    private static let secret = "whsec_" + Data(repeating: 7, count: 24).base64EncodedString()
    private static let examples: [JSONValue] = [
        ["kind": "telegram", "token": "123:Geheim", "chat": "-100", "thread": 5],
        [
            "kind": "telegram", "token": "123:Geheim", "chat": "@costs", "api": "http://bots.lan/x/",
            "allow_private": true,
        ],
        [
            "kind": "email", "host": "mail.example.org", "from": "a@example.org",
            "to": ["b@example.org", "ü@example.org"],
        ],
        [
            "kind": "email", "host": "::1", "port": 2525, "security": "none", "allow_plain": true,
            "allow_private": true,
            "from": "a@b", "to": ["c@d"], "user": "me", "password": "Geheim", "ca_file": "/etc/ca.pem",
        ],
        ["kind": "webhook", "url": "https://example.org/Geheim", "secrets": [.string(secret), .string(secret)]],
        ["kind": "slack", "url": "https://hooks.slack.com/services/T/B/Geheim", "minimum_severity": "critical"],
        ["kind": "discord", "url": "https://discord.com/api/webhooks/1/Geheim", "tells_resolved": false],
        ["kind": "ntfy", "url": "https://ntfy.sh/Geheim", "token": "tk_Geheim", "only": ["daily", "weekly"]],
    ]

    @Test(arguments: examples)
    func `are read as they are written`(json: JSONValue) throws {
        let settings = try ChannelSettings.of(json)
        #expect(try ChannelSettings(settings.json, key: "again") == settings)
        var list = ChannelList()
        list.set(settings)
        #expect(try ChannelList(list.json) == list)
    }

    @Test(arguments: examples)
    func `are shown without secrets`(json: JSONValue) throws {
        let settings = try ChannelSettings.of(json)
        var dumped = ""
        dump(settings, to: &dumped)
        for text in [
            settings.publicJSON.text(), settings.description, settings.kind.destination, "\(settings)", dumped,
        ] {
            #expect(!text.contains("Geheim") && !text.contains(Self.secret), "\(text)")
        }
    }

    @Test(arguments: [
        (#"[]"#, "the file"), (#"{"chanels": []}"#, "the file.chanels"), (#"{"channels": 1}"#, "the file.channels"),
        (#"{"channels": [1]}"#, "channels[0]"), (#"{"channels": [{"name": "a"}]}"#, "channels[0].kind"),
        (#"{"channels": [{"name": "a", "kind": "fax"}]}"#, "channels[0].kind"),
        (#"{"channels": [{"name": "a b", "kind": "slack", "url": "https://a"}]}"#, "channels[0].name"),
        (#"{"channels": [{"name": "a", "kind": "slack", "url": "https://a", "x": 1}]}"#, "channels[0].x"),
        (#"{"channels": [{"name": "a", "kind": "slack", "url": "http://a"}]}"#, "channels[0].url"),
        (#"{"channels": [{"name": "a", "kind": "slack", "url": "https://10.0.0.1"}]}"#, "channels[0].url"),
        (#"{"channels": [{"name": "a", "kind": "slack"}]}"#, "channels[0].url"),
        (
            #"{"channels": [{"name": "a", "kind": "slack", "url": "https://a", "allow_private": "yes"}]}"#,
            "channels[0].allow_private"
        ),
        (
            #"{"channels": [{"name": "a", "kind": "slack", "url": "https://a", "minimum_severity": "low"}]}"#,
            "channels[0].minimum_severity"
        ),
        (
            #"{"channels": [{"name": "a", "kind": "slack", "url": "https://a", "tells_resolved": 1}]}"#,
            "channels[0].tells_resolved"
        ),
        (#"{"channels": [{"name": "a", "kind": "slack", "url": "https://a", "only": "x"}]}"#, "channels[0].only"),
        (
            #"{"channels": [{"name": "a", "kind": "slack", "url": "https://a"}, {"name": "a", "kind": "slack", "url": "https://b"}]}"#,
            "channels[1].name"
        ),
        (#"{"channels": [{"name": "a", "kind": "telegram", "token": "x/../y", "chat": "1"}]}"#, "channels[0].token"),
        (#"{"channels": [{"name": "a", "kind": "telegram", "token": "1:a", "chat": "me"}]}"#, "channels[0].chat"),
        (
            #"{"channels": [{"name": "a", "kind": "telegram", "token": "1:a", "chat": "1", "thread": 0}]}"#,
            "channels[0].thread"
        ),
        (
            #"{"channels": [{"name": "a", "kind": "telegram", "token": "1:a", "chat": "1", "api": "x"}]}"#,
            "channels[0].api"
        ),
        (
            #"{"channels": [{"name": "a", "kind": "telegram", "token": "1:a", "chat": "1", "api": "https://a/?b"}]}"#,
            "channels[0].api"
        ),
        (
            #"{"channels": [{"name": "a", "kind": "webhook", "url": "https://a", "secrets": []}]}"#,
            "channels[0].secrets"
        ),
        (
            #"{"channels": [{"name": "a", "kind": "webhook", "url": "https://a", "secrets": ["whsec_c2hvcnQ="]}]}"#,
            "channels[0].secrets"
        ),
        (#"{"channels": [{"name": "a", "kind": "ntfy", "url": "https://ntfy.sh/"}]}"#, "channels[0].url"),
        (#"{"channels": [{"name": "a", "kind": "ntfy", "url": "https://ntfy.sh/a/b"}]}"#, "channels[0].url"),
        (
            #"{"channels": [{"name": "a", "kind": "ntfy", "url": "https://ntfy.sh/a", "token": "a b"}]}"#,
            "channels[0].token"
        ),
        (
            #"{"channels": [{"name": "a", "kind": "email", "host": "a/b", "from": "a@b", "to": ["c@d"]}]}"#,
            "channels[0].host"
        ),
        (
            #"{"channels": [{"name": "a", "kind": "email", "host": "m", "from": "a", "to": ["c@d"]}]}"#,
            "channels[0].from"
        ),
        (#"{"channels": [{"name": "a", "kind": "email", "host": "m", "from": "a@b", "to": []}]}"#, "channels[0].to"),
        (
            #"{"channels": [{"name": "a", "kind": "email", "host": "m", "from": "a@b", "to": ["c@d"], "security": "none"}]}"#,
            "channels[0].security"
        ),
        (
            #"{"channels": [{"name": "a", "kind": "email", "host": "m", "from": "a@b", "to": ["c@d"], "port": 70000}]}"#,
            "channels[0].port"
        ),
        (
            #"{"channels": [{"name": "a", "kind": "email", "host": "m", "from": "a@b", "to": ["c@d"], "user": "u"}]}"#,
            "channels[0].password"
        ),
        (
            #"{"channels": [{"name": "a", "kind": "email", "host": "m", "from": "a@b", "to": ["c@d"], "user": "u\nv", "password": "p"}]}"#,
            "channels[0].user"
        ),
    ])
    func `with a mistake are told with its key`(text: String, key: String) throws {
        let json = try #require(JSONValue(parsing: Data(text.utf8)))
        let error = #expect(throws: SettingsError.self) { try ChannelList(json) }
        #expect(error?.key == key)
    }

    @Test func `have usual ports by their encryption`() throws {
        let ports = try ["starttls", "tls", "none"].map { security in
            let settings = try ChannelSettings.of([
                "kind": "email", "host": "m", "from": "a@b", "to": ["c@d"], "security": .string(security),
                "allow_plain": true,
            ])
            return settings.json["port"]
        }
        #expect(ports == [587, 465, 25])
    }
}
