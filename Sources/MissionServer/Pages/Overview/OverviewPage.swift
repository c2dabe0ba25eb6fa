// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// How much, how fast, how long still, and what is wrong.
struct OverviewPage: Page {
    let entry = PageEntry.overview
    let parameters = ["by"]

    func check(_ state: PageState) throws {
        _ = try state.choice("by", default: Choice.model)
    }

    func content(_ state: PageState, _ context: PageContext) async throws -> PageContent {
        let kind = try state.choice("by", default: Choice.model).kind
        let model = try await OverviewModel.load(kind, state, context)
        return PageContent("Overview", report: PageReport(id: "daily")) {
            OverviewView(model: model, state: state).content
        }
    }

    /// By what the bars are told apart.
    enum Choice: String, CaseIterable {
        case model, provider, agent, source

        var kind: BreakdownKind { BreakdownKind(rawValue: rawValue) ?? .model }
    }
}
