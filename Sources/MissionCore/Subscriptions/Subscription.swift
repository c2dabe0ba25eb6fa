// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A flat fee that an account pays, whatever its calls would have cost.
package struct Subscription: Hashable, Sendable {
    /// The account, by the name that its calls have.
    package var account: String
    /// What a calendar month costs; never negative.
    package var monthlyFee: Money

    package init(account: String, monthlyFee: Money) {
        self.account = account
        self.monthlyFee = monthlyFee
    }

    /// The fee of some days: each is its part of its own month, rounded half-even once per month.
    package func fee(for days: ClosedRange<CivilDay>) -> Money {
        var sum = Money.zero
        var first = days.lowerBound
        while first <= days.upperBound {
            let (start, next) = (first.startOfMonth, first.startOfNextMonth)
            let last = min(days.upperBound, next.advanced(by: -1))
            let part = Int128(monthlyFee.nanodollars) * Int128(last.number - first.number + 1)
            sum += Money(nanodollars: Int64(clamping: part.dividedHalfEven(by: Int128(next.number - start.number))))
            first = next
        }
        return sum
    }

    /// `{"account","monthly_fee"}`; the fee in dollars, as text.
    package var json: JSONValue {
        ["account": .string(account), "monthly_fee": .string(monthlyFee.decimalString)]
    }
}

/// The subscriptions that were told, as a file holds them.
package struct SubscriptionList: Hashable, Sendable {
    /// By account; each account once.
    package private(set) var subscriptions: [Subscription] = []

    package init() {}

    /// Reads what ``json`` writes.
    ///
    /// - Throws: ``SettingsError`` with the key that is wrong.
    package init(_ json: JSONValue) throws {
        guard case .array(let values)? = json.at("subscriptions") else {
            throw SettingsError("subscriptions", expected: "a list")
        }
        for (index, value) in values.enumerated() {
            guard let account = value.at("account")?.text, !account.isEmpty else {
                throw SettingsError("subscriptions[\(index)].account", expected: "a name")
            }
            guard let fee = value.at("monthly_fee")?.text.flatMap(Money.init(decimalDollars:)), fee >= .zero else {
                throw SettingsError(
                    "subscriptions[\(index)].monthly_fee", expected: "dollars as text, such as \"20\"")
            }
            set(Subscription(account: account, monthlyFee: fee))
        }
    }

    /// Adds a subscription, or gives the account's another fee.
    package mutating func set(_ subscription: Subscription) {
        subscriptions.removeAll { $0.account == subscription.account }
        subscriptions.append(subscription)
        subscriptions.sort { $0.account < $1.account }
    }

    /// Removes an account's subscription.
    ///
    /// - Returns: Whether there was one.
    package mutating func remove(_ account: String) -> Bool {
        let count = subscriptions.count
        subscriptions.removeAll { $0.account == account }
        return subscriptions.count < count
    }

    /// `{"schema_version","subscriptions":[{"account","monthly_fee"}]}`.
    package var json: JSONValue {
        ["schema_version": 1, "subscriptions": .array(subscriptions.map(\.json))]
    }
}

/// Gives the subscriptions that hold now.
package struct SubscriptionProvider: Sendable {
    private let read: @Sendable () throws -> SubscriptionList

    /// - Parameter read: Asked again for each report.
    package init(_ read: @escaping @Sendable () throws -> SubscriptionList) { self.read = read }

    /// No subscription is known.
    package static let none = SubscriptionProvider { SubscriptionList() }

    /// The subscriptions at present.
    ///
    /// - Throws: What keeps them from being read.
    package func current() throws -> SubscriptionList { try read() }
}
