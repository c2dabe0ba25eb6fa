// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting

@testable import MissionSources

/// An OpenClaw home in a temporary folder, written by hand, gone when the test is over.
final class TemporaryHome: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "mission-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: "\(path)/agents/main/sessions", withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    var source: OpenClawSource { OpenClawSource(home: path) }

    func file(_ name: String) -> String {
        name.contains("/") ? "\(path)/\(name)" : "\(path)/agents/main/sessions/\(name)"
    }

    func write(_ name: String, _ text: String) throws {
        let folder = (file(name) as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: file(name)))
    }

    func append(_ name: String, _ text: String) throws {
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file(name)))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(text.utf8))
        try handle.close()
    }

    /// Writes into the file that is there, as a program does that opens it again.
    func overwrite(_ name: String, _ text: String) throws {
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file(name)))
        try handle.write(contentsOf: Data(text.utf8))
        try handle.close()
    }

    func move(_ name: String, to other: String) throws {
        try FileManager.default.moveItem(atPath: file(name), toPath: file(other))
    }

    func remove(_ name: String) throws {
        try FileManager.default.removeItem(atPath: file(name))
    }
}

/// Lines of a transcript, as OpenClaw writes them.
enum Line {
    static func header(_ session: String = "s1", at time: String = "2026-03-01T10:00:00.000Z") -> String {
        #"{"type":"session","version":3,"id":"\#(session)","timestamp":"\#(time)","cwd":"/home/someone/workspace"}"#
            + "\n"
    }

    static func user(_ text: String = "hello") -> String {
        #"{"type":"message","id":"u1","parentId":null,"timestamp":"2026-03-01T10:00:01.000Z","#
            + #""message":{"role":"user","content":[{"type":"text","text":"\#(text)"}],"timestamp":1772359201000}}"#
            + "\n"
    }

    static func toolResult(_ text: String = "done") -> String {
        #"{"type":"message","id":"t1","timestamp":"2026-03-01T10:00:02.000Z","message":{"role":"toolResult","#
            + #""toolCallId":"c1","content":[{"type":"text","text":"\#(text)"}],"isError":false}}"# + "\n"
    }

    /// A call of 100 input, 10 output tokens, and so on, unless `usage` says otherwise.
    static func call(
        _ id: String = "a1", minute: Int = 1, provider: String = "anthropic", model: String = "claude-sonnet-4-5",
        usage: String? = nil, stop: String = "stop", extra: String = ""
    ) -> String {
        let time = "2026-03-01T10:\(minute < 10 ? "0" : "")\(minute):00.000Z"
        let counts =
            usage
            ?? #"{"input":100,"output":10,"cacheRead":1000,"cacheWrite":50,"totalTokens":1160,"#
            + #""cost":{"input":0.0003,"output":0.00015,"cacheRead":0.0003,"cacheWrite":0.0001875,"total":0.0009375}}"#
        return #"{"type":"message","id":"\#(id)","parentId":"u1","timestamp":"\#(time)","message":{"role":"assistant","#
            + #""content":[{"type":"text","text":"{\"usage\":{\"input\":7}} }{"}],"api":"anthropic-messages","#
            + #""provider":"\#(provider)","model":"\#(model)","usage":\#(counts),"stopReason":"\#(stop)","#
            + #""timestamp":1772359260000\#(extra)}}"# + "\n"
    }
}

/// A ledger in memory with sources read into it.
struct Desk {
    let ledger = MemoryLedger()
    let ingestor: Ingestor

    init() throws {
        ingestor = Ingestor(writer: ledger, prices: PriceProvider(try PriceBook.embedded()))
    }

    @discardableResult
    func read(_ source: any Source) async throws -> IngestResult {
        try await ingestor.ingest(source)
    }

    func totals(_ filters: [MissionCore.Dimension: Set<String>] = [:], synthetic: Bool = false) async throws
        -> UsageSums
    {
        try await ledger.total(UsageQuery(filters: filters, includeSynthetic: synthetic))
    }

    /// Where each call was seen, newest first.
    var places: [Provenance] {
        get async throws {
            try await ledger.events(matching: UsageQuery(), after: nil, limit: .max).map(\.event.provenance)
        }
    }

    func rejections() async throws -> [RejectionReason] {
        try await ledger.rejections(limit: 1000).map(\.reason)
    }
}
