// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A folder for a command's data, gone when the test is over, and the program as it was built.
final class CommandBench: Sendable {
    struct Outcome {
        var status: Int32
        var output: String
        var message: String
    }

    let folder = NSTemporaryDirectory() + "mission-command-\(UUID().uuidString)"

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// A file that holds something.
    func file(_ text: String) throws -> String {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let path = "\(folder)/\(UUID().uuidString)"
        try Data(text.utf8).write(to: URL(filePath: path))
        return path
    }

    func run(_ arguments: String..., input: String = "") async throws -> Outcome {
        try await run(arguments, input: input)
    }

    func run(_ arguments: [String], input: String = "") async throws -> Outcome {
        let process = Process()
        process.executableURL = Bundle.main.bundleURL.appending(path: "mctl")
        process.arguments = arguments
        process.environment = ["HOME": folder, "MISSION_DATA_DIR": "\(folder)/data", "LANG": "C.UTF-8"]
        let (source, output, message) = (Pipe(), Pipe(), Pipe())
        process.standardInput = source
        process.standardOutput = output
        process.standardError = message
        try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in ended.resume() }
            do {
                try process.run()
                try source.fileHandleForWriting.write(contentsOf: Data(input.utf8))
                try source.fileHandleForWriting.close()
            } catch {
                process.terminationHandler = nil
                ended.resume(throwing: error)
            }
        }
        // What the command says fits a pipe's buffer.
        return Outcome(
            status: process.terminationStatus,
            output: String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self),
            message: String(decoding: message.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self))
    }
}
