// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension AgentStore {
    /// A transcript that was taken out of the rows and kept as a whole.
    struct Archive {
        var table: String
        var session: String
        /// Which of a session's archives it is; its number or its name.
        var part: String
        var size: Int64

        /// The item that its checkpoint is kept under, within its database.
        var name: String { "\(session)/\(part)" }
    }

    /// More than this is not taken into memory at once.
    static let largestArchive: Int64 = 256 << 20

    /// Both tables of archives, with the column that tells a session's archives apart.
    private var archiveTables: [(table: String, part: String)] {
        [("session_transcript_archives", "generation"), ("session_transcript_cold_archives", "archive_name")]
            .filter { shape.has($0.0, "session_id", "archive_blob", $0.1) }
    }

    /// The archives that are kept in the database itself; cold ones may be files, which are found as such.
    func archives() throws(ForeignDatabase.Failure) -> [Archive] {
        var archives: [Archive] = []
        for (table, part) in archiveTables {
            var last: (session: String, part: String)?
            var found = 0
            repeat {
                found = 0
                let behind = last == nil ? "" : "AND (session_id, CAST(\(part) AS TEXT)) > (?1, ?2)"
                let question = """
                    SELECT session_id, CAST(\(part) AS TEXT), length(archive_blob) FROM \(table)
                    WHERE archive_blob IS NOT NULL \(behind) ORDER BY 1, 2 LIMIT \(Self.batchRows)
                    """
                try database.ask(question, last.map { [.text($0.session), .text($0.part)] } ?? []) { row in
                    found += 1
                    let archive = Archive(
                        table: table, session: row.text(0) ?? "", part: row.text(1) ?? "", size: row.integer(2))
                    archives.append(archive)
                    last = (archive.session, archive.part)
                    return true
                }
            } while found == Self.batchRows
        }
        return archives
    }

    /// The content of an archive as it is stored; nil when it is gone.
    func content(of archive: Archive) throws(ForeignDatabase.Failure) -> [UInt8]? {
        guard let column = archiveTables.first(where: { $0.table == archive.table })?.part else { return nil }
        var bytes: [UInt8]?
        let question =
            "SELECT archive_blob FROM \(archive.table) WHERE session_id = ?1 AND CAST(\(column) AS TEXT) = ?2"
        try database.ask(question, [.text(archive.session), .text(archive.part)]) { row in
            bytes = row.bytes(0)
            return false
        }
        return bytes
    }
}
