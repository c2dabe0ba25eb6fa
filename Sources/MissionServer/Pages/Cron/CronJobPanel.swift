// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Scheduled jobs, most expensive first, each with its last runs; below them those that did not run.
struct CronJobPanel {
    let model: CronModel
    let state: PageState

    private var clock: PageClock { PageClock(zone: state.zone, now: state.now) }

    var content: Markup {
        Panel("jobs", "Cron jobs", detail: all) {
            if model.usage.jobs.isEmpty, model.idle.isEmpty { nothing } else { jobs }
            idle
        }.content
    }

    /// Back from one job to all of them.
    @MarkupBuilder private var all: Markup {
        if !model.chosen.isEmpty {
            let href = state.filters.filter { $0.dimension == .cron }.reduce(state) { state, filter in
                var state = state
                state.filters.removeAll { $0 == filter }
                return state
            }.setting("after", nil)
            tag("a", .href(href)) { "All jobs" }
        }
    }

    @MarkupBuilder private var jobs: Markup {
        if model.usage.jobs.isEmpty {
            tag("p", .cssClass("detail")) { "No job ran in these days." }
        } else {
            let (strips, table) = (strips, table)
            ReportTableView(
                table: table, clock: clock,
                columns: [
                    "job", "agent", "enabled", "last_run_at", "next_run", "runs", "failed_runs", "cost_per_run",
                    "known_cost",
                ], narrow: ["job", "failed_runs", "known_cost"],
                link: { key, row in key == "job" ? href(row, table) : nil },
                drawings: [
                    .init(title: "Last \(RunStrip.most) runs") { row in
                        Self.place(row, table).flatMap { strips[$0] } ?? .empty
                    }
                ]
            ).content
            for note in model.usage.notes { tag("p", .cssClass("detail")) { CodeText.markup(note) } }
        }
    }

    /// The report's jobs, and when each runs next.
    private var table: ReportTable {
        var table = model.usage.document().tables.first { $0.key == "jobs" } ?? ReportTable("jobs", [], [String]())
        if let place = table.index(of: "enabled") {
            table.columns[place].title = "State"
            for row in table.rows.indices {
                table.rows[row].cells[place] = Self.word(table.rows[row].cells[place])
            }
        }
        table.columns.append(ReportColumn("next_run", "Next run", .time))
        table.totals?.append(.blank)
        let jobs = Dictionary(model.usage.jobs.map { ([$0.agent, $0.id], $0) }) { first, _ in first }
        for row in table.rows.indices {
            let facts = Self.place(table.rows[row], table).flatMap { jobs[$0]?.facts }
            table.rows[row].cells.append(nextRun(facts))
        }
        return table
    }

    /// Without another choice, days are those of the computer that serves, which is mostly the one that runs the jobs.
    private var machine: Zone? { state.hasZone ? nil : state.zone }

    private func nextRun(_ facts: CronJobFacts?) -> ReportCell {
        if facts?.isEnabled == false { return .blank }
        return facts?.nextRun(after: state.now, machine: machine).map(ReportCell.moment) ?? .unknown
    }

    private static func word(_ cell: ReportCell) -> ReportCell {
        switch cell {
        case .flag(let isOn): .text(isOn ? "on" : "off")
        default: .unknown
        }
    }

    /// The agent and the id of the job that a row is about.
    private static func place(_ row: ReportRow, _ table: ReportTable) -> [String]? {
        guard let agent = table.index(of: "agent"), let id = table.index(of: "cron"),
            case .name(let agent?) = row.cells[agent], case .name(let id?) = row.cells[id]
        else { return nil }
        return [agent, id]
    }

    /// The page with this job alone.
    private func href(_ row: ReportRow, _ table: ReportTable) -> String? {
        guard let id = Self.place(row, table)?.last else { return nil }
        var first = state
        first.parameters["after"] = nil
        return first.adding(PageState.Filter(dimension: .cron, value: id))
    }

    /// The last runs of each job as small bars.
    private var strips: [[String]: Markup] {
        let runs = model.runsByJob
        return model.usage.jobs.enumerated().reduce(into: [:]) { strips, job in
            let (place, name) = ([job.element.agent, job.element.id], job.element.name ?? job.element.id)
            let strip = RunStrip(
                runs[place] ?? [], name: name, zone: state.zone, id: "runs-\(job.offset)", height: 24)
            strips[place] = Markup(chart: strip.svg)
        }
    }

    @MarkupBuilder private var idle: Markup {
        if !model.idle.isEmpty {
            tag("h3") { "Did not run in these days" }
            tag("div", .cssClass("scroll")) {
                DataTable(
                    columns: [
                        .name("Cron job"), .text("Agent"), .text("State"), .text("Runs").wide,
                        .text("Next run").wide,
                    ],
                    rows: model.idle.prefix(100).map { job in
                        [
                            Markup(job.name ?? job.id), Markup(job.agent),
                            Markup(job.isEnabled.map { $0 ? "on" : "off" } ?? "–"),
                            Markup(job.schedule?.words(in: state.zone) ?? "–"),
                            job.nextRun(after: state.now, machine: machine).map(clock.time) ?? Markup("–"),
                        ]
                    }
                ).content
            }
        }
    }

    private var nothing: Markup {
        tag("div", .cssClass("nothing")) {
            tag("p") {
                model.chosen.isEmpty ? "No cron jobs." : "No run of this job in these days, and no such job is known."
            }
            tag("p", .cssClass("detail")) {
                CodeText.markup(
                    "Mission Control looks for jobs and their runs in OpenClaw's own files (`cron/jobs.json`, `cron/runs`) and"
                        + " databases, and for calls that a job made. `openclaw cron add` makes a job; `mctl doctor` says what was"
                        + " read.")
            }
        }
    }
}
