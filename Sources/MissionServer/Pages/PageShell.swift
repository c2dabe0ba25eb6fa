// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// The page around the overview: what does not change while it is open.
struct PageShell {
    let view: OverviewView

    var document: Markup {
        .document(
            tag("html", Attribute("lang", "en")) {
                head
                tag("body") {
                    tag("a", .cssClass("skip"), Attribute("href", "#overview")) { "Skip to the figures" }
                    header
                    tag("main", .id("overview"), Attribute("data-zone", view.overview.zone.name)) { view.content }
                    footer
                }
            })
    }

    private var head: Markup {
        tag("head") {
            voidTag("meta", Attribute("charset", "utf-8"))
            voidTag(
                "meta", Attribute("name", "viewport"),
                Attribute("content", "width=device-width, initial-scale=1, viewport-fit=cover"))
            voidTag("meta", Attribute("name", "color-scheme"), Attribute("content", "light dark"))
            tag("title") { "Mission Control" }
            voidTag(
                "link", Attribute("rel", "icon"), Attribute("type", "image/svg+xml"),
                Attribute("href", "/assets/icon.svg"))
            voidTag("link", Attribute("rel", "stylesheet"), Attribute("href", "/assets/dashboard.css"))
            tag("script", Attribute("src", "/assets/dashboard.js"), Attribute("defer"))
        }
    }

    private var header: Markup {
        tag("header", .cssClass("bar")) {
            tag("h1") {
                voidTag(
                    "img", Attribute("src", "/assets/icon.svg"), Attribute("alt", ""), Attribute("width", "24"),
                    Attribute("height", "24"))
                "Mission Control"
            }
            // Without the script the page stays as it is, and says as of when.
            tag("p", .id("live-state"), Attribute("role", "status"), Attribute("data-state", "still")) {
                "As of \(view.clock.ofDay(view.overview.now))"
            }
        }
    }

    private var footer: Markup {
        tag("footer") {
            tag("p") { "Nothing on this page leaves this computer." }
            tag("nav", Attribute("aria-label", "For programs")) {
                tag("a", Attribute("href", "/api/v1/reports")) { "Reports" }
                tag("a", Attribute("href", "/api/v1/reports/daily?format=csv")) { "Days as CSV" }
                tag("a", Attribute("href", "/api/costs")) { "Costs as JSON" }
                tag("a", Attribute("href", "/readyz")) { "Health" }
            }
        }
    }
}
