// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Why something that came over the wire cannot be read.
package enum WireError: Error, Hashable, Sendable {
    /// A field is missing, or is not what it should be.
    ///
    /// - Parameters:
    ///   - path: Where, from the outermost object on: `events[3].tokens.input`; empty for the whole.
    ///   - expected: What should be there.
    case malformed(path: String, expected: String)
    /// It is written in a version that this program does not know; nil where it names none.
    case version(Int64?)

    /// The same, seen from an object that has the value under this key.
    func under(_ key: String) -> WireError {
        guard case .malformed(let path, let expected) = self else { return self }
        let separator = path.isEmpty || path.hasPrefix("[") ? "" : "."
        return .malformed(path: key + separator + path, expected: expected)
    }
}

extension WireError: CustomStringConvertible {
    /// `events[3].tokens.input: expected a whole number`.
    package var description: String {
        switch self {
        case .malformed(let path, let expected): "\(path.isEmpty ? "(top)" : path): expected \(expected)"
        case .version(let version?): "version \(version) is not known here"
        case .version(nil): "no version is named"
        }
    }
}
