// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A provider and a model under their canonical names.
public struct ModelName: Hashable, Sendable {
    /// The provider: lower case, aliases resolved (`claude` is `anthropic`); `unknown` where the log names none.
    public let provider: String
    /// The model: lower case, without provider prefix and without stamp (`-20251101`, `-latest`, `-preview` …).
    public let model: String

    /// Normalises what a log recorded.
    public init(recordedProvider: String, recordedModel: String) {
        self.provider = Self.normalizedProvider(recordedProvider)
        self.model = Self.normalizedModel(recordedModel)
    }

    /// `provider/model`.
    public var canonical: String {
        "\(provider)/\(model)"
    }

    /// The canonical name of a provider.
    public static func normalizedProvider(_ recorded: String) -> String {
        let name = recorded.trimmed.lowercased()
        if let alias = providerAliases[name] { return alias }
        return name.isEmpty ? unnamedProvider : name
    }

    /// The canonical name of a model: everything up to the first slash goes, then one trailing stamp.
    ///
    /// A stamp is `-` and eight digits, `-latest`, `-preview`, `-instruct`, `-chat`, or `-v` and a version.
    public static func normalizedModel(_ recorded: String) -> String {
        let lowered = recorded.trimmed.lowercased()
        var name = Substring(lowered)
        if let slash = name.firstIndex(of: "/") { name = name[name.index(after: slash)...] }
        let stripped = withoutStamp(name)
        if !stripped.isEmpty { return String(stripped) }
        return lowered.isEmpty ? "unknown" : lowered
    }

    /// The normalised form of a name that people filter by: `provider/model`, or a model alone.
    static func filter(_ text: String) -> String {
        guard let slash = text.firstIndex(of: "/") else { return normalizedModel(text) }
        return ModelName(
            recordedProvider: String(text[..<slash]), recordedModel: String(text[text.index(after: slash)...])
        )
        .canonical
    }

    /// The name of a provider that the log does not name.
    public static let unnamedProvider = "unknown"

    private static let providerAliases = [
        "claude": "anthropic", "codex": "openai", "local": "ollama", "gemini": "google",
    ]

    private static func withoutStamp(_ name: Substring) -> Substring {
        guard let dash = name.lastIndex(of: "-") else { return name }
        let tail = name[name.index(after: dash)...].utf8
        let isStamp =
            switch String(name[name.index(after: dash)...]) {
            case "latest", "preview", "instruct", "chat": true
            default: isDate(tail) || isVersion(tail)
            }
        return isStamp ? name[..<dash] : name
    }

    private static func isDate(_ tail: Substring.UTF8View) -> Bool {
        tail.count == 8 && tail.allSatisfy { $0 &- 0x30 < 10 }
    }

    private static func isVersion(_ tail: Substring.UTF8View) -> Bool {
        guard tail.first == 0x76 else { return false }
        let parts = tail.dropFirst().split(separator: 0x2e, omittingEmptySubsequences: false)
        return parts.allSatisfy { part in !part.isEmpty && part.allSatisfy { $0 &- 0x30 < 10 } }
    }
}

extension String {
    /// The text without white space at its ends.
    var trimmed: String {
        // Nearly every name is plain already, and asking characters for their properties is slow.
        if let first = utf8.first, let last = utf8.last, first &- 0x21 < 0x5e, last &- 0x21 < 0x5e { return self }
        var text = Substring(self)
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}
