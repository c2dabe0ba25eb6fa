// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A provider and a model as the service named them that `runtime-usage` replaces.
///
/// Its rule takes different models for one: what stands before the first slash, `-chat`, `-preview` and versions go. It is
/// kept for the callers of that answer alone; everywhere else a ``ModelName`` names models.
package struct FormerModelName: Hashable {
    package let provider: String
    package let model: String

    package init(recordedProvider: String, recordedModel: String) {
        provider = NameRules.provider(recordedProvider)
        model = Self.model(recordedModel)
    }

    /// The former name of a model that a ledger knows by its ``ModelName``.
    package init(canonical name: String) {
        let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
        self.init(recordedProvider: parts.first ?? "unknown", recordedModel: parts.last ?? "unknown")
    }

    /// `provider/model`.
    package var canonical: String { "\(provider)/\(model)" }

    /// Without everything up to the first slash, then without one trailing stamp: `-` and eight digits, `-latest`,
    /// `-preview`, `-instruct`, `-chat`, or `-v` and a version.
    package static func model(_ recorded: String) -> String {
        let lowered = recorded.trimmed.lowercased()
        var name = Substring(lowered)
        if let slash = name.firstIndex(of: "/") { name = name[name.index(after: slash)...] }
        let stripped = withoutStamp(name)
        if !stripped.isEmpty { return String(stripped) }
        return lowered.isEmpty ? "unknown" : lowered
    }

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
