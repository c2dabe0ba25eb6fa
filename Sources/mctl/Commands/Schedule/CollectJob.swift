// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionSources

/// The run of `mctl collect` that is scheduled, with what it needs of the environment in which somebody scheduled it.
struct CollectJob: Hashable {
    /// The program.
    var program: String
    /// Its arguments.
    var arguments: [String]
    /// Variables, in the order in which they are written down.
    var variables: [(name: String, value: String)] {
        names.compactMap { name in environment[name].map { (name, $0) } }
    }

    private var environment: [String: String]
    /// `openclaw` is looked for on the PATH, and looks itself for its state; a scheduler starts with next to nothing.
    private let names = [
        "PATH", "OPENCLAW_STATE_DIR", "OPENCLAW_PROFILE", "OPENCLAW_HOME", "RUNTIME_USAGE_PRICING_FILE",
    ]

    init(program: String, dataFolder: String, environment: [String: String]) {
        self.program = program
        self.environment = environment.filter { !$0.value.isEmpty }
        arguments = ["collect", "--data-dir", dataFolder]
    }

    init(_ global: GlobalOptions) {
        let program = Bundle.main.executablePath ?? CommandLine.arguments.first ?? "mctl"
        self.init(
            program: program, dataFolder: AbsolutePath.of(global.directory.path),
            environment: ProcessInfo.processInfo.environment)
    }

    /// The command for `sh`.
    var shellCommand: String {
        let assignments = variables.map { "\($0.name)=\(Self.quoted($0.value))" }
        return (assignments + ([program] + arguments).map(Self.quoted)).joined(separator: " ")
    }

    static func quoted(_ text: String) -> String {
        let plain = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
                || "/.-_=:,+@".utf8.contains(byte)
        }
        return plain && !text.isEmpty ? text : "'\(text.replacing("'", with: "'\\''"))'"
    }
}
