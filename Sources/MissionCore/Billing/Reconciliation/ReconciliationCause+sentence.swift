// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension ReconciliationCause {
    /// What the figures show and what that likely means, as a sentence about a model or item.
    func sentence(_ name: String, _ provider: BillingProvider) -> String {
        "\(name.displayable): \(text(provider))"
    }

    private func text(_ provider: BillingProvider) -> String {
        switch self {
        case .missingCalls(let tokens):
            "\(provider.title) counted \(Self.tokens(tokens)) more than the logs here: calls of other machines or keys, or logs"
                + " that were not read."
        case .otherAccount(let tokens):
            "the logs here have \(Self.tokens(tokens)) more than \(provider.title) counted: calls of an account that this bill"
                + " does not cover."
        case .unknownModel:
            "billed, and no call here has this model: calls of other machines or keys, or another name for a model."
        case .unpricedCalls(let count):
            "\(UsageNotes.calls(count)) without a price \(count == 1 ? "is" : "are") not in the counted cost: run"
                + " \(NextStep.checkPrices)."
        case .unknownUsage(let count):
            "\(UsageNotes.calls(count)) told no usage and \(count == 1 ? "is" : "are") in no sum here."
        case .subscriptionCalls(let count):
            "\(UsageNotes.calls(count)) here \(count == 1 ? "is" : "are") included in a subscription, which no bill of the API has."
        case .serviceTiers(let tiers): Self.sentence(tiers, provider)
        case .besideTokens: "billed beside tokens; the counted cost has it only where an agent recorded it."
        case .ownKey(let amount):
            "\(amount.displayString) was paid to other providers with a key of your own, and is not in \(provider.title)'s amount."
        case .otherPrice:
            "the tokens agree and the amounts do not: another price, as by a discount, a contract or long prompts."
        }
    }

    private static func sentence(_ tiers: [String: Int64], _ provider: BillingProvider) -> String {
        let parts = tiers.sorted { $0.key < $1.key }.map { "\(tokens($0.value)) as “\($0.key.displayable)”" }
        let isPriority = provider == .anthropic && tiers.keys.contains { $0.hasPrefix("priority") }
        return "\(provider.title) served \(parts.joined(separator: ", "))."
            + (isPriority ? " Priority Tier is not in Anthropic's costs." : " Such a tier has prices of its own.")
    }

    /// `1 token`, `12,345 tokens`.
    private static func tokens(_ count: Int64) -> String {
        count == 1 ? "1 token" : "\(count.groupedString) tokens"
    }
}
