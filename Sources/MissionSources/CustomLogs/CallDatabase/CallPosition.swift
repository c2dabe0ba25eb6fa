// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// How far a database of calls was read: what a checkpoint says.
struct CallPosition: Equatable, SourcePosition {
    /// How far one table was read.
    struct Reached: Equatable {
        /// The number of the last row that was read; 0 for none.
        var row: Int64 = 0
        /// What that row was, to notice that rows were numbered anew.
        var marker = "-"
        /// Rows that were not over when they were read, oldest first.
        var open: [Int64] = []

        /// Older rows that are still not over will not be looked at again.
        private static let mostOpen = 200

        mutating func note(_ number: Int64, isOpen: Bool) {
            open.removeAll { $0 == number }
            if isOpen { open.append(number) }
            if open.count > Self.mostOpen { open.removeFirst(open.count - Self.mostOpen) }
        }
    }

    private static let version = "1"

    /// The files' state when they were at rest; `-` when they were not.
    var fingerprint: String
    /// Which file it was.
    var file: String
    var tables: [CallTable.Kind: Reached] = [:]

    var hasRows: Bool { tables.values.contains { $0.row > 0 } }

    init(fingerprint: String, file: String) {
        self.fingerprint = fingerprint
        self.file = file
    }

    /// Reads the notation of ``text``; nil for any other.
    init?(_ text: String) {
        let parts = text.split(separator: " ")
        guard parts.count == 9, parts[0] == Self.version else { return nil }
        self.init(fingerprint: String(parts[1]), file: String(parts[2]))
        for (index, kind) in CallTable.Kind.allCases.enumerated() {
            guard let row = Int64(parts[3 + 3 * index]) else { return nil }
            let open = parts[5 + 3 * index].split(separator: ",").compactMap { Int64($0) }
            tables[kind] = Reached(row: row, marker: String(parts[4 + 3 * index]), open: open)
        }
    }

    /// One line.
    var text: String {
        let parts = CallTable.Kind.allCases.map { kind -> String in
            let reached = tables[kind] ?? Reached()
            let open = reached.open.isEmpty ? "-" : reached.open.map(String.init).joined(separator: ",")
            return "\(reached.row) \(reached.marker) \(open)"
        }
        return "\(Self.version) \(fingerprint) \(file) \(parts.joined(separator: " "))"
    }
}
