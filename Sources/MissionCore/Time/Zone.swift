// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// A time zone, with the arithmetic that reports need.
public struct Zone: Hashable, Sendable {
    /// The IANA name, `Europe/Berlin`.
    public let name: String
    private let timeZone: TimeZone

    /// Coordinated Universal Time.
    public static let utc = Zone(TimeZone(secondsFromGMT: 0) ?? .current, name: "UTC")

    /// The zone this computer is set to.
    public static var current: Zone {
        let zone = TimeZone.current
        return Zone(zone, name: zone.identifier == "GMT" ? "UTC" : zone.identifier)
    }

    /// The zone with an IANA name; nil when there is none.
    public init?(named name: String) {
        if ["UTC", "GMT", "Z"].contains(name.uppercased()) {
            self = .utc
            return
        }
        // Foundation also accepts abbreviations ("CST"), which mean different zones to different people.
        guard name.contains("/"), let zone = TimeZone(identifier: name) else { return nil }
        self.init(zone, name: name)
    }

    private init(_ timeZone: TimeZone, name: String) {
        self.timeZone = timeZone
        self.name = name
    }

    /// Seconds east of UTC at a moment.
    public func offset(at moment: Timestamp) -> Int64 {
        Int64(timeZone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment.seconds))))
    }

    /// The local day of a moment.
    public func day(of moment: Timestamp) -> CivilDay {
        CivilDay(number: (moment.seconds + offset(at: moment)).floorDivided(by: 86_400))
    }

    /// The first moment of a local day.
    ///
    /// On a day that begins with a skipped midnight it is the first moment that exists.
    public func start(of day: CivilDay) -> Timestamp {
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
    public func window(from first: CivilDay, through last: CivilDay) -> Window {
        Window(start: start(of: first), end: start(of: last.advanced(by: 1)))
    }

    /// The stretches of constant offset in a window, in order; the first begins at the window's start.
    ///
    /// With them a ledger can turn a UTC quarter hour into a local hour or day by adding one number.
    public func offsets(in window: Window) -> [(from: Timestamp, seconds: Int64)] {
        var stretches = [(from: window.start, seconds: offset(at: window.start))]
        var moment = Date(timeIntervalSince1970: Double(window.start.seconds))
        while let next = timeZone.nextDaylightSavingTimeTransition(after: moment) {
            let transition = Timestamp(seconds: Int64(next.timeIntervalSince1970))
            guard transition < window.end, next > moment else { break }
            stretches.append((transition, offset(at: transition)))
            moment = next
        }
        return stretches
    }
}
