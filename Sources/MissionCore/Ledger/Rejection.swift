// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Input that could not be understood: where it stands and why, never what it says.
package struct Rejection: Hashable, Sendable {
    /// The source that met it.
    package var source: SourceID
    /// The item within the source.
    package var item: String
    /// Bytes (or rows) from the item's beginning.
    package var position: Int64
    /// How long it is, in bytes.
    package var length: Int64
    /// What is wrong with it.
    package var reason: RejectionReason

    package init(source: SourceID, item: String, position: Int64, length: Int64, reason: RejectionReason) {
        self.source = source
        self.item = item
        self.position = position
        self.length = length
        self.reason = reason
    }
}

/// What is wrong with rejected input.
package enum RejectionReason: String, Error, Sendable, CaseIterable {
    /// The line is not JSON.
    case notJSON = "not_json"
    /// The line is longer than a reader accepts.
    case tooLong = "too_long"
    /// A count of tokens is negative, fractional, not a number or beyond reason.
    case badTokenCount = "bad_token_count"
    /// A recorded cost is negative, not a number or beyond reason.
    case badCost = "bad_cost"
    /// The call has no time, or one outside 2000 to 2100.
    case badTime = "bad_time"
    /// The call has nothing that tells it from others: no id of its message or of its conversation.
    case noIdentity = "no_identity"
    /// A field is missing, or is not what it should be.
    case badField = "bad_field"
    /// The bytes are not the Protocol Buffers message that they should be.
    case notProtobuf = "not_protobuf"
    /// The call tells no usage, and nothing else that came with it does.
    case noUsage = "no_usage"
    /// The file could not be read.
    case unreadable

    /// For people.
    package var explanation: String {
        switch self {
        case .notJSON: "the line is not JSON"
        case .tooLong: "the line is longer than 64 MiB"
        case .badTokenCount: "a token count is negative, not a whole number, or beyond reason"
        case .badCost: "a recorded cost is negative, not a number, or beyond reason"
        case .badTime: "the call has no time between 2000 and 2100"
        case .noIdentity: "the call has no id, or names no conversation"
        case .badField: "a field is missing, or is not what it should be"
        case .notProtobuf: "the bytes are not the Protocol Buffers message that they should be"
        case .noUsage: "the call tells no usage"
        case .unreadable: "the file could not be read"
        }
    }
}
