// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird

/// What a browser is told when it asks for something that cannot be answered.
struct ProblemPage {
    let status: HTTPResponse.Status
    let title: String
    let detail: String

    var document: Markup {
        SmallPage.document(title: title) {
            tag("h1") { title }
            tag("p") { CodeText.markup(detail) }
            tag("p", .cssClass("detail")) { "Status \(status.code)" }
            tag("p") { tag("a", Attribute("href", "/")) { "To the dashboard" } }
        }
    }
}

/// A page of its own beside the dashboard: one card, complete without any script.
enum SmallPage {
    static func document(title: String, @MarkupBuilder content: () -> Markup) -> Markup {
        .document(
            tag("html", Attribute("lang", "en")) {
                tag("head") {
                    voidTag("meta", Attribute("charset", "utf-8"))
                    voidTag(
                        "meta", Attribute("name", "viewport"),
                        Attribute("content", "width=device-width, initial-scale=1"))
                    voidTag("meta", Attribute("name", "color-scheme"), Attribute("content", "light dark"))
                    tag("title") { "\(title) – Mission Control" }
                    voidTag(
                        "link", Attribute("rel", "icon"), Attribute("type", "image/svg+xml"),
                        Attribute("href", "/assets/icon.svg"))
                    voidTag("link", Attribute("rel", "stylesheet"), Attribute("href", "/assets/dashboard.css"))
                }
                tag("body", .cssClass("alone")) { tag("main", .cssClass("card")) { content() } }
            })
    }
}
