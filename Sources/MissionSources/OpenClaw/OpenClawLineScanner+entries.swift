// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Entries other than messages that say something about calls.
extension OpenClawLineScanner {
    /// A summary of the conversation or of a branch. What it keeps of the conversation (`retainedTail`) is skipped: those
    /// calls stand in entries of their own.
    static func summaryMember(
        _ line: Span<UInt8>, _ index: inout Int, _ key: Range<Int>, _ record: inout OpenClawRecord
    ) -> JSONScanner.Step {
        if JSONScanner.equals(line, key, "usage") {
            record.hasUsage = true
            if record.origin == .answer { record.origin = .summary }
            return usage(line, &index, &record)
        }
        // Which of two models a summary names is decided by the general decoder.
        if JSONScanner.equals(line, key, "provider") || JSONScanner.equals(line, key, "model") { return .odd }
        if JSONScanner.equals(line, key, "fromHook") {
            guard let value = JSONScanner.scalar(line, &index) else { return .odd }
            if JSONScanner.equals(line, value, "true") { record.origin = .nested }
            return .next
        }
        return JSONScanner.skip(line, &index) ? .next : .odd
    }

    /// The choice of another model.
    static func modelMember(
        _ line: Span<UInt8>, _ index: inout Int, _ key: Range<Int>, _ record: inout OpenClawRecord
    ) -> JSONScanner.Step {
        if JSONScanner.equals(line, key, "provider") {
            guard let text = optionalText(line, &index) else { return .odd }
            record.provider = text
            return .next
        }
        if JSONScanner.equals(line, key, "modelId") {
            guard let text = optionalText(line, &index) else { return .odd }
            record.model = text
            return .next
        }
        return JSONScanner.skip(line, &index) ? .next : .odd
    }

    /// What a tool says about its result. Only what a helper used, who has no conversation of its own, is of interest, and
    /// that is for the general decoder.
    static func details(_ line: Span<UInt8>, _ index: inout Int) -> JSONScanner.Step {
        let start = index
        guard JSONScanner.skip(line, &index) else { return .odd }
        return JSONScanner.contains(line, start..<index, "\"turns\"") ? .odd : .next
    }
}
