// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionSources
import MissionTesting
import Testing

@Suite struct PrivateFileTests {
    @Test func `who reads while somebody creates finds nothing or all, and never an error`() async throws {
        let folder = NSTemporaryDirectory() + "mission-private-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await withThrowingTaskGroup { group in
            for number in 0..<300 {
                let file = PrivateFile(path: "\(folder)/\(number)")
                group.addTask { _ = try file.create(Data("whole".utf8)) }
                for _ in 0..<4 {
                    group.addTask {
                        let found = try file.read()
                        #expect(found == nil || found == Data("whole".utf8))
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}
