// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A place that takes in OpenTelemetry: what it is sent, how that is decoded, and what its answer is.
package struct TelemetryEndpoint: Sendable {
    /// Where it is, as exporters append it to their endpoint: `/v1/logs`.
    package var path: String
    /// Reads a body, unpacked; always gives what is to be committed, rejections included.
    package var read: @Sendable (_ body: [UInt8], _ encoding: TelemetryEncoding) -> TelemetryReading
    /// The answer once it was committed, in the encoding of the request.
    package var answer: @Sendable (TelemetryReading, TelemetryEncoding) -> [UInt8]

    package init(
        path: String, read: @escaping @Sendable (_ body: [UInt8], _ encoding: TelemetryEncoding) -> TelemetryReading,
        answer: @escaping @Sendable (TelemetryReading, TelemetryEncoding) -> [UInt8]
    ) {
        self.path = path
        self.read = read
        self.answer = answer
    }
}

/// How a request is written, and so its answer.
package enum TelemetryEncoding: String, Hashable, Sendable, CaseIterable {
    /// Protocol Buffers.
    case protobuf
    /// Protocol Buffers' JSON, with hexadecimal ids.
    case json
}

/// What one export request holds.
package struct TelemetryReading: Sendable {
    /// What is to be committed, rejections included.
    package var batch: SourceBatch
    /// Whether the body was a request at all; where not, nothing of it was understood.
    package var isReadable = true
    /// Records, spans or data points that were found.
    package var count = 0
    /// Those that are no calls, or repeat what others tell.
    package var ignored = 0
    /// Why others were refused, how often.
    package var refused: [RejectionReason: Int] = [:]

    package init(batch: SourceBatch) {
        self.batch = batch
    }

    /// How many were refused.
    package var refusedCount: Int { refused.values.reduce(0, +) }

    /// Why some were refused, for people; empty where none was.
    package var message: String {
        refused.sorted { $0.key.rawValue < $1.key.rawValue }
            .map { "\($0.value) \($0.key.rawValue): \($0.key.explanation)" }.joined(separator: "; ")
    }
}
