// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Who is told: each channel without its secrets, and a button that tries it.
struct ChannelSection {
    let channels: [JSONValue]

    var content: Markup {
        Panel("channels", "Channels") {
            if channels.isEmpty {
                tag("p", .cssClass("detail")) {
                    "Nobody is told yet: alerts are only shown here. Telegram, e-mail, a webhook, Slack, Discord and ntfy"
                    " can be told; secrets come from files, so a channel is added by a command:"
                }
            }
            tag("ul", .cssClass("rows")) {
                for channel in channels { row(channel) }
            }
            tag("p", .cssClass("detail")) {
                CodeText.markup(
                    channels.isEmpty
                        ? "`mctl alerts channel add ntfy phone --url https://ntfy.sh/TOPIC`"
                        : "Add one: `mctl alerts channel add KIND NAME`. Remove one: `mctl alerts channel remove NAME`."
                )
            }
        }.content
    }

    private func row(_ channel: JSONValue) -> Markup {
        let name = channel["name"]?.text ?? ""
        return tag("li", Attribute("id", "channel-\(PageState.encoded(name))")) {
            tag("div", .cssClass("what")) {
                tag("p", .cssClass("message")) { tag("b") { name } }
                tag("p", .cssClass("detail")) { facts(channel).joined(separator: " · ") }
            }
            tag("div", .cssClass("acts")) {
                SendForm(
                    .post, "/api/v1/alerts/channels/\(PageState.encoded(name))/test", style: "send line",
                    done: "A test message was taken.", button: "Test", about: name
                ).content
            }
        }
    }

    private func facts(_ channel: JSONValue) -> [String] {
        let only = channel["only"]?.elements.compactMap(\.text) ?? []
        return [
            channel["kind"]?.text, channel["url"]?.text ?? channel["host"]?.text,
            channel["minimum_severity"]?.text == "critical" ? "critical only" : nil,
            channel["tells_resolved"]?.flag == false ? "not when it is over" : nil,
            only.isEmpty ? nil : "only \(only.joined(separator: ", "))",
        ].compactMap(\.self)
    }
}
