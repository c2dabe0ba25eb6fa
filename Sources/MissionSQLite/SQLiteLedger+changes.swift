// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
package import MissionCore

extension SQLiteLedger {
    /// The last change of the days before a moment; a day of which a part lies before it counts whole.
    package func lastChange(before moment: Timestamp) async throws -> Int64 {
        try await read { db in
            let select = try db.cachedStatement(sql: "SELECT MAX(change) FROM day_changes WHERE day * 86400000 < ?")
            return try Int64.fetchOne(select, arguments: [moment.milliseconds]) ?? 0
        }
    }
}
