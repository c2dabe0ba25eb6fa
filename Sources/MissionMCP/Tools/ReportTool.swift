// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Tools that are reports of the catalogue.
extension Tool {
    /// A report under the name of a tool.
    ///
    /// - Parameters:
    ///   - report: Made for each call, of what holds at the time.
    ///   - description: For whoever chooses among tools; the report's summary without.
    init(
        _ name: String, _ report: @escaping @Sendable (MCPEnvironment) -> any Report, options: ReportOptions,
        title: String, description: String
    ) {
        self.init(name: name, title: title, description: description, input: ToolInput(options)) {
            arguments, environment in
            let now = environment.clock.now
            let request = try arguments.request(zone: environment.zone, now: now)
            return try await Self.ask(report(environment), request, environment, now: now)
        }
    }

    /// Asks a ledger for a report, and says which filters match nothing.
    static func ask(
        _ report: any Report, _ request: ReportRequest, _ environment: MCPEnvironment, now: Timestamp
    ) async throws -> ReportDocument {
        try await environment.ledger { reader in
            var document = try await report.load(reader, request, now: now)
            let known = Set(document.notes.map(\.text))
            let unmatched = try await UnmatchedFilters.notes(request.filters, from: reader)
            document.notes += [ReportNote](unmatched.filter { !known.contains($0) })
            return document
        }
    }
}
