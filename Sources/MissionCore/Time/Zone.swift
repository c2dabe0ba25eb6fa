// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// A time zone, with the arithmetic that reports need.
package struct Zone: Hashable, Sendable {
    /// Who knows the offsets.
    private enum Rules: Hashable, Sendable {
        case database(TimeZone)
        case posix(PosixZone)
        case file(ZoneFile)
    }

    /// The name in the zone database (`Europe/Berlin`), an offset (`UTC+05:30`), or a POSIX rule as it was written.
    package let name: String
    private let rules: Rules

    /// Coordinated Universal Time.
    package static let utc = Zone(PosixZone(seconds: 0), name: "UTC")

    /// The zone that a person names: a name of the zone database in any case, an offset as ISO 8601 writes it (`UTC+5`,
    /// `+05:30`: hours east), or a POSIX rule (`EST5EDT`, `<+03>-3`, `CET-1CEST,M3.5.0,M10.5.0/3`).
    ///
    /// POSIX means by `UTC+5` five hours *west*. People do not, so here it is what ISO 8601 says; ``init(environment:)``
    /// reads it as POSIX does. Both give the zone the offset's name, so that it shows which was taken.
    ///
    /// - Returns: nil when it is none of these.
    package init?(named name: String) {
        let isOffset = OffsetText.isOffset(name)
        if let zone = Zone(database: name) ?? (isOffset ? Zone(iso8601: name) : Zone(posix: name)) {
            self = zone
        } else {
            return nil
        }
    }

    /// The zone that the variable `TZ` names, without the colon in front: the same names, offsets by the rule of POSIX.
    ///
    /// - Returns: nil when it names none; it may name a file, which is somebody else's to read.
    package init?(environment value: String) {
        if let zone = Zone(database: value) ?? Zone(posix: value) { self = zone } else { return nil }
    }

    /// The zone of the zone database with a name, in any case.
    init?(database name: String) {
        if ["UTC", "GMT", "Z"].contains(name.uppercased()) {
            self = .utc
            return
        }
        guard let known = ZoneNames.canonical(name), let zone = TimeZone(identifier: known) else { return nil }
        self.init(rules: .database(zone), name: known)
    }

    /// The zone of an offset, `UTC+5`, `GMT-03:30` or `+0530`.
    init?(iso8601 text: String) {
        guard let seconds = OffsetText.seconds(text) else { return nil }
        self.init(PosixZone(seconds: seconds), name: OffsetText.name(seconds))
    }

    /// The zone of a POSIX rule. Where the rule is but an offset, that is its name.
    init?(posix text: String) {
        guard let zone = PosixZone(text) else { return nil }
        self.init(zone, name: zone.fixedOffset.map(OffsetText.name) ?? text)
    }

    /// The zone that a compiled zone file holds, in the format of RFC 8536.
    ///
    /// - Parameter name: What to call it; the file does not say.
    /// - Returns: nil when the bytes are something else.
    package init?(file bytes: [UInt8], name: String) {
        guard let file = ZoneFile(bytes) else { return nil }
        self.init(rules: .file(file), name: name)
    }

    private init(_ zone: PosixZone, name: String) {
        self.init(rules: .posix(zone), name: name)
    }

    private init(rules: Rules, name: String) {
        self.rules = rules
        self.name = name
    }

    /// Seconds east of UTC at a moment.
    package func offset(at moment: Timestamp) -> Int64 {
        switch rules {
        case .database(let zone):
            Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment.seconds))))
        case .posix(let zone): zone.offset(at: moment.seconds)
        case .file(let file): file.offset(at: moment.seconds)
        }
    }

    /// The local day of a moment.
    package func day(of moment: Timestamp) -> CivilDay {
        CivilDay(number: (moment.seconds + offset(at: moment)).floorDivided(by: 86_400))
    }

    /// The first moment of a local day.
    ///
    /// On a day that begins with a skipped midnight it is the first moment that exists.
    package func start(of day: CivilDay) -> Timestamp {
        let nominal = day.number * 86_400
        var moment = nominal - offset(at: Timestamp(seconds: nominal))
        moment = nominal - offset(at: Timestamp(seconds: moment))
        // Where midnight is skipped the guess lands on the day before; where it happens twice, on the second one.
        if self.day(of: Timestamp(seconds: moment)) < day {
            while self.day(of: Timestamp(seconds: moment)) < day { moment += 900 }
        } else {
            while self.day(of: Timestamp(seconds: moment - 900)) == day { moment -= 900 }
        }
        return Timestamp(seconds: moment)
    }

    /// The local days from `first` to `last`, both included, as a window.
    package func window(from first: CivilDay, through last: CivilDay) -> Window {
        Window(start: start(of: first), end: start(of: last.advanced(by: 1)))
    }

    /// The stretches of constant offset in a window, in order; the first begins at the window's start.
    ///
    /// With them a ledger can turn a UTC quarter hour into a local hour or day by adding one number.
    package func offsets(in window: Window) -> [(from: Timestamp, seconds: Int64)] {
        var stretches = [(from: window.start, seconds: offset(at: window.start))]
        var moment = window.start
        while let next = transition(after: moment), next < window.end, next > moment {
            stretches.append((next, offset(at: next)))
            moment = next
        }
        return stretches
    }

    /// The first change of the offset behind a moment; nil when there is none.
    private func transition(after moment: Timestamp) -> Timestamp? {
        switch rules {
        case .database(let zone):
            let next = zone.nextDaylightSavingTimeTransition(after: Date(timeIntervalSince1970: Double(moment.seconds)))
            return next.map { Timestamp(seconds: Int64($0.timeIntervalSince1970)) }
        case .posix(let zone): return zone.transition(after: moment.seconds).map(Timestamp.init(seconds:))
        case .file(let file): return file.transition(after: moment.seconds).map(Timestamp.init(seconds:))
        }
    }
}
