// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A place that takes in what is pushed: what it is sent, how that is decoded, and what its answer is.
package struct PushEndpoint: Sendable {
    /// Where it is.
    package var path: String
    /// What it takes.
    package var formats: [PushFormat]
    /// Reads a body, unpacked; nil when it holds more objects than a push may have.
    package var read: @Sendable (_ body: [UInt8], _ format: PushFormat) -> PushReading?
    /// The answer, as JSON, once it is known what became of a push. The same push gets it again under its key.
    package var answer: @Sendable (PushReading, AppendResult) -> String

    package init(
        path: String, formats: [PushFormat],
        answer: @escaping @Sendable (PushReading, AppendResult) -> String = { PushOutcome($0, $1).json.text() },
        read: @escaping @Sendable (_ body: [UInt8], _ format: PushFormat) -> PushReading?
    ) {
        self.path = path
        self.formats = formats
        self.answer = answer
        self.read = read
    }
}

/// What a pushed body is.
package enum PushFormat: String, Hashable, Sendable, CaseIterable {
    /// One JSON value.
    case object
    /// One JSON value a line.
    case lines
}
