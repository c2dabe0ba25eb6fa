// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// The rows of `events` by the keys of the answers that they tell.
struct AnswerRows {
    /// A row that tells an answer.
    struct Telling {
        var row: Int64
        var isPartial: Bool
    }

    private let find: IntegerStatement
    private let insert: IntegerStatement
    private let complete: IntegerStatement
    private let delete: IntegerStatement
    private let deleteEvent: IntegerStatement

    init(_ db: Database) throws {
        find = try IntegerStatement(db, "SELECT event_ref, is_partial FROM answers WHERE key = ?1 ORDER BY event_ref")
        insert = try IntegerStatement(
            db, "INSERT INTO answers (key, event_ref, is_partial) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING")
        complete = try IntegerStatement(db, "UPDATE answers SET is_partial = 0 WHERE key = ?1 AND event_ref = ?2")
        delete = try IntegerStatement(db, "DELETE FROM answers WHERE key = ?1 AND event_ref = ?2")
        deleteEvent = try IntegerStatement(db, "DELETE FROM events WHERE id = ?1")
    }

    /// Who tells an answer, in the order of telling.
    func tellings(of answer: AnswerKey) throws -> [Telling] {
        find.bind(1, answer.hash)
        var found: [Telling] = []
        while try find.step() { found.append(Telling(row: find.column(0), isPartial: find.column(1) != 0)) }
        return found
    }

    /// Takes note that a row tells an answer.
    func add(_ answer: AnswerKey, row: Int64) throws {
        insert.bind(1, answer.hash)
        insert.bind(2, row)
        insert.bind(3, answer.isPartial ? 1 : 0)
        _ = try insert.run()
    }

    /// Takes note that a row has got its whole identity.
    func complete(_ answer: AnswerKey, row: Int64) throws {
        complete.bind(1, answer.hash)
        complete.bind(2, row)
        _ = try complete.run()
    }

    /// Deletes a row, with what is known about it here.
    func delete(_ answer: AnswerKey, row: Int64) throws {
        delete.bind(1, answer.hash)
        delete.bind(2, row)
        _ = try delete.run()
        try deleteEvent(row: row)
    }

    /// Deletes a row of which nothing is known here.
    func deleteEvent(row: Int64) throws {
        deleteEvent.bind(1, row)
        _ = try deleteEvent.run()
    }
}
