// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

/// Logs that real agents left, and what a correct reader finds in them. They lie beside the repository, where they are.
struct RealData {
    /// Sums of calls.
    struct Sums: Equatable, CustomStringConvertible {
        var records: Int64 = 0
        var input: Int64 = 0
        var output: Int64 = 0
        var cacheRead: Int64 = 0
        var cacheWrite: Int64 = 0
        var reasoning: Int64 = 0
        var nanodollars: Int64 = 0

        var description: String {
            "\(records) calls, \(input) + \(output), cache \(cacheRead) + \(cacheWrite), "
                + "reasoning \(reasoning), \(nanodollars) n$"
        }
    }

    let kind: String
    private let truth: JSONValue

    static let root: String = {
        if let named = ProcessInfo.processInfo.environment["MISSION_REAL_DATA"] { return named }
        // Of this file: Tests/MissionSourcesTests/Support.
        let repository = #filePath.split(separator: "/").dropLast(5).joined(separator: "/")
        return "/\(repository)/shared/data"
    }()

    /// Whether there is anything to check against.
    static let isThere = FileManager.default.fileExists(atPath: "\(root)/claude-code/truth.json")

    init(_ kind: String) throws {
        self.kind = kind
        let data = try Data(contentsOf: URL(fileURLWithPath: "\(Self.root)/\(kind)/truth.json"))
        truth = try #require(JSONValue(parsing: data))
    }

    var sets: [String] {
        truth.at("by_set")?.members.map(\.key) ?? []
    }

    func expected(_ set: String) -> Sums {
        var sums = Self.sums(truth.at("by_set")?.at(set))
        // What stands nested in other entries was billed too, and is told apart.
        if let nested = truth.at("nested_by_set")?.at(set) {
            let more = Self.sums(nested)
            sums.records += more.records
            sums.input += more.input
            sums.output += more.output
            sums.cacheRead += more.cacheRead
            sums.cacheWrite += more.cacheWrite
        }
        return sums
    }

    /// Whether a set has calls that the sums by model leave out.
    func hasNested(_ set: String) -> Bool {
        truth.at("nested_by_set")?.at(set)?.at("records")?.whole ?? 0 > 0
    }

    /// By `provider|model` as recorded; without what stands nested.
    var expectedByModel: [String: Sums] {
        let models = truth.at("by_model")?.members.map { ($0.key, Self.sums($0.value)) } ?? []
        return Dictionary(models) { first, _ in first }
    }

    private static func sums(_ value: JSONValue?) -> Sums {
        func number(_ key: String) -> Int64? { value?.at(key)?.whole }
        return Sums(
            records: number("records") ?? 0, input: number("input") ?? 0, output: number("output") ?? 0,
            cacheRead: number("cacheRead") ?? 0, cacheWrite: number("cacheWrite") ?? 0,
            reasoning: number("reasoning") ?? 0, nanodollars: number("costNanodollars") ?? 0)
    }

    /// The sources in a set, as `mctl ingest` finds them.
    func sources(_ set: String) throws -> [any Source] {
        let findings = SourceCatalog.recognize(["\(Self.root)/\(kind)/\(set)"], kind: kind)
        try #require(findings.problems.isEmpty)
        return findings.sources
    }

    /// A file of a set, by its path below the set.
    struct File {
        var path: String
        var name: String
        /// Whether the producer appends to it, so that it may be met half written.
        var isGrowing: Bool
    }

    func files(_ set: String) throws -> [File] {
        let root = "\(Self.root)/\(kind)/\(set)"
        return try #require(FileManager.default.subpaths(atPath: root)).sorted().compactMap { name in
            let path = "\(root)/\(name)"
            guard FileStat(path: path)?.isRegular == true else { return nil }
            return File(path: path, name: name, isGrowing: name.hasSuffix(".jsonl"))
        }
    }

    func read(_ folder: String, into desk: Desk) async throws {
        for source in SourceCatalog.recognize([folder], kind: kind).sources { try await desk.read(source) }
    }
}

extension RealData.Sums {
    static func += (left: inout Self, right: Self) {
        left.records += right.records
        left.input += right.input
        left.output += right.output
        left.cacheRead += right.cacheRead
        left.cacheWrite += right.cacheWrite
        left.reasoning += right.reasoning
        left.nanodollars += right.nanodollars
    }
}

extension Desk {
    /// Everything in the ledger, rows that are no calls included.
    func sums(_ filters: [MissionCore.Dimension: Set<String>] = [:]) async throws -> RealData.Sums {
        let sums = try await totals(filters, synthetic: true)
        return RealData.Sums(
            records: sums.calls, input: sums.tokens.input, output: sums.tokens.output,
            cacheRead: sums.tokens.cacheRead, cacheWrite: sums.tokens.cacheWrite, reasoning: sums.tokens.reasoning,
            nanodollars: sums.reportedCost.nanodollars)
    }
}
