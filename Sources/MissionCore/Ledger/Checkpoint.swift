// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// How far a source has durably got with one of its items. Committed in the same transaction as its events.
package struct Checkpoint: Hashable, Sendable {
    /// The source that wrote it.
    package var source: SourceID
    /// The item within the source: a file's path, a database's session.
    package var item: String
    /// What the source needs to go on, in its own notation; never content.
    package var position: String

    package init(source: SourceID, item: String, position: String) {
        self.source = source
        self.item = item
        self.position = position
    }
}

/// The identity of a source: its kind and the place it reads, `openclaw:/home/me/.openclaw`.
package struct SourceID: Hashable, Sendable, CustomStringConvertible {
    /// The kind, as in the catalogue: `openclaw`.
    package var kind: String
    /// The place it reads.
    package var place: String

    package init(kind: String, place: String) {
        self.kind = kind
        self.place = place
    }

    /// `openclaw:/home/me/.openclaw`.
    package var description: String { "\(kind):\(place)" }
}
