// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What scheduled jobs and heartbeats cost: each job with its runs, and what waking up burns.
struct CronPage: Page {
    let entry = PageEntry.cron
    let parameters = ["after"]

    func content(_ state: PageState, _ context: PageContext) async throws -> PageContent {
        let after = try state.parameters["after"].map { text in
            guard let cursor = RunCursor(text) else {
                throw Problem.badParameter("after", expected: "a place that a page before named")
            }
            return cursor
        }
        let model = try await CronModel.load(state, after: after, context)
        let report = model.heartbeats == nil ? "cron" : "cron-jobs"
        return PageContent(entry.title, report: PageReport(id: report)) {
            CronView(model: model, state: state, isFirstPage: after == nil).content
        }
    }
}
