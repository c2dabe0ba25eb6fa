// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import Testing

@testable import MissionServer

struct PageMemoryTests {
    private let memory = PageMemory()

    private func value(_ made: Int, _ name: String = "a", days: Int64 = 1, at generation: Int64 = 1) async throws -> Int
    {
        let day = CivilDay(number: days)
        return try await memory.value(name, ReportRequest(since: day, until: day, zone: .utc), at: generation) { made }
    }

    @Test func `a value is made once while the ledger stays as it is`() async throws {
        #expect(try await value(1) == 1)
        #expect(try await value(2) == 1)
        #expect(try await value(3, "b") == 3)
        #expect(try await value(4, days: 2) == 4)
        #expect(try await value(5, at: 2) == 5)
        #expect(try await value(6, at: 1) == 6)
    }

    @Test func `what cannot be made is asked for again`() async throws {
        await #expect(throws: LedgerError.self) {
            try await memory.value("a", ReportRequest(zone: .utc), at: 1) { throw LedgerError.overflow } as Int
        }
        let made = try await memory.value("a", ReportRequest(zone: .utc), at: 1) { 7 }
        #expect(made == 7)
    }

    @Test func `it does not grow without end`() async throws {
        for day in 0..<20 { #expect(try await value(Int(day), days: Int64(day)) == Int(day)) }
        #expect(try await value(-1, days: 0) == -1)
    }
}
