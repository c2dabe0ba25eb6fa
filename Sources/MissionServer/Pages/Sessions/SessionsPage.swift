// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Conversations: most expensive first, to be searched and sorted.
struct SessionsPage: Page {
    let entry = PageEntry.sessions
    let parameters = ["q", "page", "sort", "dir"]

    /// The columns, in the order in which they are shown.
    static let columns = [
        "title", "agent", "session_kind", "models", "last_call_at", "calls", "total_tokens", "cost",
    ]

    func content(_ state: PageState, _ context: PageContext) async throws -> PageContent {
        let number = try Self.number(state)
        let model = try await SessionsModel.load(state, number: number, from: context.reader)
        let sorting = try state.sorting(by: Self.columns)
        let report = PageReport(id: "top-sessions", parameters: ["limit": "\(number * SessionsModel.pageSize)"])
        return PageContent("Sessions", report: report) {
            SessionsView(model: model, state: state, sorting: sorting, number: number).content
        }
    }

    private static func number(_ state: PageState) throws -> Int {
        let last = SessionsModel.most / SessionsModel.pageSize
        guard let text = state.parameters["page"] else { return 1 }
        guard let number = Int(text), (1...last).contains(number) else {
            throw Problem.badParameter("page", expected: "a whole number from 1 to \(last)")
        }
        return number
    }
}
