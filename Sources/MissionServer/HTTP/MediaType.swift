// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What a body is, as `Content-Type` names it.
enum MediaType: String, Sendable, CaseIterable {
    /// One JSON value.
    case json = "application/json"
    /// One JSON value a line.
    case ndjson = "application/x-ndjson"
    /// OTLP, and whatever else speaks Protocol Buffers.
    case protobuf = "application/x-protobuf"
    /// What a browser sends from a form, also from a foreign page's: only for signing in.
    case form = "application/x-www-form-urlencoded"

    /// Reads a field's value; nil for every other type, and for text that says to be in another encoding than UTF-8.
    init?(contentType field: String) {
        let parts = field.split(separator: ";", omittingEmptySubsequences: false).map(Self.trimmed)
        guard let name = parts.first, let type = Self.names[name] else { return nil }
        for parameter in parts.dropFirst() where parameter.hasPrefix("charset=") {
            let charset = parameter.dropFirst(8).filter { $0 != "\"" }
            guard charset == "utf-8" || charset == "utf8" || type == .protobuf else { return nil }
        }
        self = type
    }

    private static let names: [String: MediaType] = [
        "application/json": .json, "application/x-ndjson": .ndjson, "application/ndjson": .ndjson,
        "application/jsonl": .ndjson, "application/x-protobuf": .protobuf, "application/protobuf": .protobuf,
        "application/x-www-form-urlencoded": .form,
    ]

    private static func trimmed(_ text: some StringProtocol) -> String {
        var text = text.lowercased()[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
