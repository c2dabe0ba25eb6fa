// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import Testing

@Suite struct `Session keys` {
    @Test(arguments: [
        ("agent:main:main", SessionKind.chat), ("agent:main:main:heartbeat", .heartbeat),
        ("agent:main:cron:job1:heartbeat:heartbeat", .heartbeat), ("agent:main:cron:j1:run:22222222", .cron),
        ("agent:main:cron:j1", .cron), ("agent:main:subagent:abc", .subagent),
        ("agent:main:subagent:abc:subagent:def", .subagent), ("agent:main:acp:xyz", .acp),
        ("agent:main:hook:123", .hook),
        ("hook:123", .hook), ("agent:main:explicit:model-run-123", .probe), ("agent:main:direct:peer", .chat),
        ("agent:main:telegram:direct:123", .chat), ("agent:main:telegram:acc:direct:123", .chat),
        ("agent:main:whatsapp:dm:123", .chat), ("agent:main:discord:channel:42", .group),
        ("agent:main:slack:group:42:topic:7", .group), ("agent:main:matrix:room:42:thread:9", .group),
        ("agent:main:dashboard:1", .api), ("agent:main:tui-1", .api), ("agent:main:openai:x", .api),
        ("agent:main:openresponses:x", .api), ("agent:main:incognito-9", .api),
        ("agent:main:33333333-3333-4333-8333-333333333333", .unattributed), ("global", .unattributed),
        ("unknown", .unattributed), ("", .unattributed), ("agent:", .unattributed), ("agent:main", .unattributed),
        ("::::", .unattributed), ("AGENT:MAIN:MAIN", .chat),
    ])
    func `a key says what its session is for`(key: String, kind: SessionKind) {
        #expect(SessionKey(key).kind == kind)
    }

    @Test func `a key says whose session it is, through what, and for which job`() {
        let cron = SessionKey("agent:Ops:cron:nightly:run:1")
        #expect((cron.agent, cron.cronJob, cron.channel) == ("ops", "nightly", nil))
        let chat = SessionKey("agent:main:telegram:direct:123")
        #expect((chat.agent, chat.cronJob, chat.channel) == ("main", nil, "telegram"))
        #expect(SessionKey("global").agent == nil)
    }

    @Test func `subagents tell how deep they are`() {
        #expect(SessionKey("agent:main:subagent:a:subagent:b").depth == 2)
        #expect(SessionKey("agent:main:main").depth == 0)
    }

    @Test func `a heartbeat tells whose it is`() {
        #expect(SessionKey("agent:main:main:heartbeat:heartbeat").base == "agent:main:main")
        #expect(SessionKey("agent:main:main").base == nil)
    }
}
