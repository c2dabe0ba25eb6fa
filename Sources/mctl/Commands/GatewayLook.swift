// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionGateway
internal import MissionSources

/// What `mctl doctor` finds out about a gateway that is kept: it says hello and hangs up.
struct GatewayLook: Sendable {
    var gateway: KeptGateway
    /// What it said of itself; nil when it did not let in, or is switched off.
    var hello: GatewayHello?
    var error: GatewayError?

    /// What a gateway may take; people wait.
    private static let patience = Duration.seconds(4)

    /// Looks at all gateways at the same time.
    static func all(_ settings: [GatewayConfiguration], dataFolder: String) async -> [GatewayLook] {
        await withTaskGroup { group in
            for gateway in settings { group.addTask { await look(gateway, dataFolder: dataFolder) } }
            return await group.reduce(into: []) { $0.append($1) }.sorted { $0.gateway.id < $1.gateway.id }
        }
    }

    private static func look(_ settings: GatewayConfiguration, dataFolder: String) async -> GatewayLook {
        var look = GatewayLook(gateway: settings.gateway)
        if !settings.gateway.isEnabled { return look }
        var client = GatewayClient(
            settings.address, credential: settings.credential, store: DeviceStore(folder: dataFolder),
            version: ProgramVersion.text)
        client.limits.connect = patience
        client.limits.handshake = patience
        do {
            look.hello = try await client.connected { $0.hello }
        } catch let error as GatewayError {
            look.error = error
        } catch {
            look.error = .closed(code: nil, reason: "")
        }
        return look
    }

    /// What is to be said about it; nil when all is well.
    var finding: HealthFinding? {
        guard let error else { return nil }
        return HealthFinding(
            .warning, .gateway, "Gateway \(gateway.id): \(error.fact).",
            advice: "\(error.advice.prefix(1).uppercased())\(error.advice.dropFirst()).")
    }

    /// Of how many of its runs only sums are known; nil when all is known call by call.
    func sumsFinding(_ sums: UsageSums?) -> HealthFinding? {
        guard let sums, sums.coarseCalls > 0 else { return nil }
        let rows = sums.coarseCalls == 1 ? "1 run is" : "\(sums.coarseCalls.groupedString) runs are"
        return HealthFinding(
            .note, .gatewaySums,
            "Gateway \(gateway.id): \(rows) known as sums only: how many calls they made is unknown, and mostly what"
                + " they read from caches.",
            advice: "Follow the gateway all the time (`mctl serve`): it asks for a run's calls within a day of its end."
        )
    }

    /// For people.
    var text: String {
        let name = "\(gateway.id)  \(gateway.url)"
        guard let hello else {
            return gateway.isEnabled ? "no answer  \(name): \(error?.fact ?? "unknown")" : "off        \(name)"
        }
        return
            "answers    \(name): OpenClaw \(hello.version ?? "of unknown version"), protocol \(hello.protocolVersion)"
    }

    /// For programs.
    var json: JSONValue {
        gateway.json.appending([
            "reachable": .bool(hello != nil), "version": JSONValue(hello?.version),
            "protocol": JSONValue(hello?.protocolVersion), "error": JSONValue(error?.fact),
            "advice": JSONValue(error?.advice),
        ])
    }
}
