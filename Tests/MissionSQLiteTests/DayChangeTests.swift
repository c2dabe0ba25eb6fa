// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import MissionTesting
import Testing

@testable import MissionSQLite

/// What a ledger says of when its history changed.
struct DayChangeTests {
    private static let day: Int64 = 86_400_000
    private static let window = Window(
        start: Fixtures.noon, end: Fixtures.noon.advanced(byMilliseconds: 6 * day))
    /// Midnights and a moment within a day.
    private static let moments =
        [0, 1, 2, 3, 4, 5, 6, 7].map { midnight(Int64($0)) }
        + [Fixtures.noon.advanced(byMilliseconds: 3 * day)]

    private let folder: TemporaryFolder
    private let ledger: SQLiteLedger

    init() throws {
        folder = try TemporaryFolder()
        ledger = try SQLiteLedger(path: folder.path + "/ledger.db", mode: .readWrite)
    }

    private static func midnight(_ days: Int64) -> Timestamp {
        Timestamp(milliseconds: (Fixtures.noon.milliseconds.floorDivided(by: day) + days) * day)
    }

    /// Everything that is said of the time before a moment by what counts in quarter hours.
    private struct History: Equatable {
        var rows: [UsageRow]
        var outcomes: [ServiceOutcome]
    }

    private func history(before end: Timestamp) async throws -> History {
        let window = Window(start: Window.always.start, end: end)
        let names = Dimension.allCases.filter { $0.granularity == nil && $0 != .session }
        return History(
            rows: try await ledger.usage(UsageQuery(window: window, groupBy: names + [.hour], includeSynthetic: true)),
            outcomes: try await ledger.serviceOutcomes(in: window))
    }

    private func standing() async throws -> [(history: History, change: Int64)] {
        var standing: [(History, Int64)] = []
        for moment in Self.moments {
            standing.append((try await history(before: moment), try await ledger.lastChange(before: moment)))
        }
        return standing
    }

    @Test(arguments: 1...4)
    func `whatever changes the sums of a time changes the number of its last change`(seed: UInt64) async throws {
        var random = RandomEvents(seed: seed, window: Self.window)
        var before = try await standing()
        for round in 0..<12 {
            switch round {
            case 5:
                _ = try await ledger.reprice(to: "later", isDryRun: false) { events in
                    events.map { event in
                        var event = event
                        event.cost.estimated = Money(nanodollars: 5)
                        event.cost.basis = .estimated
                        return event
                    }
                }
            case 8:
                let request = APICall(id: Fixtures.eventID(901), at: Self.midnight(2), service: "github")
                _ = try await ledger.append(SourceBatch(source: Fixtures.source, apiCalls: [request]))
            default: _ = try await ledger.append(random.batch(events: round < 3 ? 60 : 4))
            }
            let after = try await standing()
            for ((old, new), moment) in zip(zip(before, after), Self.moments) where old.history != new.history {
                #expect(new.change > old.change, "round \(round), before \(moment.iso8601)")
            }
            before = after
        }
    }

    @Test func `a call of today leaves the days before as they are`() async throws {
        let (today, yesterday) = (Self.midnight(5), Self.midnight(4))
        _ = try await ledger.append(Fixtures.batch(Fixtures.event(1), Fixtures.event(2, at: yesterday)))
        let before = try await ledger.lastChange(before: today)
        _ = try await ledger.append(Fixtures.batch(Fixtures.event(3, at: today)))
        #expect(try await ledger.lastChange(before: today) == before)
        #expect(try await ledger.lastChange(before: today.advanced(byMilliseconds: 1)) > before)
        #expect(try await ledger.lastChange(before: Fixtures.noon.advanced(byMilliseconds: -Self.day)) == 0)
    }
}
