// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A part of a page with a heading of its own.
struct Panel {
    let content: Markup

    /// - Parameters:
    ///   - id: Names the part for tests and for the page's script.
    ///   - detail: A few words or links beside the heading.
    init(_ id: StaticString, _ title: String, detail: Markup = .empty, @MarkupBuilder inside: () -> Markup) {
        let inside = inside()
        content = tag("section", .cssClass("card panel"), .section(id), Attribute("aria-label", title)) {
            tag("header") {
                tag("h2") { title }
                if !detail.isEmpty { tag("p", .cssClass("detail")) { detail } }
            }
            inside
        }
    }
}

/// One large figure with a few words below it.
func tile(_ title: String, figure: StaticString, _ value: Markup, @MarkupBuilder detail: () -> Markup) -> Markup {
    let detail = detail()
    return tag("article", .cssClass("card tile")) {
        tag("h2") { title }
        tag("p", .cssClass("value"), .figure(figure)) { value }
        tag("p", .cssClass("detail")) { detail }
    }
}
