// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

/// Why a provider's bill could not be had: what happened, and what to do.
package enum BillingError: Error, Hashable, Sendable {
    /// The provider does not accept the key.
    case keyRefused(BillingProvider, status: Int, told: String?)
    /// The provider knows no such address, or not for this account.
    case notOffered(BillingProvider, told: String?)
    /// Too many requests; it asks to wait so many seconds, where it says how many.
    case limited(BillingProvider, seconds: Int64?)
    /// Any other answer that is no success.
    case answered(BillingProvider, status: Int, told: String?)
    /// It sends elsewhere, where the key must not go.
    case redirected(BillingProvider, status: Int)
    /// There was no answer, or none that can be used.
    case unreachable(BillingProvider, reason: String)
    /// The answer has another shape than the provider documents.
    case malformed(String, expected: String)
    /// The answer is in another currency than US dollars.
    case currency(String)

    /// What kind of trouble it is, for exit codes.
    package enum Trouble: Hashable, Sendable {
        /// The key.
        case key
        /// It may work later.
        case soon
        /// It does not work.
        case unavailable
    }

    /// What kind of trouble it is.
    package var trouble: Trouble {
        switch self {
        case .keyRefused: .key
        case .limited: .soon
        default: .unavailable
        }
    }
}

extension BillingError: CustomStringConvertible {
    /// For people; a provider's own words are in it without the key.
    package var description: String {
        switch self {
        case .keyRefused(let provider, let status, let told):
            "\(provider.title) refused the key (\(status))\(Self.words(told)); it needs \(provider.keyKind):"
                + " \(NextStep.keepBillingKey(provider))"
        case .notOffered(let provider, let told):
            "\(provider.title) does not know what was asked for (404)\(Self.words(told))"
                + (provider == .anthropic
                    ? "; individual accounts have no reports: the key must be an organisation's" : "")
        case .limited(let provider, let seconds):
            "\(provider.title) answered 429: too many requests;"
                + " \(seconds.map { "it asks to wait \($0.groupedString) s, try again then" } ?? "try again later")"
        case .answered(let provider, let status, let told):
            "\(provider.title) answered \(status)\(Self.words(told))\(status >= 500 ? "; try again later" : "")"
        case .redirected(let provider, let status):
            "\(provider.title) answered \(status), which sends elsewhere; the key is not sent there"
        case .unreachable(let provider, let reason): "\(provider.title) could not be asked: \(reason)"
        case .malformed(let place, let expected): "the answer is not as documented: \(place): expected \(expected)"
        case .currency(let name): "amounts are in \(name.displayable); only US dollars can be compared"
        }
    }

    private static func words(_ told: String?) -> String { told.map { ": \($0)" } ?? "" }
}
