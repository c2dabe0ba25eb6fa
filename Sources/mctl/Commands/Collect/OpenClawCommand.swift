// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Synchronization

/// A run of OpenClaw's own command line.
struct OpenClawCommand: Sendable {
    /// It starts slowly, and asks a gateway that may be busy.
    private static let patience = Duration.seconds(90)

    private let arguments: [String]
    private let patience: Duration

    init(_ arguments: [String], patience: Duration = Self.patience) {
        self.arguments = arguments
        self.patience = patience
    }

    /// What it prints.
    ///
    /// - Throws: ``CommandFailure`` when it is not there, fails, or takes too long.
    func output() async throws -> Data {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["openclaw"] + arguments
        process.standardInput = FileHandle.nullDevice
        // Banners and warnings go there.
        process.standardError = FileHandle.nullDevice
        let pipe = Pipe()
        process.standardOutput = pipe
        let isLate = Mutex(false)
        do {
            try process.run()
        } catch {
            throw CommandFailure(status: .unavailable, message: "openclaw cannot be run: \(error.localizedDescription)")
        }
        let identifier = process.processIdentifier
        let timer = Task {
            try await Task.sleep(for: patience)
            isLate.withLock { $0 = true }
            kill(identifier, SIGKILL)
        }
        let reading = Task.detached { try pipe.fileHandleForReading.readToEnd() ?? Data() }
        let data = try await reading.value
        process.waitUntilExit()
        timer.cancel()
        try judge(process.terminationStatus, isLate: isLate.withLock { $0 })
        return data
    }

    private func judge(_ code: Int32, isLate: Bool) throws {
        let command = (["openclaw"] + arguments).joined(separator: " ")
        if isLate {
            throw CommandFailure(
                status: .unavailable,
                message: "`\(command)` did not end within \(patience.components.seconds) s; try it by hand")
        }
        switch code {
        case 0: return
        // What `env` says of a program that is not there.
        case 127:
            throw CommandFailure(
                status: .unavailable,
                message:
                    "openclaw is not on the PATH; name it there, or give `openclaw status --json > FILE` with --status-file"
            )
        default:
            throw CommandFailure(
                status: .unavailable, message: "`\(command)` ended with \(code); try it by hand to see why")
        }
    }
}
