// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// A log record or a span, in whatever encoding it came.
struct TelemetryRecord: Sendable {
    /// Which of the two it is.
    enum Kind: Sendable {
        case log
        case span
    }

    var kind: Kind
    /// A span's name, or an event's; in older producers' records only the attributes tell it.
    var name = ""
    /// The process that sent it.
    var resource = TelemetryAttributes()
    /// The part of that process.
    var scope = ""
    var attributes = TelemetryAttributes()
    /// When a span began, or an event was noticed, in nanoseconds since 1970; 0 where that is not told.
    var start: UInt64 = 0
    /// When a span ended, or when an event was; 0 where that is not told.
    var time: UInt64 = 0
    /// The id of its trace in hexadecimal digits; empty where it has none.
    var trace = ""
    /// The id of the span, or of the one that an event belongs to; empty where it has none.
    var span = ""
    /// Whether a span says that it failed.
    var isFailed = false

    /// When it was.
    ///
    /// - Throws: ``RejectionReason/badTime`` where it tells no time between 2000 and 2100.
    func moment() throws(RejectionReason) -> Timestamp {
        var moment = Self.moment(time)
        if moment == nil { moment = try attributes.name("event.timestamp").flatMap { Timestamp(iso8601: $0) } }
        moment = moment ?? Self.moment(start)
        guard let moment, Timestamp.plausible.contains(moment) else { throw .badTime }
        return moment
    }

    private static func moment(_ nanoseconds: UInt64) -> Timestamp? {
        nanoseconds == 0 ? nil : Timestamp(milliseconds: Int64(nanoseconds / 1_000_000))
    }

    /// How long a span lasted, in milliseconds; nil for events, and where a clock was set back in between.
    var duration: Int64? {
        guard kind == .span, start > 0, time >= start else { return nil }
        return Int64((time - start) / 1_000_000)
    }

    /// The machine that it comes from; `local` where nobody says.
    func machine() throws(RejectionReason) -> String { try resource.name("host.name") ?? "local" }

    /// The program that it comes from; nil where nobody named it.
    func service() throws(RejectionReason) -> String? {
        guard let name = try resource.name("service.name"), !name.hasPrefix("unknown_service") else { return nil }
        return name
    }
}
