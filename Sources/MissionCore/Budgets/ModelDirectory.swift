// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Finds models by the short names that people write: `opus-4.6` is `claude-opus-4-6`, whoever sells it.
package struct ModelDirectory: Sendable {
    /// Each model's plain name, with the name that its maker gives it.
    private let names: [String: String]

    /// - Parameter known: Names of models, with or without a provider.
    package init(_ known: some Sequence<String>) {
        var names: [String: String] = [:]
        for name in known {
            let bare = String(name.split(separator: "/").last ?? Substring(name))
            let plain = Self.plain(bare)
            // Of several spellings the one with the maker's prefix, and of those the first in the alphabet.
            if let other = names[plain], (other.utf8.count, bare) >= (bare.utf8.count, other) { continue }
            names[plain] = bare
        }
        self.names = names
    }

    /// The models of a price book.
    package init(_ book: PriceBook) {
        self.init(book.listing.map(\.model))
    }

    /// A model's name without what sellers and people spell differently.
    static func plain(_ name: String) -> String {
        let bare = name.split(separator: "/").last.map(String.init) ?? name
        let plain = String(bare.lowercased().map { $0 == "." ? "-" : $0 })
        return plain.hasPrefix("claude-") ? String(plain.dropFirst(7)) : plain
    }

    /// The name of the one model that a short name means.
    ///
    /// - Throws: ``SettingsError`` where it means none, or several.
    package func name(_ short: String, key: String) throws -> String {
        if short.contains("/") { return short }
        let wanted = Self.plain(short)
        if let exact = names[wanted] { return exact }
        let parts = "-\(wanted)-"
        let found = names.filter { "-\($0.key)-".contains(parts) }.values.sorted()
        if found.count == 1, let only = found.first { return only }
        let which =
            found.isEmpty
            ? "the name of a model that is known, or provider/model"
            : "one model; “\(short.prefix(64))” can be \(found.prefix(3).joined(separator: ", "))"
                + (found.count > 3 ? " or \(found.count - 3) others" : "")
        throw SettingsError(key, expected: which)
    }
}
