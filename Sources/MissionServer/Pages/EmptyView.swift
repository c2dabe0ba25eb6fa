// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// A page of a ledger without any call.
struct EmptyPage {
    let context: PageContext
    let title: String

    func content(_ state: PageState) async throws -> PageContent {
        let health = await context.health()
        let sources = try await SourceHealth.load(health, from: context.reader, now: state.now)
        let gateways = try await GatewayCard.load(
            await context.keeper?.gateways() ?? [], from: context.reader, now: state.now)
        return PageContent(title) {
            EmptyView(health: health, missing: SourceNotes.missing(health, sources)).content
            GatewaySection(gateways: gateways, clock: PageClock(zone: state.zone, now: state.now)).content
        }
    }
}

/// What is wrong with sources, in sentences.
enum SourceNotes {
    /// Stores that exist and of which nothing is in the figures. What could not be read is told in its own words.
    static func missing(_ health: HealthReport, _ sources: SourceHealth) -> [String] {
        let told = Set(health.problems.map(\.description))
        return sources.findings.filter { $0.severity == .error && !told.contains($0.message) }.map { finding in
            [finding.message, finding.advice].compactMap(\.self).joined(separator: " ")
        }
    }
}

/// What the page says before there is any call: where was looked, what is wrong, what to do.
struct EmptyView {
    let health: HealthReport
    /// Stores that should hold calls and yield none.
    let missing: [String]

    var content: Markup {
        tag("section", .cssClass("card empty"), .section("empty")) {
            tag("h2") { "No calls yet" }
            tag("p") {
                "Mission Control reads what agents leave behind on this computer, and has found no model call so far."
            }
            for sentence in missing {
                tag("p", .cssClass("failed")) { CodeText.markup(sentence) }
            }
            places
            problems
            tag("h3") { "What to do" }
            tag("ul") {
                tag("li") { "Let an agent answer once: its call appears here by itself." }
                tag("li") {
                    CodeText.markup(
                        "If your agents keep their files elsewhere, start it with that folder: `mctl serve PATH`.")
                }
                tag("li") {
                    CodeText.markup(
                        "If there should be calls, `mctl doctor` says what was found and why it does not count.")
                }
            }
        }
    }

    @MarkupBuilder private var places: Markup {
        if !health.sources.isEmpty {
            tag("h3") { "Where it looked" }
            tag("ul", .cssClass("places")) {
                for place in health.sources {
                    tag("li") {
                        tag("code") { place.source.place }
                        tag("span", .cssClass("detail")) { "\(place.source.kind), \(state(place))" }
                    }
                }
            }
        }
    }

    @MarkupBuilder private var problems: Markup {
        if !health.problems.isEmpty {
            tag("h3") { "What could not be read" }
            tag("ul", .cssClass("places")) {
                for problem in health.problems {
                    tag("li") {
                        tag("code") { problem.path }
                        tag("span", .cssClass("detail failed")) { problem.reason }
                    }
                }
            }
        }
    }

    private func state(_ place: HealthSource) -> String {
        if !place.exists { return "does not exist" }
        return switch place.items {
        case 0: "nothing in it"
        case 1: "one file without a call"
        default: "\(place.items) files without a call"
        }
    }
}
