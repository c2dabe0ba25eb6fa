// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

/// The keys that are kept, one for a provider, as a file holds them.
package struct BillingKeyList: Hashable, Sendable {
    private var keys: [BillingProvider: BillingKey] = [:]

    package init() {}

    /// Reads what ``json`` writes.
    ///
    /// - Throws: ``MissionCore/SettingsError`` with the key that is wrong, without what it holds.
    package init(_ json: JSONValue) throws {
        guard case .object(let members)? = json.at("keys") else { throw SettingsError("keys", expected: "an object") }
        for member in members {
            guard let provider = BillingProvider(rawValue: member.key) else {
                throw SettingsError("keys", expected: "names of providers only")
            }
            guard let key = member.value.text.flatMap(BillingKey.init) else {
                throw SettingsError("keys.\(member.key)", expected: "a key")
            }
            keys[provider] = key
        }
    }

    /// The providers whose keys are kept.
    package var providers: Set<BillingProvider> { Set(keys.keys) }

    /// A provider's key.
    package subscript(provider: BillingProvider) -> BillingKey? {
        get { keys[provider] }
        set { keys[provider] = newValue }
    }

    /// `{"schema_version","keys":{"anthropic":"…"}}`: for the private file alone.
    package var json: JSONValue {
        let members = keys.sorted { $0.key < $1.key }.map { provider, key in
            JSONMember(key: provider.rawValue, value: .string(key.secret))
        }
        return ["schema_version": 1, "keys": .object(members)]
    }
}
