// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// How much of a limit is used. The same figure stands beside it in words, so it is only for the eye.
struct Meter {
    /// Hundredths of a percent; may exceed 10,000.
    let hundredths: Int64
    /// A mark, in hundredths of a percent; nil for none.
    var mark: Int64?
    /// Thresholds within the limit, in hundredths of a percent.
    var ticks: [Int64] = []

    var content: Markup {
        let part: StaticString = hundredths >= 10_000 ? "part full" : hundredths >= 8_000 ? "part high" : "part"
        return tag(
            "svg", .cssClass("meter"), Attribute("aria-hidden", "true"), Attribute("width", "100%"),
            Attribute("height", "8")
        ) {
            rect("track", "100%")
            rect(part, Self.percent(hundredths))
            for tick in ticks where tick > 0 && tick < 10_000 {
                tag(
                    "rect", .cssClass("tick"), Attribute("x", Self.percent(tick)), Attribute("width", "1"),
                    Attribute("height", "8"))
            }
            if let mark {
                tag(
                    "rect", .cssClass("mark"), Attribute("x", Self.percent(min(mark, 9_900))), Attribute("width", "2"),
                    Attribute("height", "8"))
            }
        }
    }

    private func rect(_ style: StaticString, _ width: String) -> Markup {
        tag(
            "rect", .cssClass(style), Attribute("width", width), Attribute("height", "8"), Attribute("rx", "4"))
    }

    private static func percent(_ hundredths: Int64) -> String {
        "\(max(0, min(10_000, hundredths)) / 100)%"
    }
}
