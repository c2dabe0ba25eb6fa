// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionSources

/// The folder in which the program keeps what it knows.
struct DataDirectory {
    let path: String

    /// The folder that was named, else the environment's, else the user's data folder.
    init(named name: String?, environment: SearchEnvironment = .current) {
        let variables = environment.variables
        func variable(_ key: String) -> String? {
            variables[key].flatMap { $0.isEmpty ? nil : $0 }
        }
        if let name = name ?? variable("MISSION_DATA_DIR") {
            path = name
        } else {
            path = "\(variable("XDG_DATA_HOME") ?? "\(environment.home)/.local/share")/mission-control"
        }
    }

    /// The ledger's file.
    var ledger: String {
        "\(path)/ledger.sqlite"
    }
}
