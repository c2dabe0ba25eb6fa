// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// How far a source has durably got with one of its items. Committed in the same transaction as its events.
public struct Checkpoint: Hashable, Sendable {
    /// The source that wrote it.
    public var source: SourceID
    /// The item within the source: a file's path, a database's session.
    public var item: String
    /// What the source needs to go on, in its own notation; never content.
    public var position: String

    /// Makes a checkpoint.
    public init(source: SourceID, item: String, position: String) {
        self.source = source
        self.item = item
        self.position = position
    }
}

/// The identity of a source: its kind and the place it reads, `openclaw:/home/me/.openclaw`.
public struct SourceID: Hashable, Sendable, CustomStringConvertible {
    /// The kind, as in the catalogue: `openclaw`.
    public var kind: String
    /// The place it reads.
    public var place: String

    /// Makes an identity.
    public init(kind: String, place: String) {
        self.kind = kind
        self.place = place
    }

    /// `openclaw:/home/me/.openclaw`.
    public var description: String { "\(kind):\(place)" }
}
