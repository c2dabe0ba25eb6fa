// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

/// Every kind of which real logs lie beside the repository agrees with what an independent reader found in them, to the
/// token and the nanodollar.
@Suite(.enabled(if: RealData.isThere, "there are no real logs beside the repository"))
struct RealDataTests {
    static let kinds = ["claude-code", "codex", "gemini", "opencode", "pi", "usage-log"]

    @Test(arguments: kinds)
    func `each set has its true sums, read once, again and from the beginning`(kind: String) async throws {
        let data = try RealData(kind)
        for set in data.sets {
            let desk = try Desk()
            for source in try data.sources(set) { try await desk.read(source) }
            #expect(try await desk.sums() == data.expected(set), "\(set)")
            for source in try data.sources(set) {
                #expect(try await desk.read(source).appended == AppendResult(), "\(set), again")
                // And by a reader that has forgotten how far it got.
                let ledger = desk.ledger
                _ = try await source.run(from: [:]) { _ = try await ledger.append($0) }
            }
            #expect(try await desk.sums() == data.expected(set), "\(set), replayed")
        }
    }

    @Test(arguments: kinds)
    func `each model has its true sums`(kind: String) async throws {
        let data = try RealData(kind)
        var found: [String: RealData.Sums] = [:]
        for set in data.sets {
            let desk = try Desk()
            for source in try data.sources(set) { try await desk.read(source) }
            for model in data.expectedByModel.keys {
                var filters: [MissionCore.Dimension: Set<String>] = [.recordedModel: [model]]
                if data.hasNested(set) { filters[.sessionKind] = ["chat"] }
                found[model, default: RealData.Sums()] += try await desk.sums(filters)
            }
        }
        for (model, sums) in data.expectedByModel { #expect(found[model] == sums, "\(model)") }
    }

    @Test(arguments: kinds)
    func `neither the order of files nor half of one changes the sums`(kind: String) async throws {
        let data = try RealData(kind)
        for (number, set) in data.sets.enumerated() {
            let desk = try Desk()
            let folder = try TemporaryFolder()
            var generator = SeededGenerator(seed: UInt64(number + 1))
            let files = try data.files(set)
            for part in 1...3 {
                for file in files.shuffled(using: &generator) {
                    let bytes = try Data(contentsOf: URL(fileURLWithPath: file.path))
                    try folder.write(file.name, file.isGrowing ? bytes.prefix(bytes.count * part / 3) : bytes)
                    // Now and then somebody reads while files are still missing.
                    if Int.random(in: 0..<40, using: &generator) == 0 { try await data.read(folder.path, into: desk) }
                }
                try await data.read(folder.path, into: desk)
            }
            #expect(try await desk.sums() == data.expected(set), "\(set)")
        }
    }
}
