// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

extension LedgerError {
    /// Runs `body` and turns what SQLite reports into facts and advice.
    static func translating<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
        do { return try body() } catch { throw translated(error, path: path) }
    }

    /// The error itself, or what it means for the ledger at `path`.
    static func translated(_ error: any Error, path: String) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        let number = "SQLite error \(error.extendedResultCode.rawValue)"
        let reason = error.message ?? number
        switch error.resultCode {
        case .SQLITE_FULL: return LedgerError.diskFull(path: path)
        // The file that connections share could not grow: that fails for no other reason.
        case .SQLITE_IOERR where error.extendedResultCode.rawValue == 4874: return LedgerError.diskFull(path: path)
        case .SQLITE_NOTADB: return LedgerError.notALedger(path: path)
        case .SQLITE_CORRUPT: return LedgerError.damaged(path: path, reason: reason)
        case .SQLITE_BUSY, .SQLITE_LOCKED: return LedgerError.busy(path: path)
        // Only a writer can clear away what one that was killed while it created the file left behind.
        case .SQLITE_READONLY where error.extendedResultCode.rawValue == 776: return LedgerError.missing(path: path)
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH, .SQLITE_READONLY:
            return LedgerError.inaccessible(path: path, reason: reason)
        case .SQLITE_ERROR where reason == "integer overflow": return LedgerError.overflow
        // A rollup that grows beyond 64 bits becomes a REAL, which a strict table refuses.
        case .SQLITE_CONSTRAINT where error.extendedResultCode.rawValue == 3091: return LedgerError.overflow
        // The number tells whoever looks into it which of the many errors of input and output it was.
        default: return LedgerError.failed(path: path, reason: error.message.map { "\($0) (\(number))" } ?? number)
        }
    }
}
