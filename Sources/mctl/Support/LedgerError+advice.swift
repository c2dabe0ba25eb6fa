// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionClickHouse
internal import MissionCore

extension LedgerError {
    /// The fact, and what to do about it.
    var message: String { "\(description); \(advice)" }

    /// What to do about it.
    var advice: String {
        switch self {
        case .missing: "run `mctl ingest` or `mctl serve` first, or name another folder with --data-dir"
        case .locked: "stop that process, or name another folder with --data-dir"
        case .newerSchema: "upgrade mctl; the ledger was not touched"
        case .olderSchema: "run `mctl ingest` once to upgrade it"
        case .notALedger: "name another folder with --data-dir; the file was not touched"
        case .inaccessible(let path, _) where ClickHouseAddress.isOne(path): "check the ledger's address"
        case .inaccessible: "check the path and its permissions"
        case .readOnly: "open it for writing"
        case .diskFull: "make room and try again; nothing was lost"
        case .damaged: "put a backup in its place, or move the file away and run `mctl ingest` again"
        case .busy: "try again"
        case .overflow: "narrow the question; one of its calls claims an absurd amount"
        case .failed: "see `mctl doctor`"
        }
    }
}

extension Error {
    /// The error for a log, with what to do about it where that is known.
    var logText: String { (self as? LedgerError)?.message ?? "\(self)" }
}
