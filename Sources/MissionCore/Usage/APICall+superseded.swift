// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension APICall {
    /// What a ledger keeps when the same request comes again: nil when the known one stays as it is.
    ///
    /// A request may be written down when it is sent and completed when it is answered: how it ended beats not knowing it.
    package func superseded(by other: APICall) -> APICall? {
        other.knowledge > knowledge ? other : nil
    }

    /// How much is known of its end.
    private var knowledge: Int {
        (statusCode == nil ? 0 : 4) + (status == .ok ? 0 : 2) + (durationMilliseconds == nil ? 0 : 1)
    }
}
