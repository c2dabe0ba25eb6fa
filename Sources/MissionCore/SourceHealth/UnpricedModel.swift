// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A model, as recorded, with calls that have no price.
package struct UnpricedModel: Hashable, Sendable {
    /// `provider|model`; nil where the log names none.
    package var recordedModel: String?
    /// The sums of all its calls.
    package var sums: UsageSums

    package init(recordedModel: String?, sums: UsageSums) {
        self.recordedModel = recordedModel
        self.sums = sums
    }

    /// Those among rows grouped by recorded model, most calls first.
    package static func list(_ rows: [UsageRow]) -> [UnpricedModel] {
        rows.filter { $0.sums.unpricedCalls > 0 }
            .map { UnpricedModel(recordedModel: $0.name, sums: $0.sums) }
            .sorted { left, right in
                left.sums.unpricedCalls == right.sums.unpricedCalls
                    ? (left.recordedModel ?? "") < (right.recordedModel ?? "")
                    : left.sums.unpricedCalls > right.sums.unpricedCalls
            }
    }

    /// For programs.
    package var json: JSONValue {
        [
            "recorded_model": JSONValue(recordedModel), "calls": .integer(sums.unpricedCalls),
            "total_tokens": .integer(sums.tokens.total),
        ]
    }
}
