// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Every place that was looked at, what is to be said about them, and what could not be understood.
struct SetupSources {
    let model: SetupModel
    let clock: PageClock

    /// What matters most comes first; the rest is folded away.
    private static let maximumFindings = 6

    var content: Markup {
        findings + sources + rejected
    }

    private var findings: Markup {
        let told = Set(model.sources.findings.map(\.message))
        let problems = model.health.problems.filter { !told.contains("\($0)") }
        return Panel("findings", "What to know") {
            if model.sources.findings.isEmpty, problems.isEmpty {
                tag("p", .cssClass("status good")) { Icon.check.content + Markup("Everything that was found is read") }
            }
            let lines =
                model.sources.findings.map { line($0.severity, $0.message, $0.advice) }
                + problems.map { line($0.isNotice ? .note : .warning, "\($0).", $0.advice) }
            list(lines.prefix(Self.maximumFindings))
            if lines.count > Self.maximumFindings {
                tag("details") {
                    tag("summary") { "\(lines.count - Self.maximumFindings) more" }
                    list(lines.dropFirst(Self.maximumFindings))
                }
            }
        }.content
    }

    private func list(_ lines: ArraySlice<Markup>) -> Markup {
        tag("ul", .cssClass("findings")) {
            for line in lines { line }
        }
    }

    private func line(_ severity: HealthFinding.Severity, _ message: String, _ advice: String?) -> Markup {
        tag("li") {
            switch severity {
            case .error: tag("span", .cssClass("status failed")) { Icon.failed.content + Markup("Error") }
            case .warning: tag("span", .cssClass("status caution")) { Icon.warning.content + Markup("Warning") }
            case .note: tag("span", .cssClass("status")) { Icon.bulb.content + Markup("Note") }
            }
            tag("div") {
                tag("p") { CodeText.markup(message) }
                if let advice { tag("p", .cssClass("detail")) { CodeText.markup(advice) } }
            }
        }
    }

    private var sources: Markup {
        let found = model.sources.lines.filter { $0.look.exists || $0.state != nil }
        let missing = model.sources.lines.filter { !$0.look.exists && $0.state == nil }
        return Panel("sources", "Sources", detail: tag("a", Attribute("href", "/api/v1/sources")) { "JSON" }) {
            if found.isEmpty, model.sources.others.isEmpty {
                tag("p", .cssClass("detail")) {
                    CodeText.markup(
                        "No agent was found on this computer. If yours keep their files elsewhere: `mctl serve PATH`.")
                }
            } else {
                tag("div", .cssClass("scroll")) {
                    DataTable(
                        columns: [
                            .name("Place"), .text("Kind").wide, .text("State"), .number("Files").wide, .number("Calls"),
                            .number("Newest call").wide, .number("Rejected").wide,
                        ],
                        rows: found.map(row) + model.sources.others.map(row)
                    ).content
                }
            }
            if !missing.isEmpty {
                tag("details") {
                    tag("summary") {
                        missing.count == 1
                            ? "1 place that does not exist" : "\(missing.count) places that do not exist"
                    }
                    tag("ul", .cssClass("places")) {
                        for line in missing {
                            tag("li") {
                                tag("code") { line.look.source.place }
                                tag("span", .cssClass("detail")) { line.look.source.kind }
                            }
                        }
                    }
                }
            }
        }.content
    }

    private func row(_ line: SourceHealth.Line) -> [Markup] {
        let state = line.state
        return [
            place(line.look.source), Markup(line.look.source.kind), word(line),
            Markup(Int64(line.look.items).groupedString), state.map(calls) ?? Markup("0"),
            line.newestCall.map(clock.time) ?? Markup("–"), Markup(Int64(state?.rejections ?? 0).groupedString),
        ]
    }

    /// One that the ledger knows and that was not looked at: pushed, or of another run.
    private func row(_ state: SourceState) -> [Markup] {
        [
            place(state.source), Markup(state.source.kind),
            tag("span", .cssClass("status")) { Icon.clock.content + Markup("Not looked at") },
            Markup(Int64(state.items).groupedString), calls(state), state.newestEvent.map(clock.time) ?? Markup("–"),
            Markup(Int64(state.rejections).groupedString),
        ]
    }

    private func place(_ source: SourceID) -> Markup {
        tag("code", Attribute("title", source.place)) { source.place }
    }

    private func calls(_ state: SourceState) -> Markup {
        state.events.map { Markup($0.groupedString) }
            ?? tag("span", .cssClass("unknown"), Attribute("title", "Read before this was counted")) { "–" }
    }

    private func word(_ line: SourceHealth.Line) -> Markup {
        if !line.look.exists { return tag("span", .cssClass("status")) { Icon.cross.content + Markup("Gone") } }
        return switch line.findings.map(\.severity).max() {
        case .error: tag("span", .cssClass("status failed")) { Icon.failed.content + Markup("Not read") }
        case .warning: tag("span", .cssClass("status caution")) { Icon.warning.content + Markup("Look above") }
        case .note, nil: tag("span", .cssClass("status good")) { Icon.check.content + Markup("Read") }
        }
    }

    @MarkupBuilder private var rejected: Markup {
        if !model.rejected.isEmpty {
            Panel("rejected", "Not understood", detail: tag("a", Attribute("href", "/api/v1/rejections")) { "JSON" }) {
                tag("div", .cssClass("scroll")) {
                    DataTable(
                        columns: [.name("Place"), .text("Reason"), .number("Inputs")],
                        rows: model.rejected.prefix(SetupModel.maximumRows).map { rejected in
                            [
                                tag("code", Attribute("title", rejected.input.place)) { rejected.input.place },
                                Markup(rejected.input.reason.explanation), Markup("\(rejected.count)"),
                            ]
                        }
                    ).content
                }
                tag("p", .cssClass("detail")) {
                    "What these inputs say is in no figure. Of each only its place is kept."
                }
            }.content
        }
    }
}
