// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Subprocess

/// A run of OpenClaw's own command line.
struct OpenClawCommand: Sendable {
    /// It starts slowly, and asks a gateway that may be busy.
    private static let patience = Duration.seconds(90)

    /// More than any answer of it has.
    private static let largest = 64 << 20

    private let arguments: [String]
    private let patience: Duration

    init(_ arguments: [String], patience: Duration = Self.patience) {
        self.arguments = arguments
        self.patience = patience
    }

    private var name: String { (["openclaw"] + arguments).joined(separator: " ") }

    /// What it prints.
    ///
    /// - Throws: ``CommandFailure`` when it is not there, fails, or takes too long.
    func output() async throws -> Data {
        guard let result = try await Patience.within(patience, run) else {
            throw CommandFailure(
                status: .unavailable,
                message: "`\(name)` did not end within \(patience.components.seconds) s; try it by hand")
        }
        return result
    }

    private func run() async throws -> Data {
        do {
            // Banners and warnings go to its standard error, which nobody reads.
            let result = try await Subprocess.run(
                .name("openclaw"), arguments: Arguments(arguments), output: .data(limit: Self.largest))
            guard result.terminationStatus.isSuccess else {
                throw CommandFailure(
                    status: .unavailable,
                    message: "`\(name)` ended with \(result.terminationStatus.number); try it by hand to see why")
            }
            return result.standardOutput
        } catch let error as SubprocessError {
            throw CommandFailure(status: .unavailable, message: Self.message(error))
        }
    }

    private static func message(_ error: SubprocessError) -> String {
        error.code == .executableNotFound
            ? "openclaw is not on the PATH; name it there, or give `openclaw status --json > FILE` with --status-file"
            : "openclaw cannot be run: \(error)"
    }
}

extension TerminationStatus {
    /// The exit code, or the signal that ended it.
    fileprivate var number: Int32 {
        switch self {
        case .exited(let code): code
        case .signaled(let signal): signal
        }
    }
}
