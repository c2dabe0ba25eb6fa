// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Flat fees beside what the calls that they cover would have cost, and what is left of the providers' windows; nothing where
/// there is neither a fee nor such a call.
struct SubscriptionSection {
    let answer: Result<ReportDocument, SetupModel.SubscriptionFailure>
    let clock: PageClock

    var content: Markup {
        switch answer {
        case .failure(let failure):
            return panel { tag("p", .cssClass("detail failed")) { failure.sentence } }
        case .success(let document):
            let tables = document.tables.filter { !$0.rows.isEmpty }
            if tables.isEmpty { return .empty }
            return panel {
                for table in tables { ReportTableView(table: table, clock: clock).content }
                for note in document.notes { tag("p", .cssClass("detail")) { CodeText.markup(note.text) } }
            }
        }
    }

    private func panel(@MarkupBuilder _ content: () -> Markup) -> Markup {
        Panel("subscriptions", "Subscriptions", detail: Markup("This month")) { content() }.content
    }
}
