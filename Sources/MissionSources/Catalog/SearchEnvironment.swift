// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// What decides where sources are looked for: the home directory and the environment's variables.
package struct SearchEnvironment: Sendable {
    /// The user's home directory.
    package var home: String
    /// The environment.
    package var variables: [String: String]

    package init(home: String, variables: [String: String]) {
        self.home = home
        self.variables = variables
    }

    /// This process's.
    package static var current: SearchEnvironment {
        let variables = ProcessInfo.processInfo.environment
        return SearchEnvironment(home: variables["HOME"] ?? NSHomeDirectory(), variables: variables)
    }

    /// The folder in which the program keeps what it knows.
    package var dataFolder: String {
        if let named = variable("MISSION_DATA_DIR") { return named }
        return "\(variable("XDG_DATA_HOME") ?? "\(home)/.local/share")/mission-control"
    }

    /// A variable that is set and not empty.
    func variable(_ name: String) -> String? {
        variables[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The path with `~` at its beginning replaced.
    func expanded(_ path: String) -> String {
        if path == "~" { return home }
        return path.hasPrefix("~/") ? home + path.dropFirst(1) : path
    }
}
