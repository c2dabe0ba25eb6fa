// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What this month will cost, what calls would cost under another model, and what would cost less.
struct AdvicePage: Page {
    let entry = PageEntry.advice
    let parameters = ["to"]

    func check(_ state: PageState) throws {
        guard let model = state.parameters["to"] else { return }
        let parts = model.split(separator: "/", maxSplits: 1)
        guard parts.count == 2 else {
            throw Problem.badParameter("to", expected: "a model as `provider/model`")
        }
    }

    func content(_ state: PageState, _ context: PageContext) async throws -> PageContent {
        let model = try await AdviceModel.load(state, context)
        return PageContent("Advice", report: PageReport(id: "suggestions")) {
            AdviceView(model: model, state: state).content
        }
    }
}

/// What the page shows.
struct AdviceModel: Sendable {
    let days: [DayUsage]
    let forecast: Forecast?
    /// What the month will come to, as far as that can be told.
    let projected: KnownAmount
    /// What the month's calls cost so far.
    let thisMonth: UsageSums
    let period: ClosedRange<CivilDay>
    /// The month's budget of all calls, where there is one.
    let limit: Money?
    /// The models that were called, most expensive first, to choose from.
    let models: [String]
    let suggestions: DocumentDesk.Standing
    /// What the page's calls would cost under the chosen model; nil where none is chosen.
    let alternative: DocumentDesk.Standing?
    /// Flat fees beside what their calls would have cost, or why the fees cannot be read.
    let subscriptions: Result<ReportDocument, SetupModel.SubscriptionFailure>

    static func load(_ state: PageState, _ context: PageContext) async throws -> AdviceModel {
        let overview = try await Overview.load(
            from: context.reader, zone: state.zone, now: state.now, days: 31, filters: state.filterSets)
        let today = state.today
        let models = try await context.reader.usage(UsageQuery(groupBy: [.model], zone: state.zone))
            .mostExpensiveFirst(\.sums.costRank) { $0.name ?? "" }.compactMap(\.name)
        var alternative: DocumentDesk.Standing?
        if let other = state.parameters["to"] {
            var request = state.request
            request.parameters["to"] = [other]
            alternative = try await context.desk.standing(
                of: WhatIfReport(context.prices), request, now: state.now)
        }
        return AdviceModel(
            days: overview.daily, forecast: overview.forecast, projected: overview.projected,
            thisMonth: overview.thisMonth,
            period: today.startOfMonth...today.startOfNextMonth.advanced(by: -1),
            limit: context.monthlyBudget.map { Money(nanodollars: $0.limit) }, models: models,
            suggestions: try await context.desk.standing(
                of: SuggestionReport(context.prices), ReportRequest(zone: state.zone), now: state.now),
            alternative: alternative, subscriptions: try await subscriptions(state, context))
    }

    private static func subscriptions(
        _ state: PageState, _ context: PageContext
    ) async throws -> Result<ReportDocument, SetupModel.SubscriptionFailure> {
        do { _ = try context.subscriptions.current() } catch {
            return .failure(SetupModel.SubscriptionFailure(sentence: "\(error)."))
        }
        let report = SubscriptionReport(context.subscriptions)
        return .success(try await report.load(context.reader, ReportRequest(zone: state.zone), now: state.now))
    }
}
