// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Everywhere a call was seen. One call has one row, whoever told of it.
package struct Provenance: OptionSet, Hashable, Sendable {
    /// One bit per place; bits are never given a new meaning, because ledgers store them.
    package let rawValue: Int64

    /// A set from its bits.
    package init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    /// A live transcript file.
    package static let transcript = Provenance(rawValue: 1 << 0)
    /// A transcript that was archived, reset, deleted or copied.
    package static let archive = Provenance(rawValue: 1 << 1)
    /// An agent's own database.
    package static let database = Provenance(rawValue: 1 << 2)
    /// A gateway's live stream.
    package static let stream = Provenance(rawValue: 1 << 3)
    /// Pushed by whoever made it.
    package static let push = Provenance(rawValue: 1 << 4)
    /// A gateway's answer about a session.
    package static let rpc = Provenance(rawValue: 1 << 5)
    /// Telemetry.
    package static let otlp = Provenance(rawValue: 1 << 6)
    /// A scheduler's log of runs.
    package static let runLog = Provenance(rawValue: 1 << 7)
    /// A usage log that people's scripts write.
    package static let usageLog = Provenance(rawValue: 1 << 8)
    /// A database that people's scripts write.
    package static let callDatabase = Provenance(rawValue: 1 << 9)
    /// A snapshot of an agent's status.
    package static let status = Provenance(rawValue: 1 << 10)

    /// Where a call from a kind of source was seen when nothing says it more finely.
    package init(_ source: SourceKind) {
        self =
            switch source {
            case .transcript: .transcript
            case .stream: .stream
            case .push: .push
            case .rpc: .rpc
            case .otlp: .otlp
            case .runLog: .runLog
            case .usageLog: .usageLog
            case .callDatabase: .callDatabase
            case .status: .status
            }
    }

    private static let named: [(Provenance, String)] = [
        (.transcript, "transcript"), (.archive, "archive"), (.database, "database"), (.stream, "stream"),
        (.push, "push"), (.rpc, "rpc"), (.otlp, "otlp"), (.runLog, "run_log"), (.usageLog, "usage_log"),
        (.callDatabase, "call_database"), (.status, "status"),
    ]

    /// The places' names, best first.
    package var names: [String] {
        Self.named.filter { contains($0.0) }.map(\.1)
    }
}
