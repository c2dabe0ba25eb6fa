// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting

@testable import MissionSources

/// Generated files, written in any order and piece by piece while somebody reads.
struct Pieces {
    struct File {
        var name: String
        var text: String

        /// Producers append to lines; documents they write anew as a whole.
        var isGrowing: Bool { !name.hasSuffix(".json") }
    }

    private(set) var files: [File] = []

    mutating func add(_ name: String, _ text: String) {
        files.append(File(name: name, text: text))
    }

    /// Writes everything in three rounds, and reads after each and now and then in between.
    func play(
        into folder: TemporaryFolder, _ generator: inout SeededGenerator, read: () async throws -> Void
    ) async throws {
        for round in 1...3 {
            for file in files.shuffled(using: &generator) {
                if !file.isGrowing, round < 3, Bool.random(using: &generator) { continue }
                let count = file.text.utf8.count
                let length = file.isGrowing && round < 3 ? Int.random(in: 0...count, using: &generator) : count
                let known = FileStat(path: folder.file(file.name))?.size ?? 0
                let text = Data(file.text.utf8).prefix(max(length, Int(known)))
                try folder.write(file.name, text)
                if Int.random(in: 0..<6, using: &generator) == 0 { try await read() }
            }
            try await read()
        }
    }
}

/// What generated calls add up to.
struct GeneratedCalls: Equatable {
    var calls: Int64 = 0
    var tokens = TokenCounts()

    mutating func add(_ tokens: TokenCounts) {
        calls += 1
        self.tokens += tokens
    }
}

extension Desk {
    func generatedCalls() async throws -> GeneratedCalls {
        let sums = try await totals()
        return GeneratedCalls(calls: sums.calls, tokens: sums.tokens)
    }
}
