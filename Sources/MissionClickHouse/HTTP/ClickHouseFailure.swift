// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Why a server did not do what it was asked.
enum ClickHouseFailure: Error, Hashable, Sendable {
    /// It cannot be reached, or stopped answering: another one may be able to.
    case unreachable(reason: String)
    /// It says so itself.
    case refused(code: Int, reason: String)
    /// It answered something else than was asked for.
    case malformed(reason: String)

    /// Codes that ClickHouse gives to its errors.
    enum Code {
        static let unknownTable = 60
        static let unknownDatabase = 81
        static let tooLargeSum = 407
        static let tooManyParts = 252
        static let readOnlyReplica = 242
        static let noSpace = 243
        static let noConnection = 279
        static let tooFewReplicas = 285
        static let otherQuorumInsert = 286
        static let behindQuorum = 289
        static let quorumTimeout = 319
        static let keeper = 999
        static let wrongPassword = 193
        static let unknownUser = 192
        static let authentication = 516
        static let socketTimeout = 209
        static let network = 210
    }

    /// The code at the beginning of a server's message, `Code: 60, …` or `Code: 60. …`.
    static func refusal(_ message: String) -> ClickHouseFailure {
        let digits = message.drop { !$0.isNumber }.prefix { $0.isNumber }
        let code = message.hasPrefix("Code: ") || message.contains("Code: ") ? Int(digits) ?? 0 : 0
        // Statements may have values in them: only what stands before the statement is repeated.
        let first = message.split(separator: "\n").first.map(String.init) ?? "no reason given"
        return .refused(code: code, reason: String(first.prefix(300)))
    }

    /// Whether the servers are about to agree on what was written last, which takes moments.
    var isOfQuorum: Bool {
        if case .refused(let code, _) = self {
            [Code.otherQuorumInsert, Code.behindQuorum].contains(code)
        } else {
            false
        }
    }

    /// Whether the same may succeed later, or at another server.
    var isPassing: Bool {
        switch self {
        case .unreachable: true
        case .refused(let code, _):
            [
                Code.readOnlyReplica, Code.noConnection, Code.tooFewReplicas, Code.otherQuorumInsert, Code.behindQuorum,
                Code.quorumTimeout, Code.keeper, Code.socketTimeout, Code.network, Code.tooManyParts,
            ].contains(code)
        case .malformed: false
        }
    }

    /// The same for whoever uses a ledger.
    func ledgerError(_ path: String) -> LedgerError {
        switch self {
        case .unreachable(let reason): .inaccessible(path: path, reason: reason)
        case .malformed(let reason): .damaged(path: path, reason: reason)
        case .refused(let code, let reason):
            switch code {
            case Code.unknownTable, Code.unknownDatabase: .missing(path: path)
            case Code.noSpace: .diskFull(path: path)
            case Code.tooLargeSum: .overflow
            case Code.wrongPassword, Code.unknownUser, Code.authentication:
                .inaccessible(path: path, reason: "the server does not accept the user or the password")
            case _ where isPassing: .busy(path: path)
            default: .failed(path: path, reason: reason)
            }
        }
    }
}
