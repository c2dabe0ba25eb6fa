// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// How far a source has got with an item, as its readers use it.
package protocol SourcePosition: Sendable {
    /// Reads the notation of ``text``; nil for any other, which means to read from the beginning.
    init?(_ text: String)
    /// The notation for the ledger; never content.
    var text: String { get }
}

/// How far a source has durably got with one of its items. Committed in the same transaction as its events.
package struct Checkpoint: Hashable, Sendable {
    /// The source that wrote it.
    package var source: SourceID
    /// The item within the source: a file's path, a database's session.
    package var item: String
    private let noted: NotedPosition

    /// A checkpoint as a ledger keeps it.
    package init(source: SourceID, item: String, position: String) {
        self.source = source
        self.item = item
        noted = NotedPosition(text: position)
    }

    /// A checkpoint as a reader makes it; its text is written when a ledger asks for it.
    package init(source: SourceID, item: String, position: some SourcePosition) {
        self.source = source
        self.item = item
        noted = NotedPosition(value: position)
    }

    /// What the source needs to go on, in its own notation; never content.
    package var position: String { noted.text }

    /// What the source needs to go on; nil where it is in the notation of something else. The text is read once: copies of the
    /// checkpoint share what came of it.
    package func position<Position: SourcePosition>(as type: Position.Type) -> Position? { noted.value() }

    package static func == (left: Checkpoint, right: Checkpoint) -> Bool {
        left.source == right.source && left.item == right.item && left.position == right.position
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(source)
        hasher.combine(item)
    }
}

/// A position as text, as a value, or as both: each is made of the other when it is first asked for.
private final class NotedPosition: Sendable {
    private struct Forms {
        var text: String?
        var value: (any SourcePosition)?
    }

    private let forms: Mutex<Forms>

    init(text: String) {
        forms = Mutex(Forms(text: text))
    }

    init(value: some SourcePosition) {
        forms = Mutex(Forms(value: value))
    }

    var text: String {
        forms.withLock { forms in
            let text = forms.text ?? forms.value?.text ?? ""
            forms.text = text
            return text
        }
    }

    func value<Position: SourcePosition>() -> Position? {
        if let known = forms.withLock({ $0.value as? Position }) { return known }
        guard let value = Position(text) else { return nil }
        forms.withLock { $0.value = value }
        return value
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
