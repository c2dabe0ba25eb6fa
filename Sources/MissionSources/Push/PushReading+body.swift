// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

extension PushReading {
    /// Reads a body.
    ///
    /// - Parameters:
    ///   - body: The bytes, unpacked.
    ///   - isLines: Whether it is one object a line; otherwise it is one object.
    ///   - source: Under which source it gets into the ledger.
    ///   - take: Puts one object into the batch.
    /// - Returns: nil when it holds more objects than a push may have.
    init?(
        _ body: [UInt8], isLines: Bool, source: SourceID,
        take: (JSONValue, inout SourceBatch) throws(PushError) -> Void
    ) {
        var hash = ContentHash("push body")
        hash.add(body)
        self.init(batch: SourceBatch(source: source, bytes: Int64(body.count)), fingerprint: hash.id)
        var (start, line) = (0, 0)
        while start < body.count {
            line += 1
            let end = isLines ? body[start...].firstIndex(of: 0x0a) ?? body.count : body.count
            let range = Self.trimmed(body, start..<end)
            start = end + 1
            if range.isEmpty { continue }
            count += 1
            if count > Self.maximumCount { return nil }
            read(body[range], line: line, take)
        }
        addRejections()
    }

    private mutating func read(
        _ bytes: ArraySlice<UInt8>, line: Int, _ take: (JSONValue, inout SourceBatch) throws(PushError) -> Void
    ) {
        do throws(PushError) {
            guard let value = JSONValue(parsing: Data(bytes)) else { throw PushError(.notJSON) }
            // A number beyond every bound is read as null, and must not pass for one that was left out.
            guard value.nullCount <= Self.nullCount(bytes) else { throw PushError(.badField) }
            try take(value, &batch)
        } catch {
            refusals.append(
                PushRefusal(line: line, position: bytes.startIndex, length: bytes.count, error: error))
        }
    }

    /// How often the bytes say null.
    private static func nullCount(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.indices.count { bytes[$0] == 0x6e && bytes[$0...].starts(with: "null".utf8) }
    }

    /// Refusals are told by where they stood in which body, so that the same broken push comes to the same rejections.
    private mutating func addRejections() {
        batch.rejections = refusals.prefix(Self.listedRefusals).map { refusal in
            Rejection(
                source: batch.source, item: "\(fingerprint)", position: Int64(refusal.position),
                length: Int64(refusal.length), reason: refusal.error.reason)
        }
    }

    private static func trimmed(_ body: [UInt8], _ range: Range<Int>) -> Range<Int> {
        func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0d, 0x0a].contains(byte) }
        var (start, end) = (range.lowerBound, range.upperBound)
        // A byte order mark is no content.
        if start == 0, end >= 3, body[0] == 0xef, body[1] == 0xbb, body[2] == 0xbf { start = 3 }
        while start < end, isSpace(body[start]) { start += 1 }
        while start < end, isSpace(body[end - 1]) { end -= 1 }
        return start..<end
    }
}

extension JSONValue {
    /// How many nulls it holds.
    fileprivate var nullCount: Int {
        switch self {
        case .null: 1
        case .array(let values): values.reduce(0) { $0 + $1.nullCount }
        case .object(let members): members.reduce(0) { $0 + $1.value.nullCount }
        default: 0
        }
    }
}
