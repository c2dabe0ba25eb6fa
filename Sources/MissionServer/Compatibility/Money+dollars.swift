// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

extension Money {
    /// Exact dollars, for interfaces that promise a JSON number.
    var dollars: Decimal {
        Decimal(nanodollars) / Decimal(Self.nanodollarsPerDollar)
    }
}
