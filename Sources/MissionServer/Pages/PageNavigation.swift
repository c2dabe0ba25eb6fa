// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// The eight entries: a rail beside the page, and on a phone a bar below it with the rest behind "More".
struct PageNavigation {
    let entry: PageEntry
    let state: PageState

    var rail: Markup {
        tag("nav", .cssClass("rail"), .id("rail"), Attribute("aria-label", "Pages")) {
            tag("p", .cssClass("brand")) {
                voidTag(
                    "img", Attribute("src", "/assets/icon.svg"), Attribute("alt", ""), Attribute("width", "24"),
                    Attribute("height", "24"))
                "Mission Control"
            }
            tag("ul") {
                for entry in PageEntry.allCases { tag("li") { link(entry, entry.title) } }
            }
        }
    }

    var bar: Markup {
        let more = PageEntry.allCases.filter { !PageEntry.phone.contains($0) }
        return tag("nav", .cssClass("tabs"), .id("tabs"), Attribute("aria-label", "Pages")) {
            for entry in PageEntry.phone { link(entry, entry.shortTitle) }
            tag("details", .cssClass("more")) {
                tag("summary", more.contains(entry) ? [.cssClass("current")] : []) {
                    Icon.more.content
                    tag("span") { "More" }
                }
                tag("ul") {
                    for entry in more { tag("li") { link(entry, entry.title) } }
                }
            }
        }
    }

    private func link(_ other: PageEntry, _ title: String) -> Markup {
        tag(
            "a",
            [.href(state.on(other.path))] + (other == entry ? [Attribute("aria-current", "page")] : [])
        ) {
            other.icon.content
            tag("span") { title }
        }
    }
}
