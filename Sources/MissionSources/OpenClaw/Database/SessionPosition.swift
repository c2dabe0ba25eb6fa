// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Crypto
internal import MissionCore

/// How far one session of an agent's database was read, with enough to notice that it was rewritten.
///
/// Rows are added at the end. A rewrite (compaction, repair) bumps the session's generation, or shows in the number of rows up
/// to the last one read, or in that row's content; then the session is read from its beginning, which is harmless because
/// calls have their identity from content.
struct SessionPosition: Equatable, SourcePosition {
    /// The last row read.
    var sequence: Int64
    /// How many rows there are up to it.
    var count: Int64
    /// Of that row's content.
    var hash: UInt64
    /// From `transcript_rewrite_watermarks`; -1 where the session has none.
    var generation: Int64
    /// What the parser needs to go on; in its own notation.
    var state: String

    /// A hash of a row's content, compressed or not as it is stored.
    static func hash(_ bytes: [UInt8]) -> UInt64 {
        SHA256.hash(data: bytes).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}

extension SessionPosition {
    private static let version = "s2"

    /// Reads the notation of ``text``; nil for any other, which means to read from the beginning.
    init?(_ text: String) {
        let parts = text.split(separator: " ", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == Self.version, let sequence = Int64(parts[1]), let count = Int64(parts[2]),
            let hash = UInt64(parts[3], radix: 16), let generation = Int64(parts[4])
        else { return nil }
        self.init(sequence: sequence, count: count, hash: hash, generation: generation, state: String(parts[5]))
    }

    /// For a checkpoint.
    var text: String {
        "\(Self.version) \(sequence) \(count) \(String(hash, radix: 16)) \(generation) \(state)"
    }
}
