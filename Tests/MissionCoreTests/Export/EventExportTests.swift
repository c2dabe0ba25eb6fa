// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionTesting
internal import Testing

@Suite struct `Exports of all calls` {
    private func export(_ format: ExportFormat, _ change: (inout EventExport) -> Void = { _ in }) async throws -> (
        text: String, progress: EventExport.Progress
    ) {
        var export = try EventExport(ReportRequest(zone: try Ledgers.berlin()), as: format)
        change(&export)
        var text = ""
        let progress = try await export.run(from: try await Ledgers.mixed()) { text += $0 }
        return (text, progress)
    }

    @Test(arguments: [ExportFormat.csv, .ndjson]) func `all calls are told as before`(format: ExportFormat) async throws
    {
        try Golden.check(try await export(format).text, "export/calls.\(format.rawValue)")
    }

    @Test(arguments: 1...11) func `however large a page is, the calls are the same`(size: Int) async throws {
        let (whole, some) = (try await export(.csv), try await export(.csv) { $0.pageSize = size })
        #expect(whole.text == some.text)
        #expect(some.progress.calls == 10 && some.progress.next == nil)
    }

    @Test(arguments: [ExportFormat.csv, .ndjson], 1...10)
    func `an export that was interrupted after any call goes on without loss or repeat`(
        format: ExportFormat, count: Int
    ) async throws {
        let first = try await export(format) { $0.limit = count }
        let next = try #require(first.progress.next)
        #expect(first.progress.calls == count)
        let rest = try await export(format) { $0.after = next }
        #expect(first.text + rest.text == (try await export(format).text))
    }

    @Test func `each line ends with the cursor of its call`() async throws {
        let lines = try await export(.csv).text.split(separator: "\r\n").map(String.init)
        for (index, line) in lines.enumerated().dropFirst() {
            let cursor = try #require(line.split(separator: ",").last.flatMap { EventCursor(String($0)) })
            let rest = try await export(.csv) { $0.after = cursor }.text.split(separator: "\r\n").map(String.init)
            #expect(rest == Array(lines[(index + 1)...]))
        }
    }

    @Test func `a cost that is not known is an empty cell and null`() async throws {
        let sheet = try await export(.csv).text.split(separator: "\r\n")
        let header = sheet[0].split(separator: ",").map(String.init)
        let cost = try #require(header.firstIndex(of: "cost_usd"))
        let unpriced = sheet.filter { $0.contains("nobody/new-1") }
        #expect(unpriced.count == 2)
        for line in unpriced { #expect(line.split(separator: ",", omittingEmptySubsequences: false)[cost].isEmpty) }
        #expect(try await export(.ndjson).text.contains("\"model\":\"nobody/new-1\""))
    }
}
