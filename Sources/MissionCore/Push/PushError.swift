// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Why something that was pushed cannot be taken in.
package struct PushError: Error, Hashable, Sendable {
    /// What is wrong.
    package var reason: RejectionReason
    /// The field that is wrong; nil where it is the whole.
    package var field: String?

    package init(_ reason: RejectionReason, _ field: String? = nil) {
        self.reason = reason
        self.field = field
    }
}

/// A part of a push that was refused: where it stood and why, never what it said.
package struct PushRefusal: Hashable, Sendable {
    /// Its line, from 1; blank lines count.
    package var line: Int
    /// Bytes from the beginning of the body.
    package var position: Int
    /// Its length in bytes.
    package var length: Int
    /// What is wrong with it.
    package var error: PushError

    package init(line: Int, position: Int, length: Int, error: PushError) {
        self.line = line
        self.position = position
        self.length = length
        self.error = error
    }

    /// For the answer to whoever pushed it.
    package var json: JSONValue {
        var json: JSONValue = ["line": JSONValue(count: line), "reason": .string(error.reason.rawValue)]
        if let field = error.field { json = json.appending(["field": .string(field)]) }
        return json
    }
}
