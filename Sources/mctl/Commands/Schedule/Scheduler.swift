// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionSources

/// What runs programs at given times for a user.
protocol Scheduler {
    /// The name, for scripts.
    var name: String { get }
    /// The name, for people.
    var title: String { get }
    /// Whether it works here.
    var isUsable: Bool { get }
    /// What is installed there; nil for nothing.
    func installed() throws -> String?
    func install(_ job: CollectJob) throws
    func remove() throws
}

enum Schedulers {
    /// Every one, the preferred first.
    static func all(_ environment: SearchEnvironment = .current) throws -> [any Scheduler] {
        [SystemdTimer(environment: environment), Crontab()]
    }
}

/// A run of a scheduler's own tool.
struct Tool {
    let name: String

    struct Outcome {
        var code: Int32
        var output: String
        var error: String
    }

    /// Runs it; nil when it is not there.
    func run(_ arguments: String..., input: String? = nil) throws -> Outcome? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [name] + arguments
        let (output, error, stdin) = (Pipe(), Pipe(), Pipe())
        (process.standardOutput, process.standardError, process.standardInput) = (output, error, stdin)
        try process.run()
        // A crontab is smaller than a pipe holds, so neither side waits for the other.
        try? stdin.fileHandleForWriting.write(contentsOf: Data((input ?? "").utf8))
        try? stdin.fileHandleForWriting.close()
        let printed = try output.fileHandleForReading.readToEnd() ?? Data()
        let complaint = try error.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        if process.terminationStatus == 127 { return nil }
        return Outcome(
            code: process.terminationStatus, output: String(decoding: printed, as: UTF8.self),
            error: String(decoding: complaint, as: UTF8.self))
    }

    /// Runs it and takes anything but success for a failure.
    func must(_ outcome: Outcome?) throws {
        guard let outcome, outcome.code == 0 else {
            let why = outcome.map {
                $0.error.split(separator: "\n").first.map(String.init) ?? "it ended with \($0.code)"
            }
            throw CommandFailure(status: .unavailable, message: "\(name): \(why ?? "it is not there")")
        }
    }
}
