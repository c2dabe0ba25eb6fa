// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What a gateway says of itself when it lets somebody in.
package struct GatewayHello: Hashable, Sendable {
    /// Its version, where it tells.
    package var version: String?
    /// The version of the protocol that is spoken now.
    package var protocolVersion: Int64
    /// The methods that it lists; it may know more.
    package var methods: [String]
    /// The role that was granted; nil when it does not say.
    package var role: String?
    /// The rights that were granted; nil when it does not say.
    package var scopes: [String]?
    /// How often it gives a sign of life.
    package var tickInterval: Duration
    /// The token that it gives this device for next time. A secret.
    var deviceToken: String?

    /// Reads the answer to `connect`; nil when it is something else.
    init?(_ payload: JSONValue) {
        guard payload["type"] == "hello-ok", let spoken = payload["protocol"]?.wholePart else { return nil }
        let auth = payload["auth"]
        version = payload["server"]?["version"]?.text?.fitForPeople
        protocolVersion = spoken
        methods = payload["features"]?["methods"]?.texts ?? []
        role = auth?["role"]?.text?.fitForPeople
        scopes = auth?["scopes"]?.texts?.map(\.fitForPeople)
        deviceToken = auth?["deviceToken"]?.text
        let interval = payload["policy"]?["tickIntervalMs"]?.wholePart ?? 30_000
        // No gateway means less than some milliseconds or more than an hour.
        tickInterval = .milliseconds(min(max(interval, 20), 3_600_000))
    }
}

extension GatewayHello: CustomStringConvertible, CustomDebugStringConvertible {
    /// What it is, without its secret.
    package var description: String {
        "gateway \(version ?? "of unknown version"), protocol \(protocolVersion)"
    }

    /// What it is, without its secret.
    package var debugDescription: String {
        description
    }
}
