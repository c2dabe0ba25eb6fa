// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
package import MissionCore

extension SQLiteLedger {
    /// How the calls of a window ended: model calls and requests, by service, kind and status.
    package func serviceOutcomes(in window: Window) async throws -> [ServiceOutcome] {
        try await read { db in
            guard let outcomes = try SummedOutcomes(window, db) else {
                return try Outcomes.rows(in: window, db).sorted(by: ServiceOutcome.precedes)
            }
            return outcomes.found.sorted(by: ServiceOutcome.precedes)
        }
    }
}
