// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

/// However conversations are copied, forked, compressed, archived and cut into pieces, each call counts once.
@Suite struct CodexPropertyTests {
    @Test(arguments: 1...150) func `generated conversations give their calls once`(seed: Int) async throws {
        let story = CodexStory(seed: UInt64(seed))
        var chance = SeededGenerator(seed: UInt64(seed) &* 7919)
        let home = try CodexHome()
        for part in 1...3 {
            for file in story.files.shuffled(using: &chance) {
                let bytes = Data(file.text.utf8)
                try put(bytes.prefix(bytes.count * part / 3), file.id, isWhole: part == 3, in: home, &chance)
                if Int.random(in: 0..<4, using: &chance) == 0 { try await home.read() }
            }
            try await home.read()
        }
        #expect(try await home.calls == Int64(story.calls))
        #expect(try await home.tokens == story.tokens)
        #expect(try await home.desk.rejections().isEmpty)
        // And by a reader that has forgotten how far it got.
        let ledger = home.desk.ledger
        _ = try await CodexSource(home: home.folder.path).run(from: [:]) { _ = try await ledger.append($0) }
        #expect(try await home.tokens == story.tokens, "again")
    }

    /// Writes a file in one of the ways in which it may lie there.
    private func put(
        _ bytes: Data, _ id: String, isWhole: Bool, in home: CodexHome, _ chance: inout SeededGenerator
    ) throws {
        let name = CodexHome.name(id)
        switch isWhole ? Int.random(in: 0..<5, using: &chance) : 4 {
        case 0:
            try home.folder.write(name + ".zst", StoreBuilder.compress(bytes))
            try? home.folder.remove(name)
        case 1:
            try home.folder.write(CodexHome.name(id, in: "archived_sessions"), bytes)
            try? home.folder.remove(name)
        case 2:
            try home.folder.write(name, bytes)
            try home.folder.write(CodexHome.name(id, in: "sessions/2026/copy"), bytes)
        case 3:
            try home.folder.write(name, bytes)
            try home.folder.write(name + ".zst", StoreBuilder.compress(bytes))
        default: try home.folder.write(name, bytes)
        }
    }
}
