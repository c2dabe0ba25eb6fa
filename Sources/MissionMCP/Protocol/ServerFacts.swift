// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What the server says of itself.
struct ServerFacts {
    let version: String

    /// Its name and version.
    var identity: JSONValue {
        ["name": "mission-control", "title": "Mission Control", "version": .string(version)]
    }

    /// It has tools, which stay the same.
    var capabilities: JSONValue { ["tools": ["listChanged": false]] }

    /// What an agent should know before it asks.
    var instructions: JSONValue {
        """
        Figures come from this computer's ledger of model calls; asking changes nothing and costs nothing. Money is US dollars: \
        `usd` is exact, as a decimal text. A cost that is null is unknown, which is not zero: `unpriced_calls` and \
        `unknown_usage_calls` say how many calls have no known cost, and a cost beside such a count leaves them out. \
        Days are local days of `tz`. Read `warnings` before you draw conclusions.
        """
    }

    /// The answer to a handshake.
    func welcome(_ version: ProtocolVersion) -> JSONValue {
        [
            "protocolVersion": .string(version.rawValue), "capabilities": capabilities, "serverInfo": identity,
            "instructions": instructions,
        ]
    }

    /// The answer to whoever asks what there is.
    var discovery: JSONValue {
        ["supportedVersions": ProtocolVersion.all, "capabilities": capabilities, "instructions": instructions]
    }
}
