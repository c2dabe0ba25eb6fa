// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What is wrong with a file of settings: the key, and what was expected there.
package struct SettingsError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where: `alerts.dailyLimit`.
    package var key: String
    /// What should be there.
    package var expected: String

    package init(_ key: String, expected: String) {
        self.key = key
        self.expected = expected
    }

    /// `alerts.dailyLimit: expected an amount above 0`.
    package var description: String { "\(key): expected \(expected)" }
}
