// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// When a scheduled job runs.
package enum CronSchedule: Hashable, Sendable {
    /// Once.
    case once(Timestamp)
    /// Again and again, so many milliseconds apart; more than 0.
    case every(Int64)
    /// As five or six fields say, in a zone; nil for the machine's own.
    case fields(String, zone: String?)

    /// Reads what ``text`` writes.
    package init?(_ text: String) {
        let parts = text.split(separator: " ", maxSplits: 2).map(String.init)
        switch parts.first {
        case "at":
            guard parts.count == 2, let moment = Int64(parts[1]) else { return nil }
            self = .once(Timestamp(milliseconds: moment))
        case "every":
            guard parts.count == 2, let milliseconds = Int64(parts[1]), milliseconds > 0 else { return nil }
            self = .every(milliseconds)
        case "cron":
            guard parts.count == 3 else { return nil }
            self = .fields(parts[2], zone: parts[1] == "-" ? nil : parts[1])
        default: return nil
        }
    }

    /// As a ledger keeps it: `at 1795231218285`, `every 1800000`, `cron Europe/Berlin 0 7 * * *`.
    package var text: String {
        switch self {
        case .once(let moment): "at \(moment.milliseconds)"
        case .every(let milliseconds): "every \(milliseconds)"
        case .fields(let fields, let zone): "cron \(zone ?? "-") \(fields)"
        }
    }

    /// For people: `every 30 min`, `0 7 * * * (Europe/Berlin)`, `once, 2026-11-21 14:45`.
    package func words(in zone: Zone) -> String {
        switch self {
        case .once(let moment): "once, \(zone.clockText(of: moment))"
        case .every(let milliseconds): "every \(Self.span(milliseconds))"
        case .fields(let fields, let zone): fields + (zone.map { " (\($0))" } ?? "")
        }
    }

    /// In the largest unit that needs no other: `30 min`, `1 d`.
    private static func span(_ milliseconds: Int64) -> String {
        let units: [(Int64, String)] = [(86_400_000, "d"), (3_600_000, "h"), (60_000, "min"), (1000, "s")]
        let unit = units.first { milliseconds % $0.0 == 0 } ?? (1, "ms")
        return "\((milliseconds / unit.0).groupedString) \(unit.1)"
    }
}

extension CronJobFacts {
    /// When it runs next, seen from a moment; nil when it is switched off, or when nobody knows.
    ///
    /// A next run that is over says that the scheduler has not told of another one. One that repeats may still be awaited for
    /// one more period; later than that its scheduler has stopped, or the job is gone. Without any telling it is what the schedule says.
    ///
    /// - Parameter machine: The zone of the machine that runs it, which holds where the schedule names none; nil where unknown.
    package func nextRun(after now: Timestamp, machine: Zone? = nil) -> Timestamp? {
        if isEnabled == false { return nil }
        if let nextRun, nextRun > now { return nextRun }
        switch schedule {
        case .once(let moment): return moment > now ? moment : nil
        case .every(let milliseconds):
            let second = nextRun?.advanced(byMilliseconds: milliseconds)
            return second.flatMap { $0 > now ? $0 : nil }
        case .fields(let text, let name):
            guard let zone = name.map({ Zone(named: $0) }) ?? machine, let fields = CronFields(text) else { return nil }
            let next = fields.next(after: nextRun ?? now, in: zone)
            return next.flatMap { $0 > now ? $0 : nil }
        case nil: return nil
        }
    }
}
