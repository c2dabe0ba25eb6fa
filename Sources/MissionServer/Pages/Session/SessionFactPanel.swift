// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What is known about a conversation beside its figures, and where else to look.
struct SessionFactPanel {
    let model: SessionModel
    let state: PageState

    private var summary: SessionSummary { model.session }
    private var facts: SessionFacts { model.session.session }
    private var clock: PageClock { PageClock(zone: state.zone, now: state.now) }

    var content: Markup {
        Panel("facts", "About this session", detail: links) {
            tag("dl", .cssClass("facts")) {
                fact("Key") { tag("code") { facts.displayKey } }
                fact("Id") { tag("code") { facts.session.id } }
                fact("Agent") { link(.agent, facts.agentName) }
                fact("Kind") { link(.sessionKind, (facts.kind ?? .unattributed).rawValue) }
                if let job = facts.cronJob {
                    fact("Cron job") { jobLink(job) }
                }
                if let parent = facts.parentKey { fact("Started by") { session(parent) } }
                if let channel = facts.channel { fact("Channel") { link(.channel, channel) } }
                if let project = facts.project { fact("Project") { link(.project, project) } }
                fact(summary.models.count == 1 ? "Model" : "Models") { models }
                if let began = facts.startedAt { fact("Began") { clock.time(began) } }
                fact("First call") { clock.time(summary.firstCall) }
                fact("Last call") { clock.time(summary.lastCall) }
                if let context = facts.context { fact("Context") { gauge(context) } }
            }
            conversations
        }.content
    }

    private func fact(_ name: String, @MarkupBuilder _ value: () -> Markup) -> Markup {
        tag("dt") { name } + tag("dd") { value() }
    }

    /// The same calls elsewhere, over all time, because a conversation has no days of its own.
    private var whole: PageState {
        var whole = state
        (whole.range, whole.filters) = (.named(.all), [])
        return whole
    }

    @MarkupBuilder private var links: Markup {
        if let href = whole.on(
            PageEntry.breakdown.path, only: PageState.Filter(dimension: .session, value: model.name))
        {
            tag("a", .href(href)) { "Breakdown of this session" }
        }
    }

    private func link(_ dimension: MissionCore.Dimension, _ value: String) -> Markup {
        guard
            let href = state.on(PageEntry.sessions.path, only: PageState.Filter(dimension: dimension, value: value))
        else { return Markup(value) }
        return tag("a", .href(href)) { value }
    }

    private func jobLink(_ job: String) -> Markup {
        let name = model.jobName ?? job
        guard let href = state.on(PageEntry.cron.path, only: PageState.Filter(dimension: .cron, value: job)) else {
            return Markup(name)
        }
        return tag("a", .href(href)) { name }
    }

    private func session(_ key: String) -> Markup {
        guard let href = SessionLink.href(key, state) else { return Markup(key) }
        return tag("a", .href(href)) { key }
    }

    private var models: Markup {
        tag("ul") {
            for model in summary.models { tag("li") { NameText.markup(model) } }
        }
    }

    private func gauge(_ context: ContextGauge) -> Markup {
        let used = CountText.threeDigits(context.used)
        let of = context.limit.map { " of \(CountText.tokens($0))" } ?? " tokens"
        let percent = context.percent.map { ", \($0) %" } ?? ""
        return tag("span", .cssClass("number")) { "\(used)\(of)\(percent)" }
            + (context.limit.map { limit in
                Meter(hundredths: Int64(clamping: Int128(context.used) * 10_000 / Int128(max(1, limit)))).content
            } ?? .empty)
    }

    /// Where the name stands for several: each with its own page.
    @MarkupBuilder private var conversations: Markup {
        if model.conversations.count > 1 {
            let more = model.hasMoreConversations ? ", the most expensive of more" : ""
            tag("details") {
                tag("summary") { "\(Int64(model.conversations.count).groupedString) conversations of this name\(more)" }
                tag("div", .cssClass("scroll")) {
                    DataTable(
                        columns: [.name("Id"), .text("Last call"), .number("Calls"), .number("Cost")],
                        rows: model.conversations.map { one in
                            let id = one.session.session.id
                            let name = tag("code") { SessionNames.short(id) }
                            return [
                                SessionLink.href(id, state).map { href in tag("a", .href(href)) { name } } ?? name,
                                clock.time(one.lastCall), Markup(one.sums.calls.groupedString),
                                CostText.markup(one.sums),
                            ]
                        }
                    ).content
                }
            }
        }
    }
}
