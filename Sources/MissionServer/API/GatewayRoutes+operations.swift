// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import MissionCore

/// What callers are told about gateways.
extension GatewayRoutes {
    private static let id = PathParameter("gateway_id", "The gateway's id.", example: "box")
    private static let change: JSONValue = ["account": "work", "enabled": true]

    static let listing = Operation(.gateways, "Every gateway that is kept.", answer: .json(.gateways))
    static let adding = Operation(
        .gateways, "Keeps a new gateway.", detail: "Secrets go in and never come out.",
        body: .json(.newGateway, example: ["id": "box", "url": "ws://127.0.0.1:18789", "token": "…"]),
        answer: .json(.gateway, "The gateway.", status: .created), problems: [.conflict])
    static let reading = Operation(
        .gateways, "One gateway and what it last said.", arguments: [id], answer: .json(.gateway))
    static let changing = Operation(
        .gateways, "Changes a gateway.", detail: "Null takes away: the token or password, the account, the machine.",
        arguments: [id], body: .json(.component("GatewayChange", .gatewayChange), example: change),
        answer: .json(.gateway, "The gateway."), problems: [.conflict])
    static let removing = Operation(
        .gateways, "Forgets a gateway; what the ledger has of it stays.", arguments: [id], answer: .done,
        problems: [.conflict])
}
