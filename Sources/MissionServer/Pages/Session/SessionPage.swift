// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// One conversation: what it cost call by call, what it started, and why each of its calls counts.
struct SessionPage: Page {
    let entry = PageEntry.sessions
    let path = "/sessions/{key}"
    let parameters = ["after"]
    let hasRange = false

    func content(_ state: PageState, _ context: PageContext) async throws -> PageContent {
        // A key has colons and slashes in it, so that a path has it percent-encoded.
        let name = (context.arguments["key"] ?? "").removingPercentEncoding ?? ""
        let after = try state.parameters["after"].map { text in
            guard let cursor = EventCursor(text) else {
                throw Problem.badParameter("after", expected: "a place that a page before named")
            }
            return cursor
        }
        guard let model = try await SessionModel.load(name, after: after, from: context.reader) else {
            throw Problem.unknown("session", expected: "`/sessions` lists them")
        }
        let facts = model.session.session
        return PageContent(SessionNames.name(facts)) {
            SessionView(model: model, state: state, isFirstPage: after == nil).content
        }
    }
}
