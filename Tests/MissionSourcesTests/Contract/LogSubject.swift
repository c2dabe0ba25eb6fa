// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting

@testable import MissionSources

/// A producer of log files for the contract: what a format adds is its source, its file and its lines.
final class LogSubject: SourceSubject {
    struct Format: Sendable {
        var source: @Sendable (String) -> any Source
        var file: String
        /// What stands before the first call.
        var header = ""
        /// Where else the producer puts the same lines.
        var copies: [String]
        /// One call's lines.
        var call: @Sendable (_ number: Int, _ model: String) -> String
        var broken: String
    }

    private let folder: TemporaryFolder
    private let format: Format

    init(_ format: Format) throws {
        folder = try TemporaryFolder()
        self.format = format
    }

    var source: any Source { format.source(folder.path) }

    func write(calls: Range<Int>, model: String) throws {
        try append(calls.map { format.call($0, model) }.joined())
    }

    func writeTorn(call: Int, between: () async throws -> Void) async throws {
        let text = format.call(call, SourceContract.models.known)
        let middle = text.index(text.startIndex, offsetBy: text.count / 2)
        try append(String(text[..<middle]))
        try await between()
        try append(String(text[middle...]))
    }

    func writeBroken() throws {
        try append(format.broken)
    }

    func copyEverything() throws {
        for copy in format.copies { try folder.copy(format.file, to: copy) }
    }

    func prune() throws {
        try? FileManager.default.removeItem(atPath: folder.path)
    }

    private func append(_ text: String) throws {
        if !FileManager.default.fileExists(atPath: folder.file(format.file)) {
            try folder.write(format.file, format.header)
        }
        try folder.append(format.file, text)
    }
}
