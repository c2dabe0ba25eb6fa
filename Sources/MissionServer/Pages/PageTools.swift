// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Which days and which calls a page is about, and how to choose others. Works without the script.
struct PageTools {
    let state: PageState

    var content: Markup {
        tag("div", .cssClass("tools")) {
            if !state.filters.isEmpty { chips }
            picker
        }
    }

    private var chips: Markup {
        tag("ul", .cssClass("chips"), Attribute("aria-label", "Filters")) {
            for filter in state.filters {
                tag("li") {
                    tag("a", .cssClass("chip"), .href(state.removing(filter))) {
                        tag("span") { "\(filter.dimension.title) " }
                        tag("b") { filter.value }
                        tag("span", .cssClass("hidden")) { ", remove this filter" }
                        Icon.cross.content
                    }
                }
            }
        }
    }

    private var picker: Markup {
        tag("details", .cssClass("picker")) {
            tag("summary") {
                Icon.calendar.content
                tag("span") { state.range.title }
            }
            tag("div", .cssClass("sheet")) {
                tag("ul") {
                    for name in PageRange.Name.allCases {
                        let range = PageRange.named(name)
                        tag("li") {
                            tag(
                                "a",
                                [.href(state.over(range))]
                                    + (range == state.range ? [Attribute("aria-current", "true")] : [])
                            ) { name.title }
                        }
                    }
                }
                form
            }
        }
    }

    private var form: Markup {
        let (since, until) = state.days
        let kept =
            state.shared.filter { !["range", "since", "until"].contains($0.name) }
            + state.parameters.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        return tag("form", Attribute("method", "get"), .action(state.path)) {
            for pair in kept {
                voidTag(
                    "input", Attribute("type", "hidden"), Attribute("name", pair.name),
                    Attribute("value", pair.value))
            }
            field("From", "since", since ?? state.today)
            field("To", "until", until ?? state.today)
            tag("button", Attribute("type", "submit")) { "Show" }
        }
    }

    private func field(_ title: String, _ name: String, _ day: CivilDay) -> Markup {
        tag("label") {
            tag("span") { title }
            voidTag(
                "input", Attribute("type", "date"), Attribute("name", name), Attribute("value", day.description),
                Attribute("required"))
        }
    }
}
