// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What a ledger answers about how it came by its calls, and about what runs beside them: schedules, quotas, sources.
///
/// Moments are UTC; windows are half-open, `[start, end)`.
package protocol OperationsReader: Sendable {
    /// What became of turns that other programs answered.
    ///
    /// - Throws: ``LedgerError``.
    func backendTurns() async throws -> BackendTurnCounts

    /// Scheduled jobs that are known, by agent and id.
    ///
    /// - Throws: ``LedgerError``.
    func cronJobs() async throws -> [CronJobFacts]

    /// Runs of scheduled jobs that schedulers told of and of which some part lies in the window, by beginning and job.
    ///
    /// - Throws: ``LedgerError``.
    func cronRuns(in window: Window) async throws -> [CronRunFacts]

    /// The newest reading of each quota, by gateway, provider and label.
    ///
    /// - Parameter gateway: Only this gateway's; nil for all.
    /// - Throws: ``LedgerError``.
    func latestQuotas(of gateway: String?) async throws -> [QuotaRecord]

    /// The readings of a gateway's quotas from a moment on: by provider and label, and oldest first.
    ///
    /// - Throws: ``LedgerError``.
    func quotas(of gateway: String, since: Timestamp) async throws -> [QuotaRecord]

    /// Rejected input, newest first.
    ///
    /// - Parameters:
    ///   - after: The `next` of the page before; nil for the first one.
    ///   - limit: At most so many; zero and less for none.
    /// - Throws: ``LedgerError``.
    func rejections(after: Int64?, limit: Int) async throws -> RejectionPage

    /// What each source has put in, by kind and place.
    ///
    /// - Throws: ``LedgerError``.
    func sourceStates() async throws -> [SourceState]

    /// When calls were stamped again, newest first. Of calls that had no price `examined` is not kept: it is the number of
    /// calls that got one.
    ///
    /// - Parameter limit: At most so many.
    /// - Throws: ``LedgerError``.
    func repricings(limit: Int) async throws -> [Repricing]
}

extension OperationsReader {
    /// The newest rejected inputs.
    ///
    /// - Parameter limit: At most so many; zero and less for none.
    /// - Throws: ``LedgerError``.
    package func rejections(limit: Int) async throws -> [Rejection] {
        try await rejections(after: nil, limit: limit).rejections
    }
}

/// Some of the rejected inputs, newest first.
package struct RejectionPage: Hashable, Sendable {
    /// The inputs.
    package var rejections: [Rejection]
    /// Where the next page begins; nil when this is the last one.
    package var next: Int64?

    package init(rejections: [Rejection], next: Int64?) {
        self.rejections = rejections
        self.next = next
    }
}

/// The side of a ledger that answers everything.
package protocol LedgerReader: UsageReader, OperationsReader, AlertReader {}
