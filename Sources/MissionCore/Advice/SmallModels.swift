// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Each provider's small model for routine work, of those that have a price.
struct SmallModels {
    /// By provider, the preferred one first; from the providers' own model pages, as of 2026-11.
    private static let names = [
        "anthropic": ["claude-haiku-4-5"],
        "openai": ["gpt-5-mini", "gpt-4.1-mini"],
        "openai-codex": ["gpt-5-mini"],
        "google": ["gemini-2.5-flash-lite", "gemini-2.5-flash"],
    ]

    let book: PriceBook
    let now: Timestamp

    /// The small model to use instead of another one; nil where that is small itself, or nothing clearly cheaper is known.
    func alternative(to provider: String, _ model: String) -> ModelName? {
        guard let own = book.lookup(provider: provider, model: model, at: now).price?.rates else { return nil }
        let names = (Self.names[provider] ?? []).map { ModelName(recordedProvider: provider, recordedModel: $0) }
        return names.first { name in
            guard let price = book.lookup(provider: name.provider, model: name.model, at: now).price?.rates else {
                return false
            }
            return price.input.nanodollarsPerMillion <= own.input.nanodollarsPerMillion / 2
                && price.output.nanodollarsPerMillion <= own.output.nanodollarsPerMillion / 2
        }
    }
}
