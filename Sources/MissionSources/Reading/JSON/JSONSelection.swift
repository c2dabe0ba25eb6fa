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

    /// A selection from paths such as `message.usage`.
    ///
    /// - Parameter exceptions: Paths that only lines have of which more is wanted: those are the general decoder's.
    init(_ paths: [String], exceptLinesWith exceptions: [String] = []) {
        root = Node(Self.parts(paths), exceptions: Self.parts(exceptions))
    }

    private init(root: Node?) {
        self.root = root
    }

    private static func parts(_ paths: [String]) -> [ArraySlice<String>] {
        paths.map { $0.split(separator: ".").map(String.init)[...] }
    }

    /// What is wanted of one object.
    ///
    /// The keys' bytes lie one behind the other, so that looking one up counts no references.
    final class Node: Sendable {
        /// The wanted keys, shorter ones first.
        let names: [String]
        /// What of the value under each of them: all where there is no node.
        let nodes: [Node?]
        /// Whether a line with the key is the general decoder's.
        let areExceptions: [Bool]
        private let bytes: [UInt8]
        /// Where in `names` those of each length stand, and where in `bytes` the first of them begins.
        private let places: [(keys: Range<Int>, start: Int)]

        fileprivate init(_ paths: [ArraySlice<String>], exceptions: [ArraySlice<String>]) {
            let names = Set((paths + exceptions).compactMap(\.first)).sorted {
                ($0.utf8.count, $0) < ($1.utf8.count, $1)
            }
            self.names = names
            nodes = names.map { name in
                let rests = paths.filter { $0.first == name }.map { $0.dropFirst() }
                let beneath = exceptions.filter { $0.first == name }.map { $0.dropFirst() }
                return rests.contains(where: \.isEmpty) ? nil : Node(rests, exceptions: beneath)
            }
            areExceptions = names.map { name in exceptions.contains { Array($0) == [name] } }
            bytes = names.flatMap { Array($0.utf8) }
            places = (0...(names.last?.utf8.count ?? 0)).map { length in
                let shorter = names.prefix { $0.utf8.count < length }
                let count = names.count { $0.utf8.count == length }
                return (shorter.count..<(shorter.count + count), shorter.reduce(0) { $0 + $1.utf8.count })
            }
        }

        /// The place of the wanted key whose bytes are in `range`.
        @inline(__always)
        func index(of other: Span<UInt8>, _ range: Range<Int>) -> Int? {
            guard range.count < places.count else { return nil }
            var (keys, start) = places[range.count]
            while !keys.isEmpty {
                var offset = 0
                while offset < range.count, other[range.lowerBound + offset] == bytes[start + offset] { offset += 1 }
                if offset == range.count { return keys.lowerBound }
                start += range.count
                keys = (keys.lowerBound + 1)..<keys.upperBound
            }
            return nil
        }
    }
}
