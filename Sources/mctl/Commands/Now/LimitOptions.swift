// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore

/// What a window of five hours may have.
struct LimitOptions: ParsableArguments {
    @Option(
        name: .customLong("token-limit"),
        help: ArgumentHelp("Tokens that a window of five hours may have.", valueName: "tokens"))
    var tokens: Int64?

    @Option(
        name: .customLong("cost-limit"),
        help: ArgumentHelp("US dollars that a window of five hours may cost.", valueName: "dollars"))
    var cost: String?

    @Option(
        name: .customLong("call-limit"),
        help: ArgumentHelp("Calls that a window of five hours may have.", valueName: "calls"))
    var calls: Int64?

    func validate() throws {
        if let cost, Money(decimalDollars: cost).map({ $0 <= .zero }) ?? true {
            throw ValidationError("--cost-limit needs an amount above 0, such as 12.50, not “\(cost)”.")
        }
        for (name, value) in [("--token-limit", tokens), ("--call-limit", calls)] where value.map({ $0 < 1 }) ?? false {
            throw ValidationError("\(name) needs a whole number from 1 on.")
        }
    }

    /// The limits asked for.
    var limits: WindowLimits {
        WindowLimits(tokens: tokens, cost: cost.flatMap { Money(decimalDollars: $0) }, calls: calls)
    }
}
