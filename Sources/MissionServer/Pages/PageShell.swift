// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// The page around what a page has inside: navigation, heading, choice of days, foot.
struct PageShell {
    let entry: PageEntry
    let state: PageState
    let content: PageContent
    /// The filters and the choice of days; none where there is nothing to choose.
    let tools: PageTools?
    /// What today cost so far, for the window's title; nil without any call.
    let today: KnownAmount?
    /// The token with which somebody has signed in; nil where nobody has to.
    var signedIn: String?

    var document: Markup {
        .document(
            tag("html", Attribute("lang", "en")) {
                head
                tag("body") {
                    tag("a", .cssClass("skip"), Attribute("href", "#page")) { "Skip to the figures" }
                    PageNavigation(entry: entry, state: state).rail
                    tag("div", .cssClass("frame")) {
                        header
                        tag("main", .id("page"), Attribute("data-zone", state.zone.name)) { content.main }
                        footer
                    }
                    PageNavigation(entry: entry, state: state).bar
                }
            })
    }

    /// Today's figure first, where a narrow tab shows it.
    private var title: String {
        let name = entry == .overview ? "Mission Control" : "\(content.title) · Mission Control"
        return today.map { "\($0.text()) today · \(name)" } ?? name
    }

    private var icon: String {
        guard let today, let money = today.money else { return "/assets/icon.svg" }
        return PageState.address("/icon.svg", [("text", IconFigure.text(money))])
    }

    private var head: Markup {
        tag("head") {
            voidTag("meta", Attribute("charset", "utf-8"))
            voidTag(
                "meta", Attribute("name", "viewport"),
                Attribute("content", "width=device-width, initial-scale=1, viewport-fit=cover"))
            voidTag("meta", Attribute("name", "color-scheme"), Attribute("content", "light dark"))
            tag("title") { title }
            voidTag(
                "link", .id("icon"), Attribute("rel", "icon"), Attribute("type", "image/svg+xml"), .href(icon))
            voidTag("link", Attribute("rel", "stylesheet"), Attribute("href", "/assets/dashboard.css"))
            tag("script", Attribute("src", "/assets/dashboard.js"), Attribute("defer"))
        }
    }

    private var header: Markup {
        tag("header", .cssClass("bar"), .id("bar")) {
            tag("h1") { content.title }
            // Without the script the page stays as it is, and says as of when.
            tag("p", .id("live-state"), Attribute("role", "status"), Attribute("data-state", "still")) {
                "As of \(PageClock(zone: state.zone, now: state.now).ofDay(state.now))"
            }
            if let tools { tools.content }
        }
    }

    private var footer: Markup {
        tag("footer") {
            tag("p") { "Days and times in \(state.zone.name)." }
            if let signedIn {
                tag("form", .cssClass("line"), Attribute("method", "post"), .action("/logout")) {
                    tag("span") { "Signed in with “\(signedIn)”" }
                    tag("button", Attribute("type", "submit")) { "Sign out" }
                }
            }
            tag("nav", .id("formats"), Attribute("aria-label", "For programs")) {
                if let report = content.report {
                    tag("a", .href(state.report(report.id, "csv", report.parameters))) { "CSV" }
                    tag("a", .href(state.report(report.id, "json", report.parameters))) { "JSON" }
                    tag("a", .href(state.report(report.id, "md", report.parameters))) { "Markdown" }
                    tag("a", .href(state.printed(report.id, report.parameters))) { "PDF" }
                }
                tag("a", Attribute("href", "/api/v1/reports")) { "All reports" }
                tag("a", Attribute("href", "/readyz")) { "Readiness" }
            }
        }
    }
}
