// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Numbers that stand for cases in the hot table. They are on disk: add new ones, never change one.
extension Grain {
    var code: Int64 {
        switch self {
        case .call: 0
        case .loggedCall: 1
        case .run: 2
        case .conversation: 3
        case .point: 4
        case .turn: 5
        }
    }

    /// The case of a number; one that this program does not know is a call, which always counts.
    init(code: Int64) {
        self = Self.allCases.first { $0.code == code } ?? .call
    }
}

/// The same for the amount that counts.
extension CostBasis {
    var code: Int64 {
        switch self {
        case .providerBilled: 1
        case .reported: 2
        case .estimated: 3
        case .implausibleReport: 4
        case .subscription: 5
        case .free: 6
        case .unpriced: 7
        case .unknownUsage: 8
        }
    }

    /// The case of a number; one that this program does not know counts as unpriced, which is never shown as $0.
    init(code: Int64) {
        self = Self.allCases.first { $0.code == code } ?? .unpriced
    }
}
