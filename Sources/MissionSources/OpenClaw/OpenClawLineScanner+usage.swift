// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension OpenClawLineScanner {
    /// The `usage` of a call in its usual shape.
    static func usage(
        _ line: Span<UInt8>, _ index: inout Int, _ record: inout OpenClawRecord
    ) -> JSONScanner.Step {
        JSONScanner.members(line, &index) { line, index, key in
            if JSONScanner.equals(line, key, "input") { return count(line, &index, &record.input) }
            if JSONScanner.equals(line, key, "output") { return count(line, &index, &record.output) }
            if JSONScanner.equals(line, key, "cacheRead") { return count(line, &index, &record.cacheRead) }
            if JSONScanner.equals(line, key, "cacheWrite") { return count(line, &index, &record.cacheWrite) }
            if JSONScanner.equals(line, key, "cacheWrite1h") { return count(line, &index, &record.cacheWrite1h) }
            if JSONScanner.equals(line, key, "reasoning") { return count(line, &index, &record.reasoning) }
            if JSONScanner.equals(line, key, "totalTokens") { return JSONScanner.skip(line, &index) ? .next : .odd }
            if JSONScanner.equals(line, key, "cost") { return cost(line, &index, &record) }
            // Other spellings of the counts have an order of precedence.
            if isSpelling(line, key) { return .odd }
            return JSONScanner.skip(line, &index) ? .next : .odd
        }
    }

    /// Whether a key of `usage` is one that ``OpenClawUsage`` looks at, under a name other than the usual one.
    private static func isSpelling(_ line: Span<UInt8>, _ key: Range<Int>) -> Bool {
        OpenClawUsage.otherSpellings.contains { JSONScanner.equals(line, key, $0) }
    }

    private static func count(_ line: Span<UInt8>, _ index: inout Int, _ count: inout Int64) -> JSONScanner.Step {
        guard let value = JSONScanner.integer(line, &index), (0...TokenCounts.plausibleMaximum).contains(value)
        else { return .odd }
        count = value
        return .next
    }

    private static func cost(
        _ line: Span<UInt8>, _ index: inout Int, _ record: inout OpenClawRecord
    ) -> JSONScanner.Step {
        var hasTotal = false
        let step = JSONScanner.members(line, &index) { line, index, key in
            if JSONScanner.equals(line, key, "total") {
                guard let value = JSONScanner.scalar(line, &index), isNumber(line, value) else { return .odd }
                hasTotal = true
                let money = line.extracting(value).withUnsafeBufferPointer { Money(decimalDollars: $0) }
                guard let money, OpenClawLineDecoder.plausibleCost.contains(money) else {
                    record.defect = .badCost
                    return .next
                }
                record.reported = money
                return .next
            }
            if JSONScanner.equals(line, key, "totalOrigin") {
                guard let value = JSONScanner.string(line, &index) else { return .odd }
                record.isProviderBilled = JSONScanner.equals(line, value, "provider-billed")
                return .next
            }
            return JSONScanner.skip(line, &index) ? .next : .odd
        }
        // A breakdown without its total is added up by the general decoder.
        return step == .next && !hasTotal ? .odd : step
    }

    private static func isNumber(_ line: Span<UInt8>, _ range: Range<Int>) -> Bool {
        let first = line[range.lowerBound]
        return first == 0x2d || first &- 0x30 < 10
    }
}
