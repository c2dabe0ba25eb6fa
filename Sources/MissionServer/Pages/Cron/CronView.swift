// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Scheduled jobs and heartbeats as HTML.
struct CronView {
    let model: CronModel
    let state: PageState
    /// Whether the newest runs are shown.
    let isFirstPage: Bool

    private var clock: PageClock { PageClock(zone: state.zone, now: state.now) }

    var content: Markup {
        // With all jobs the list of runs is the longest part, and comes last.
        CronTiles(model: model, clock: clock).content + CronJobPanel(model: model, state: state).content
            + (model.heartbeats.map { HeartbeatPanel(model: model, usage: $0, state: state).content } ?? .empty)
            + CronRunPanel(model: model, state: state, isFirstPage: isFirstPage).content
    }
}

/// What both cost, and where that leads.
struct CronTiles {
    let model: CronModel
    let clock: PageClock

    private var usage: CronUsage { model.usage }

    var content: Markup {
        tag("section", .cssClass("tiles"), Attribute("aria-label", "At a glance")) {
            tile("Cron jobs", figure: "cron-cost", runCost) { runs }
            tile("Per run", figure: "cron-per-run", perRun) { newest }
            if let heartbeats = model.heartbeats {
                tile("Heartbeats", figure: "heartbeat-cost", heartbeatCost(heartbeats)) { wakes(heartbeats) }
                tile("Heartbeats in 30 days", figure: "heartbeat-projection", projection(heartbeats)) {
                    rate(heartbeats)
                }
            }
        }
    }

    /// Marked where runs left nothing that tells what they used.
    private var known: KnownAmount {
        let isUnknown = usage.unknownRuns == usage.runs.count
        return KnownAmount(
            isUnknown ? nil : usage.totals.knownCost,
            isPartial: usage.unknownRuns > 0 || usage.totals.knownAmount.isPartial)
    }

    private var runCost: Markup { usage.runs.isEmpty ? Markup("–") : CostText.markup(known) }

    private var perRun: Markup {
        let count = usage.runs.count - usage.unknownRuns
        guard count > 0 else { return CostText.markup(nil) }
        return CostText.markup(KnownAmount(usage.totals.meanCost(over: count), isPartial: known.isPartial))
    }

    @MarkupBuilder private var runs: Markup {
        if usage.runs.isEmpty {
            "No run in these days"
        } else {
            let failed = usage.runs.count { $0.isFailed }
            usage.runs.count == 1 ? "1 run, " : "\(Int64(usage.runs.count).groupedString) runs, "
            if failed == 0 {
                tag("span", .cssClass("status good")) {
                    Icon.check.content
                    "none failed"
                }
            } else {
                tag("span", .cssClass("status failed")) {
                    Icon.failed.content
                    "\(Int64(failed).groupedString) failed"
                }
            }
        }
    }

    @MarkupBuilder private var newest: Markup {
        if let last = usage.runs.first {
            "Last run "
            clock.time(last.startedAt)
        } else {
            "No run in these days"
        }
    }

    private func heartbeatCost(_ heartbeats: HeartbeatUsage) -> Markup {
        heartbeats.totals.wakes == 0 ? Markup("–") : CostText.markup(heartbeats.totals.sums)
    }

    @MarkupBuilder private func wakes(_ heartbeats: HeartbeatUsage) -> Markup {
        let wakes = heartbeats.totals.wakes
        if wakes == 0 {
            "No wake in these days"
        } else {
            "\(wakes == 1 ? "1 wake" : "\(Int64(wakes).groupedString) wakes"), "
            tag("span", .cssClass("number")) { CostText.markup(heartbeats.totals.costPerWake) }
            " each"
        }
    }

    private func projection(_ heartbeats: HeartbeatUsage) -> Markup {
        CostText.markup(heartbeats.projection?.perMonth ?? KnownAmount(nil))
    }

    @MarkupBuilder private func rate(_ heartbeats: HeartbeatUsage) -> Markup {
        if let projection = heartbeats.projection, projection.wakes > 0 {
            tag("span", .cssClass("number")) { CostText.markup(projection.perWeek) }
            " a week, at the rate since "
            clock.time(projection.basis.start)
        } else {
            "No wake of late, so no rate"
        }
    }
}
