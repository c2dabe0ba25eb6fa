// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What a report about bills is given: the bills that are kept, and which providers could be asked.
package struct BillingStore: Sendable {
    private let open: @Sendable () throws -> (any BillingReader)?
    private let keys: @Sendable () throws -> Set<BillingProvider>

    /// - Parameters:
    ///   - reader: Asked again for each report; nil where no bill was ever kept.
    ///   - providersWithKey: The providers whose keys are kept.
    package init(
        reader: @escaping @Sendable () throws -> (any BillingReader)?,
        providersWithKey: @escaping @Sendable () throws -> Set<BillingProvider>
    ) {
        open = reader
        keys = providersWithKey
    }

    /// Nothing is kept.
    package static let none = BillingStore(reader: { nil }, providersWithKey: { [] })

    /// The kept days; see ``BillingReader/billedDays(_:)``.
    func billedDays(_ days: ClosedRange<CivilDay>) async throws -> [BilledDay] {
        try await open()?.billedDays(days) ?? []
    }

    /// The providers whose keys are kept.
    ///
    /// - Throws: What keeps that from being known.
    func providersWithKey() throws -> Set<BillingProvider> { try keys() }
}
