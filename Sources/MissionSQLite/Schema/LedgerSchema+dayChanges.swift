// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension LedgerSchema {
    /// When the sums of each UTC day changed last, as a number that grows with every change of any day. Triggers keep it, so that
    /// nothing that writes sums can forget to.
    static let dayChanges =
        """
        CREATE TABLE day_changes (day INTEGER PRIMARY KEY, change INTEGER NOT NULL) STRICT;
        CREATE INDEX day_changes_by_change ON day_changes (change);
        """
        + DayTable.allCases.flatMap { table in
            [("INSERT", "NEW"), ("DELETE", "OLD")].map { event, row in
                """

                CREATE TRIGGER \(table.rawValue)_\(event.lowercased()) AFTER \(event) ON \(table.rawValue) BEGIN
                    INSERT INTO day_changes SELECT \(row).day, COALESCE(MAX(change), 0) + 1 FROM day_changes WHERE true
                    ON CONFLICT (day) DO UPDATE SET change = excluded.change;
                END;
                """
            }
        }.joined()
}
