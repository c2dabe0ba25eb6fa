// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

extension ServiceHealth {
    /// Numbers under the names that pages know.
    fileprivate var json: JSONValue {
        [
            "calls": .integer(calls), "modelCalls": .integer(modelCalls), "requests": .integer(requests),
            "failures": .integer(failures), "rateLimit": .integer(self[.rateLimited]),
            "serverError": .integer(self[.serverError]), "timeout": .integer(self[.timeout]),
            "denied": .integer(self[.denied]), "badRequest": .integer(self[.badRequest]),
            "otherFailure": .integer(self[.failed]), "aborted": .integer(self[.aborted]),
            "successRate": answeredPerMille.map { .decimal(Decimal($0) / 10) } ?? .null,
            "meanDurationMs": JSONValue(meanMilliseconds),
        ]
    }

    fileprivate func cells(_ name: String, _ style: TableStyle) -> [String] {
        let share = answeredPerMille.map { "\($0 / 10).\($0 % 10) %" } ?? style.unknown
        let others = failures - self[.rateLimited] - self[.serverError] - self[.timeout]
        return [name, calls.groupedString]
            + [failures, self[.rateLimited], self[.serverError], self[.timeout], others].map(\.groupedString)
            + [share, meanMilliseconds.map(DurationText.short) ?? style.unknown]
    }
}

extension ServiceReport {
    /// The answer as one object; its shape only grows. `rateLimit` is HTTP 429, `serverError` is 5xx.
    public var json: JSONValue {
        let rows = services.map { service -> JSONValue in
            let name: JSONValue = ["service": .string(service.name)]
            return name.appending(service.health.json)
        }
        let head: JSONValue = ["range": range.json]
        return head.appending(totals.json).appending(["services": .array(rows)])
    }

    /// One line a service; a sentence where nothing was called.
    public func text(_ style: TableStyle) -> String {
        guard totals.calls > 0 else { return "No calls: \(range).\n" }
        let table = TextTable(
            columns: [
                .init(title: "Service", isRightAligned: false, isShortenable: true), .init(title: "Calls"),
                .init(title: "Failed"), .init(title: "429"), .init(title: "5xx"), .init(title: "Timeout"),
                .init(title: "Other"), .init(title: "Answered"), .init(title: "Mean"),
            ],
            rows: services.map { $0.health.cells($0.name.displayable, style) }, totals: totals.cells("Total", style))
        let requests = totals.requests == 1 ? "1 request" : "\(totals.requests.groupedString) requests"
        let notes = totals.requests > 0 ? ["\(UsageNotes.calls(totals.modelCalls)) of models and \(requests)."] : []
        return TextPage(title: "Health of services", range: range, marksGap: false, notes: notes).text(table, style)
    }
}
