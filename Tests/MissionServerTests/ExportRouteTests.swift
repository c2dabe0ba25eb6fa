// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Hummingbird
import HummingbirdTesting
import MissionCore
import MissionServer
import MissionTesting
import Testing

/// Reports and calls as files over HTTP.
@Suite struct ExportRouteTests {
    /// Prints how many pages it was given.
    private struct Printer: PaperPrinter {
        var error: PaperError?

        func pdf(of pages: [String], madeAt: Timestamp) async throws -> [UInt8] {
            if let error { throw error }
            return Array("%PDF \(pages.count) \(pages.allSatisfy { $0.hasPrefix("<svg") })".utf8)
        }
    }

    private func served(_ printer: Printer? = Printer(), calls: Int64 = 5) async throws -> Served {
        var served = Served()
        served.printer = printer
        return try await served.with(
            (1...calls).map { .call($0, minutesAgo: $0, model: $0 == 2 ? "=cmd()" : "claude-opus-4-6") })
    }

    @Test func `every report goes out in every format, with a name for the file`() async throws {
        try await served().application.test(.router) { client in
            for report in ReportCatalog.all() {
                let needed = report.options.parameters.compactMap { one in one.example.map { "&\(one.key)=\($0)" } }
                for format in ExportFormat.allCases {
                    let path = "/api/v1/export?report=\(report.id)&format=\(format.rawValue)\(needed.joined())"
                    try await client.execute(uri: path, method: .get) { response in
                        #expect(response.status == .ok, "\(path)")
                        #expect(response.headers[.contentType] == format.mediaType)
                        let name = response.headers[.contentDisposition] ?? ""
                        #expect(name.hasSuffix(".\(format.fileExtension)\""), "\(name)")
                    }
                }
            }
        }
    }

    @Test func `without a report it is by day, and a summary to print`() async throws {
        try await served().application.test(.router) { client in
            try await client.execute(uri: "/api/v1/export", method: .get) { response in
                #expect(response.text.hasPrefix("day,calls,"))
                #expect(response.headers[.eTag] != nil)
            }
            try await client.execute(uri: "/api/v1/export?format=pdf&paper=letter", method: .get) { response in
                #expect(response.text.hasPrefix("%PDF "))
                #expect(response.headers[.contentDisposition]?.contains("mission-control-summary.pdf") == true)
            }
        }
    }

    @Test func `what a sheet leaves out is told beside it`() async throws {
        let served = try await served().with([.call(9, provider: "nobody", model: "n–1", cost: Cost())])
        try await served.application.test(.router) { client in
            let name = try #require(HTTPFields.Element.Name("Export-Notes"))
            try await client.execute(uri: "/api/v1/export?format=focus", method: .get) { response in
                #expect(response.headers[name]?.hasPrefix("1 call with ") == true)
            }
            try await client.execute(uri: "/api/v1/export?agent=n%E2%80%93", method: .get) { response in
                #expect(response.headers[name]?.allSatisfy(\.isASCII) == true)
            }
        }
    }

    @Test func `cells that a spreadsheet would run are only text unless they are wanted raw`() async throws {
        try await served().application.test(.router) { client in
            let path = "/api/v1/export?report=usage&group_by=recorded_model,session"
            let safe = try await client.execute(uri: path + "&format=csv", method: .get) { $0.text }
            let events = "/api/v1/export?events=1&format=csv"
            let calls = try await client.execute(uri: events, method: .get) { $0.text }
            #expect(!safe.contains("\n=") && !calls.contains(",="))
            try await client.execute(uri: path + "&raw=1", method: .get) { #expect($0.status == .ok) }
        }
    }

    @Test(arguments: [
        ("format=xls", "format"), ("report=nonsense", "report"), ("paper=a5&format=pdf", "paper"),
        ("report=daily&to=x", "to"), ("events=1&report=daily", "report"), ("events=1&format=pdf", "format"),
        ("events=1&after=yesterday", "after"), ("events=1&limit=10001", "limit"), ("format=csv&format=json", "format"),
        ("nonsense=1", "nonsense"), ("report=health&group_by=day", "group_by"),
    ])
    func `what makes no sense is refused by name`(query: String, name: String) async throws {
        try await served().application.test(.router) { client in
            try await client.execute(uri: "/api/v1/export?\(query)", method: .get) { response in
                #expect(response.status == .badRequest)
                #expect(response.json?["parameter"] == .string(name))
            }
        }
    }

    @Test(arguments: [
        (PaperError.missing(program: "rsvg-convert", package: "librsvg2-bin"), HTTPResponse.Status.notImplemented),
        (.busy, .serviceUnavailable), (.failed("it fell over"), .serviceUnavailable),
    ])
    func `a PDF that cannot be made is a problem, and other formats still work`(
        error: PaperError, status: HTTPResponse.Status
    ) async throws {
        try await served(Printer(error: error)).application.test(.router) { client in
            try await client.execute(uri: "/api/v1/export?format=pdf", method: .get) { response in
                #expect(response.status == status)
                #expect(response.headers[.contentType] == "application/problem+json")
                #expect(!response.text.contains("fell over"))
                if status == .notImplemented { #expect(response.text.contains("librsvg2-bin")) }
            }
            try await client.execute(uri: "/api/v1/export", method: .get) { #expect($0.status == .ok) }
        }
        try await served(nil).application.test(.router) { client in
            try await client.execute(uri: "/api/v1/export?format=pdf", method: .get) { response in
                #expect(response.status == .notImplemented)
            }
        }
    }

    @Test func `all calls come one a line, and in parts that add up to all of them`() async throws {
        try await served(calls: 23).application.test(.router) { client in
            let path = "/api/v1/export?events=1&format=csv"
            let whole = try await client.execute(uri: path, method: .get) { $0.text }
            #expect(whole.split(separator: "\r\n").count == 24)
            var (next, text): (String?, String) = (path + "&limit=5", "")
            while let path = next {
                next = try await client.execute(uri: path, method: .get) { response in
                    text += response.text
                    let link = HTTPFields.Element.Name("Link").flatMap { response.headers[$0] }
                    return link.flatMap { $0.split(separator: ">").first }.map { String($0.dropFirst()) }
                }
            }
            #expect(text == whole)
        }
    }

    @Test func `what follows a call has no header`() async throws {
        try await served().application.test(.router) { client in
            let whole = try await client.execute(uri: "/api/v1/export?events=1&format=csv", method: .get) { $0.text }
            let lines = whole.split(separator: "\r\n")
            let cursor = try #require(lines[2].split(separator: ",").last)
            let path = "/api/v1/export?events=1&format=csv&after=\(cursor)"
            try await client.execute(uri: path, method: .get) { response in
                #expect(response.text.split(separator: "\r\n") == Array(lines[3...]))
                #expect(response.headers[.contentType]?.contains("header=absent") == true)
            }
        }
    }
}
