// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A provider and a model under their canonical names.
///
/// Different models have different names: of what was recorded, only the provider's own name before a slash, marks of clouds
/// and routers, a date stamp, and other spellings of the same name go. ``NameFolding`` says how.
package struct ModelName: Hashable, Sendable {
    /// The provider: lower case, aliases resolved (`claude` is `anthropic`); `unknown` where nobody names one.
    package let provider: String
    /// The model: lower case; behind a vendor and a slash where its provider sells several makers' models.
    package let model: String
    /// The names under which a price may be listed, as recorded first and shortest last.
    let spellings: [String]

    /// Normalises what a log recorded.
    ///
    /// - Parameter presumedProvider: Who answers where a producer never names anybody, unless the model is known to be
    ///   another maker's.
    package init(recordedProvider: String, recordedModel: String, presumedProvider: String? = nil) {
        var folding = NameFolding(
            recordedProvider: recordedProvider, recordedModel: recordedModel, presumedProvider: presumedProvider)
        folding.fold()
        provider = folding.provider
        model = folding.model
        spellings = folding.spellings
    }

    /// `provider/model`.
    package var canonical: String {
        "\(provider)/\(model)"
    }

    /// The model without a vendor before it.
    static func bare(_ model: String) -> Substring {
        model.lastIndex(of: "/").map { model[model.index(after: $0)...] } ?? model[...]
    }

    /// The names that a text stands for which people filter by, `provider/model` or a model alone: as it is, because ledgers
    /// keep some spellings, and normalised, because people write a model as its log did.
    static func filters(_ text: String) -> Set<String> {
        let written = text.trimmed.lowercased()
        guard let slash = written.firstIndex(of: "/") else {
            return [written, ModelName(recordedProvider: "", recordedModel: written).model]
        }
        let name = ModelName(
            recordedProvider: String(written[..<slash]), recordedModel: String(written[written.index(after: slash)...]))
        return [written, name.canonical]
    }

    /// The name of a provider that nobody names.
    package static let unnamedProvider = "unknown"
}

extension String {
    /// The text without white space at its ends.
    package var trimmed: String {
        // Nearly every name is plain already, and asking characters for their properties is slow.
        if let first = utf8.first, let last = utf8.last, first &- 0x21 < 0x5e, last &- 0x21 < 0x5e { return self }
        var text = Substring(self)
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}
