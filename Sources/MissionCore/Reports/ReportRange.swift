// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// The days that an answer covers.
package struct ReportRange: Hashable, Sendable {
    /// The first local day; nil when the beginning is open.
    package var since: CivilDay?
    /// The last local day, included; nil when the end is open.
    package var until: CivilDay?
    /// Whose days.
    package var zone: Zone

    package init(since: CivilDay?, until: CivilDay?, zone: Zone) {
        self.since = since
        self.until = until
        self.zone = zone
    }

    /// The same as moments.
    package var window: Window {
        Window(
            start: since.map(zone.start) ?? Window.always.start,
            end: until.map { zone.start(of: $0.advanced(by: 1)) } ?? Window.always.end)
    }

    /// The days and the zone, under the names that programs know.
    package var cell: ReportCell {
        .record([
            ReportFact("since", .optional(since?.description, ReportCell.text)),
            ReportFact("until", .optional(until?.description, ReportCell.text)), ReportFact("tz", .text(zone.name)),
        ])
    }

    /// `{"since","until","tz"}`.
    package var json: JSONValue {
        ["since": JSONValue(since?.description), "until": JSONValue(until?.description), "tz": .string(zone.name)]
    }
}

extension ReportRange: CustomStringConvertible {
    /// `2026-11-01 to 2026-11-21 (Europe/Berlin)`.
    package var description: String {
        let days =
            switch (since, until) {
            case (nil, nil): "all time"
            case (let since?, nil): "since \(since)"
            case (nil, let until?): "until \(until)"
            case (let since?, let until?) where since == until: "\(since)"
            case (let since?, let until?): "\(since) to \(until)"
            }
        return "\(days) (\(zone.name))"
    }
}
