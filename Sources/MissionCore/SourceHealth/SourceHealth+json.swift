// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension SourceHealth {
    /// The sources for programs.
    package var json: JSONValue {
        [
            "status": .string(status),
            "findings": .array(findings.map(\.json)),
            "sources": .array(lines.map(\.json) + others.map { $0.json(exists: nil, files: $0.items) }),
        ]
    }
}

extension SourceHealth.Line {
    fileprivate var json: JSONValue {
        let state = state ?? SourceState(source: look.source, items: 0, rejections: 0, lastCommit: nil)
        return state.json(exists: look.exists, files: look.items).appending([
            "stores": .array(look.stores.map(JSONValue.string)),
            "unread_calls": JSONValue(count: look.unread.callCount),
            "problems": .array(look.problems.map(\.json)),
            "status": .string((findings.map(\.severity).max() ?? .note).statusWord),
        ])
    }
}

extension HealthFinding.Severity {
    fileprivate var statusWord: String {
        self == .note ? "ok" : rawValue
    }
}

extension SourceState {
    /// The state for programs.
    ///
    /// - Parameters:
    ///   - exists: Whether the place exists; nil when nobody looked.
    ///   - files: How many files and databases it has.
    fileprivate func json(exists: Bool?, files: Int) -> JSONValue {
        [
            "kind": .string(source.kind),
            "path": .string(source.place),
            "exists": exists.map(JSONValue.bool) ?? .null,
            "files": JSONValue(count: files),
            "calls": JSONValue(events),
            "repeated_calls": .integer(repeats),
            "newest_call_at": JSONValue(newestEvent?.iso8601),
            "last_commit_at": JSONValue(lastCommit?.iso8601),
            "rejections": JSONValue(count: rejections),
        ]
    }
}

extension SourceProblem {
    /// The problem for programs.
    package var json: JSONValue {
        [
            "path": .string(path), "kind": .string(kind.rawValue), "reason": .string(reason),
            "advice": .string(advice),
        ]
    }
}

extension Rejection {
    /// The place and the reason, for programs; what stood there is not known any more.
    package var json: JSONValue {
        [
            "kind": .string(source.kind),
            "source": .string(source.place),
            "item": .string(item),
            "path": .string("\(source.place)/\(item)"),
            "position": .integer(position),
            "length": .integer(length),
            "reason": .string(reason.rawValue),
            "explanation": .string(reason.explanation),
        ]
    }
}
