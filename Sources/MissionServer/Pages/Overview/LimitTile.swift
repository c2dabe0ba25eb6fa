// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// The window of five hours, the quotas, and what is used up first.
struct LimitTile {
    let model: OverviewModel
    let state: PageState

    private static let maximumMeters = 2

    var content: Markup {
        tag("article", .cssClass("card tile"), .section("limits")) {
            tag("h2") { "Limits" }
            tag("p", .cssClass("value small")) { headline }
            for meter in model.current.meters.prefix(Self.maximumMeters) { line(meter) }
            window
        }
    }

    /// What binds first, and when.
    @MarkupBuilder private var headline: Markup {
        if let binding = model.current.binding, let time = binding.time {
            tag("span", .cssClass("status caution")) {
                Icon.warning.content
                "\(binding.title) in \(DurationText.rough(time.expected))"
            }
        } else if model.current.meters.isEmpty {
            tag("span", .cssClass("unknown")) { "None told" }
        } else {
            tag("span", .cssClass("status good")) {
                Icon.check.content
                "Enough until they reset"
            }
        }
    }

    private func line(_ meter: LimitMeter) -> Markup {
        Meter(hundredths: meter.usedHundredths).content
            + tag("p", .cssClass("detail")) {
                "\(meter.title) \(meter.usedText)"
                if let end = meter.resetsAt {
                    ", resets "
                    clock.time(end)
                }
            }
    }

    private var window: Markup {
        guard let block = model.current.block else {
            return tag("p", .cssClass("detail")) { "No five-hour window goes on" }
        }
        return tag("p", .cssClass("detail")) {
            "Five-hour window "
            tag("span", .cssClass("number")) { CostText.markup(block.sums) }
            ", until "
            clock.time(block.end)
        }
    }

    private var clock: PageClock { PageClock(zone: state.zone, now: state.now) }
}
