// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Why a ledger could not be opened, read or written: the facts.
///
/// `path` is where the ledger is: a file here; whatever names it elsewhere.
package enum LedgerError: Error, Hashable, Sendable {
    /// There is no ledger at the path.
    case missing(path: String)
    /// Another process writes to the ledger.
    case locked(path: String, pid: Int32?, since: String?)
    /// The ledger was written by a newer version of the program.
    case newerSchema(path: String)
    /// The ledger was written by an older version and can only be upgraded by a writer.
    case olderSchema(path: String)
    /// The file is something else.
    case notALedger(path: String)
    /// The path cannot be opened.
    case inaccessible(path: String, reason: String)
    /// The ledger was opened for reading.
    case readOnly(path: String)
    /// No space is left for the ledger.
    case diskFull(path: String)
    /// The file is damaged.
    case damaged(path: String, reason: String)
    /// Somebody else held the database for longer than a writer waits.
    case busy(path: String)
    /// A sum does not fit 64 bits.
    case overflow
    /// Anything else that the database reports.
    case failed(path: String, reason: String)
}

extension LedgerError: CustomStringConvertible {
    /// What happened.
    package var description: String {
        switch self {
        case .missing(let path): "there is no ledger at \(path)"
        case .locked(let path, let pid, let since):
            "\(path) is being written by \(pid.map { "process \($0)" } ?? "another process")"
                + (since.map { " since \($0)" } ?? "")
        case .newerSchema(let path): "\(path) was written by a newer version of mctl"
        case .olderSchema(let path): "\(path) was written by an older version of mctl"
        case .notALedger(let path): "\(path) is not a ledger of mctl"
        case .inaccessible(let path, let reason): "\(path) cannot be opened: \(reason)"
        case .readOnly(let path): "\(path) was opened for reading"
        case .diskFull(let path): "no space is left for \(path)"
        case .damaged(let path, let reason): "\(path) is damaged: \(reason)"
        case .busy(let path): "\(path) stayed busy for too long"
        case .overflow: "a sum in the ledger does not fit 64 bits"
        case .failed(let path, let reason): "\(path): \(reason)"
        }
    }
}
