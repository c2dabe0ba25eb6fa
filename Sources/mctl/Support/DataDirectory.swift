// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionSources

/// The folder in which the program keeps what it knows.
struct DataDirectory {
    let path: String

    /// The folder that was named, else the environment's, else the user's data folder.
    init(named name: String?, environment: SearchEnvironment = .current) {
        path = name ?? environment.dataFolder
    }

    /// The ledger's file.
    var ledger: String {
        "\(path)/ledger.sqlite"
    }

    /// What waits to be handed over to a server elsewhere.
    var queue: String {
        "\(path)/queue.sqlite"
    }
}
