// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What waking up costs: by day and agent.
struct HeartbeatPanel {
    let model: CronModel
    let usage: HeartbeatUsage
    let state: PageState

    var content: Markup {
        Panel("heartbeats", "Heartbeats") {
            if usage.totals.wakes == 0 {
                nothing
            } else {
                HeartbeatChart(model: model, usage: usage, state: state).content
                agents
                for note in usage.notes { tag("p", .cssClass("detail")) { CodeText.markup(note) } }
            }
        }.content
    }

    private var agents: Markup {
        let view = ReportTableView(
            table: table, clock: PageClock(zone: state.zone, now: state.now),
            columns: ["agent", "wakes", "wakes_per_day", "calls", "total_tokens", "cost_per_wake", "per_day", "cost"],
            narrow: ["agent", "cost_per_wake", "cost"],
            link: { key, row in
                guard key == "agent", case .name(let name?)? = row.cells.first else { return nil }
                return state.adding(PageState.Filter(dimension: .agent, value: name))
            })
        return tag("h3") { "By agent" } + view.content
    }

    /// The report's agents, and what each comes to on a day.
    private var table: ReportTable {
        var table = usage.document().tables.first { $0.key == "agents" } ?? ReportTable("agents", [], [String]())
        if let place = table.index(of: "agent") {
            table.columns[place].title = "Agent"
            table.columns[place].isKey = true
        }
        table.columns += [
            ReportColumn("per_day", "Per day", .money), ReportColumn("wakes_per_day", "Wakes a day", .number),
        ]
        for (row, agent) in usage.byAgent.enumerated() where table.rows.indices.contains(row) {
            let burn = agent.burn
            let known = burn.sums.knownAmount
            let days = model.dayCount
            table.rows[row].cells += [
                .money(known.map { Money(nanodollars: $0.nanodollars / days) }),
                .hundredths(Int64(clamping: Int128(burn.wakes) * 100 / Int128(days))),
            ]
        }
        return table
    }

    private var nothing: Markup {
        tag("div", .cssClass("nothing")) {
            tag("p") { "No heartbeat woke an agent in these days." }
            tag("p", .cssClass("detail")) {
                CodeText.markup(
                    "Calls count as a heartbeat's where the session's key, the transcript or the gateway says so. OpenClaw wakes agents"
                        + " every `agents.defaults.heartbeat.every` of its configuration; `mctl doctor` says what was read."
                )
            }
        }
    }
}
