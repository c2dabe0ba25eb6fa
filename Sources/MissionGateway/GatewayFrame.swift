// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// What a gateway sends: the answer to a request, or something that happened.
enum GatewayFrame: Equatable {
    case answer(id: String, payload: JSONValue)
    case failure(id: String, error: JSONValue)
    case event(name: String, payload: JSONValue, sequence: Int64?)
    /// Something that later versions may send.
    case unknown

    /// Reads a frame; nil when it is not a JSON object.
    init?(_ data: Data) {
        guard let value = JSONValue(parsing: data), case .object = value else { return nil }
        switch (value["type"]?.text, value["id"]?.text, value["event"]?.text) {
        case ("res", let id?, _) where value["ok"]?.flag == true:
            self = .answer(id: id, payload: value["payload"] ?? .null)
        case ("res", let id?, _):
            self = .failure(id: id, error: value["error"] ?? [:])
        case ("event", _, let name?):
            self = .event(name: name, payload: value["payload"] ?? .null, sequence: value["seq"]?.wholePart)
        default:
            self = .unknown
        }
    }

    /// A request as it is sent: these four members and no others, for schemas are closed.
    static func request(id: String, method: String, params: JSONValue) -> String {
        let frame: JSONValue = ["type": "req", "id": .string(id), "method": .string(method), "params": params]
        return frame.text()
    }
}
