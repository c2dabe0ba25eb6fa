// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension EventRow {
    /// Writes the row, in the order of ``EventColumn``.
    func write(to rows: inout TabSeparated, version: Int64, isDeleted: Bool) {
        let (event, counted) = (call.event, call.event.counted(for: call.owner))
        rows.add(place.conversation)
        rows.add(event.id.high)
        rows.add(event.id.low)
        rows.add(version)
        rows.add(isDeleted)
        rows.add(call.isCovered)
        rows.add(event.at.milliseconds)
        write(event, to: &rows)
        write(event.attribution, to: &rows)
        write(call.owner, to: &rows)
        rows.add(session.displayKey)
        rows.add(session.agentName)
        rows.add(session.session.program ?? "")
        rows.add(session.key == nil ? session.session.agentKey : "")
        rows.add((counted.attribution.kind ?? session.kind ?? .unattributed).rawValue)
        rows.add(counted.attribution.cronJob ?? session.cronJob ?? "")
        rows.add(session.channel ?? "")
        rows.add(session.project ?? "")
        writeUse(event, to: &rows)
        writeSums(UsageSums(counted), to: &rows)
        rows.endRow()
    }

    private func write(_ event: UsageEvent, to rows: inout TabSeparated) {
        rows.add(event.session.harness)
        rows.add(event.session.agent)
        rows.add(event.session.id)
        rows.add(event.sessionStart?.milliseconds)
        rows.add(event.source.rawValue)
        rows.add(event.grain.rawValue)
        rows.add(event.provenance.rawValue)
    }

    private func write(_ attribution: Attribution, to rows: inout TabSeparated) {
        rows.add(attribution.provider)
        rows.add(attribution.model)
        rows.add(attribution.recordedProvider)
        rows.add(attribution.recordedModel)
        rows.add(attribution.gateway)
        rows.add(attribution.account)
        rows.add(attribution.machine)
        rows.add(attribution.kind?.rawValue ?? "")
        rows.add(attribution.cronJob ?? "")
        rows.add(attribution.taskType ?? "")
        rows.add(attribution.caller ?? "")
    }

    private func write(_ owner: CallOwner?, to rows: inout TabSeparated) {
        rows.add(owner != nil)
        rows.add(owner?.session.harness ?? "")
        rows.add(owner?.session.agent ?? "")
        rows.add(owner?.session.id ?? "")
        rows.add(owner?.kind?.rawValue ?? "")
        rows.add(owner?.cronJob ?? "")
    }

    private func writeUse(_ event: UsageEvent, to rows: inout TabSeparated) {
        let tokens = event.tokens
        for count in [
            tokens.input, tokens.output, tokens.cacheRead, tokens.cacheWrite5m, tokens.cacheWrite1h, tokens.reasoning,
            event.webSearches,
        ] { rows.add(count) }
        rows.add(event.serviceTier)
        rows.add(event.region)
        rows.add(event.durationMilliseconds)
        rows.add(event.status.rawValue)
        rows.add(event.isSynthetic)
        rows.add(event.cost.reported?.nanodollars)
        rows.add(event.cost.isProviderBilled)
        rows.add(event.cost.estimated?.nanodollars)
        rows.add(event.cost.basis.rawValue)
        rows.add(event.cost.priceRevision)
    }

    private func writeSums(_ sums: UsageSums, to rows: inout TabSeparated) {
        for count in [
            sums.failedCalls, sums.unknownUsageCalls, sums.unpricedCalls, sums.unreportedCalls, sums.unestimatedCalls,
            sums.implausibleReportedCalls, sums.subscriptionCalls, sums.unvaluedSubscriptionCalls, sums.coarseCalls,
            sums.cost.nanodollars, sums.subscriptionValue.nanodollars,
        ] { rows.add(count) }
    }
}
