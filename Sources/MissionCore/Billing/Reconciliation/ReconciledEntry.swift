// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A day's figures of one model or item.
package struct ReconciledEntry: Hashable, Sendable {
    /// Whose bill.
    package var provider: BillingProvider
    /// The UTC day.
    package var day: CivilDay
    /// The model or item.
    package var subject: ReconciledSubject
    /// Both sides; `billed` is nil where the day was not fetched.
    package var figures: ReconciledFigures

    /// What it is about, for people.
    var name: String { subject.name(of: provider) }
}

/// The figures of one model or item over all days that were fetched.
package struct ReconciledTotal: Hashable, Sendable {
    /// Whose bill.
    package var provider: BillingProvider
    /// The model or item.
    package var subject: ReconciledSubject
    /// Both sides.
    package var figures: ReconciledFigures

    /// What it is about, for people.
    var name: String { subject.name(of: provider) }

    /// Why they may differ, where the data says so.
    package var causes: [ReconciliationCause] {
        ReconciliationCause.all(of: figures, subject)
    }
}
