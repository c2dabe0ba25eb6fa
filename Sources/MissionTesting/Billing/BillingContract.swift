// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

/// What everything that keeps bills promises.
package enum BillingContract {
    /// Makes something empty that keeps bills.
    package typealias Factory = @Sendable () async throws -> any BillingWriter

    /// One promise.
    package struct Rule: Sendable, CustomStringConvertible {
        /// The promise, as a sentence.
        package let description: String
        /// Throws ``ContractViolation`` when it is broken.
        package let check: @Sendable (Factory) async throws -> Void

        fileprivate init(_ description: String, _ check: @escaping @Sendable (Factory) async throws -> Void) {
            self.description = description
            self.check = check
        }
    }

    private static let first = CivilDay(year: 2026, month: 11, day: 1)

    private static func day(
        _ offset: Int64, of endpoint: BillingEndpoint = .anthropicCosts, at: Timestamp = Fixtures.noon,
        _ lines: [BilledLine] = []
    ) -> BilledDay {
        BilledDay(endpoint, first.advanced(by: offset), fetchedAt: at, lines: lines)
    }

    private static let full = BilledLine(
        .tokens, model: "claude-opus-4-6", item: "Claude Opus 4.6 Usage", tier: "batch",
        amount: Money(nanodollars: -1_234_567), tokens: BilledTokens(input: 7, output: 8, cacheRead: 9, cacheWrite: 10),
        requests: 11, ownKeyAmount: Money(nanodollars: .max))

    /// All promises.
    package static let rules = [
        Rule("what was kept is given back, and what was not told stays untold") { make in
            let bills = try await make()
            let partly = BilledLine(.webSearch, tokens: BilledTokens(input: 1, output: 2))
            let kept = day(0, [full, BilledLine(.other), partly])
            try await bills.replace([kept])
            try expect(try await bills.billedDays(first...first), equals: [kept], "days")
        },
        Rule("a day without lines is a day that was fetched") { make in
            let bills = try await make()
            try expect(try await bills.billedDays(first...first), equals: [], "before")
            try await bills.replace([day(0)])
            try expect(try await bills.billedDays(first...first), equals: [day(0)], "after")
        },
        Rule("fetching again replaces a day, with all of its lines, and nothing else") { make in
            let bills = try await make()
            let other = day(0, of: .anthropicUsage, [full])
            try await bills.replace([day(0, [full, full, full]), other, day(1, [full])])
            let later = day(0, at: Fixtures.noon.advanced(byMilliseconds: 1), [BilledLine(.session)])
            for _ in 0..<2 { try await bills.replace([later]) }
            try expect(
                try await bills.billedDays(first...first.advanced(by: 1)), equals: [later, day(1, [full]), other],
                "days")
        },
        Rule("days are cut by both ends, and come by endpoint and in order") { make in
            let bills = try await make()
            try await bills.replace([day(3, of: .openaiUsage), day(2), day(0), day(1), day(-1), day(30)])
            let found = try await bills.billedDays(first...first.advanced(by: 3))
            try expect(found, equals: [day(0), day(1), day(2), day(3, of: .openaiUsage)], "days")
        },
    ]
}
