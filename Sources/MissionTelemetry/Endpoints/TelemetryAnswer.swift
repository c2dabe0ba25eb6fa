// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import SwiftProtobuf

/// The answer to an export request that was committed.
enum TelemetryAnswer {
    /// - Parameter rejected: What JSON calls the number of records that were refused; in Protocol Buffers all three have one number.
    static func bytes(_ reading: TelemetryReading, _ encoding: TelemetryEncoding, rejected: String) -> [UInt8] {
        let refused = reading.refusedCount
        switch encoding {
        case .json:
            let partial: JSONValue = [rejected: .string("\(refused)"), "errorMessage": .string(reading.message)]
            let answer: JSONValue = refused > 0 ? ["partialSuccess": partial] : [:]
            return Array(answer.text().utf8)
        case .protobuf:
            var answer = OTLPAnswer()
            if refused > 0 {
                answer.partialSuccess.rejected = Int64(refused)
                answer.partialSuccess.errorMessage = reading.message
            }
            // Numbers and text always serialise; an empty message is an answer without refusals.
            return (try? answer.serializedBytes()) ?? []
        }
    }
}
