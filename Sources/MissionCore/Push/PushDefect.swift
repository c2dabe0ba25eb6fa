// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Why something that was pushed cannot be taken in.
public struct PushDefect: Error, Hashable, Sendable {
    /// What is wrong.
    public var reason: RejectionReason
    /// The field that is wrong; nil where it is the whole.
    public var field: String?

    /// Makes a defect.
    public init(_ reason: RejectionReason, _ field: String? = nil) {
        self.reason = reason
        self.field = field
    }
}

/// A part of a push that was refused: where it stood and why, never what it said.
public struct PushRefusal: Hashable, Sendable {
    /// Its line, from 1; blank lines count.
    public var line: Int
    /// Bytes from the beginning of the body.
    public var position: Int
    /// Its length in bytes.
    public var length: Int
    /// What is wrong with it.
    public var defect: PushDefect

    /// Makes a refusal.
    public init(line: Int, position: Int, length: Int, defect: PushDefect) {
        self.line = line
        self.position = position
        self.length = length
        self.defect = defect
    }

    /// For the answer to whoever pushed it.
    public var json: JSONValue {
        var json: JSONValue = ["line": JSONValue(count: line), "reason": .string(defect.reason.rawValue)]
        if let field = defect.field { json = json.appending(["field": .string(field)]) }
        return json
    }
}
