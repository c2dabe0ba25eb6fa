// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionSources
import Synchronization
import Testing

@testable import mctl

/// Prices from the file that `RUNTIME_USAGE_PRICING_FILE` names.
@Suite struct PriceSourceTests {
    private let folder: Folder
    private static let good = #"{"acme/rocket-1": {"input": 3, "output": 15, "cache_read": 0.3, "cache_write": 3.75}}"#

    init() throws {
        folder = try Folder()
    }

    private func environment(_ path: String) -> SearchEnvironment {
        folder.environment([PriceSource.variable: path])
    }

    private func input(_ source: PriceSource) -> Int64? {
        guard
            case .price(let price) = source.provider.current.lookup(
                provider: "acme", model: "rocket-1", at: Timestamp(seconds: 1_772_496_000))
        else { return nil }
        return price.rates.input.nanodollarsPerMillion
    }

    @Test func `a good file overrides the program's own prices`() throws {
        let source = try PriceSource(environment: environment(folder.write("prices.json", Self.good)))
        #expect(input(source) == 3_000_000_000)
        #expect(try source.provider.current.revision != PriceBook.embedded().revision)
    }

    @Test(arguments: ["", nil])
    func `without a file the program's own prices hold`(name: String?) throws {
        let variables = name.map { [PriceSource.variable: $0] } ?? [:]
        let source = try PriceSource(environment: folder.environment(variables))
        #expect(input(source) == nil)
        #expect(try source.provider.current.revision == PriceBook.embedded().revision)
    }

    @Test(arguments: [
        (#"{"acme/rocket-1": {"input": -3}}"#, "acme/rocket-1.input", "0 or more"),
        (#"{"acme/rocket-1": {"inputs": 3}}"#, "acme/rocket-1.inputs", "one of input, output"),
        (#"{"rocket": {"input": 3}}"#, "rocket", "provider/model"),
        (#"{"acme/rocket-1": {"input": "three"}}"#, "acme/rocket-1.input", "number"),
        ("{", "", ""),
    ])
    func `a bad file ends the program with code 78 and names file, key and what was expected`(
        text: String, key: String, expected: String
    ) async throws {
        let path = try folder.write("prices.json", text)
        let error = #expect(throws: PriceFileError.self) { try PriceSource(environment: environment(path)) }
        let message = try #require(error).description
        for part in [path, key, expected] where !part.isEmpty { #expect(message.contains(part), "\(message)") }
    }

    @Test func `a file that is not there ends the program with code 78`() throws {
        let error = #expect(throws: CommandFailure.self) {
            try PriceSource(environment: environment("\(folder.path)/nowhere.json"))
        }
        #expect(error?.status == .configuration)
        #expect(error?.message.contains("nowhere.json") == true)
    }

    @Test func `a file that changes is read again, and a bad one is a warning that keeps the prices before`() throws {
        let path = try folder.write("prices.json", Self.good)
        let warnings = Warnings()
        let source = try PriceSource(environment: environment(path)) { warnings.add($0) }
        #expect(input(source) == 3_000_000_000)

        try write(Self.good.replacing("3,", with: "4,", maxReplacements: 1), path, second: 1)
        #expect(input(source) == 4_000_000_000)
        #expect(warnings.all.isEmpty)

        try write("{}}", path, second: 2)
        #expect(input(source) == 4_000_000_000)
        #expect(input(source) == 4_000_000_000)
        #expect(warnings.all.count == 1)
        #expect(warnings.all.first?.contains(path) == true)
        #expect(warnings.all.first?.hasSuffix("The prices before that stay in use.") == true)

        try FileManager.default.removeItem(atPath: path)
        #expect(input(source) == 4_000_000_000)
        #expect(warnings.all.count == 2)
    }

    /// Writes the file with a time of its own, which does not depend on how fast the test is.
    private func write(_ text: String, _ path: String, second: TimeInterval) throws {
        try Data(text.utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1_800_000_000 + second)], ofItemAtPath: path)
    }
}

private final class Warnings: Sendable {
    private let texts = Mutex<[String]>([])

    var all: [String] { texts.withLock { $0 } }

    func add(_ text: String) {
        texts.withLock { $0.append(text) }
    }
}
