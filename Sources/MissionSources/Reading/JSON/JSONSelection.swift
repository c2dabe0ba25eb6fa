// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What a parser wants of a line: paths of keys, of which everything else is passed over unread.
///
/// A path that ends inside an object wants all of it. Lists lie on no path of their own: `messages.id` is the `id` of an
/// object under `messages` and of every object in a list there.
struct JSONSelection: Sendable {
    /// Objects inside objects deeper than this are left to the general decoder.
    static let deepest = 64

    /// All there is, read as strictly as the general decoder reads it.
    static let everything = JSONSelection(root: nil)

    /// Nil where all is wanted.
    let root: Node?
    /// Texts that only lines have of which more is wanted: those are the general decoder's.
    let exceptions: [StaticString]

    /// A selection from paths such as `message.usage`.
    init(_ paths: [String], exceptLinesWith exceptions: [StaticString] = []) {
        self.exceptions = exceptions
        root = Node(paths.map { $0.split(separator: ".").map(String.init)[...] })
    }

    private init(root: Node?) {
        (self.root, exceptions) = (root, [])
    }

    /// What is wanted of one object.
    final class Node: Sendable {
        /// Shorter ones first.
        let keys: [Key]
        /// Where in `keys` those of each length stand.
        private let places: [Range<Int>]

        fileprivate init(_ paths: [ArraySlice<String>]) {
            let names = Set(paths.compactMap(\.first)).sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
            keys = names.map { name in
                let rests = paths.filter { $0.first == name }.map { $0.dropFirst() }
                return Key(name: name, node: rests.contains(where: \.isEmpty) ? nil : Node(rests))
            }
            places = (0...(names.last?.utf8.count ?? 0)).map { length in
                let start = names.count { $0.utf8.count < length }
                return start..<(start + names.count { $0.utf8.count == length })
            }
        }

        /// The place of the wanted key whose bytes are in `range`.
        @inline(__always)
        func index(of bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
            guard range.count < places.count else { return nil }
            let places = places[range.count]
            var index = places.lowerBound
            while index < places.upperBound {
                if keys[index].equals(bytes, range) { return index }
                index += 1
            }
            return nil
        }
    }

    /// A key that is wanted, and what of the value under it: all where there is no node.
    struct Key: Sendable {
        let name: String
        let node: Node?
        private let bytes: [UInt8]

        fileprivate init(name: String, node: Node?) {
            self.name = name
            self.node = node
            bytes = Array(name.utf8)
        }

        @inline(__always)
        fileprivate func equals(_ other: Span<UInt8>, _ range: Range<Int>) -> Bool {
            guard range.count == bytes.count else { return false }
            var offset = 0
            while offset < bytes.count {
                if other[range.lowerBound + offset] != bytes[offset] { return false }
                offset += 1
            }
            return true
        }
    }
}
