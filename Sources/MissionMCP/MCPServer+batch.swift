// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension MCPServer {
    /// Messages that came in one line, whose answers go out in one line. Only two revisions of the protocol know that.
    func receive(batch messages: [JSONValue]) async {
        guard version.hasBatches, !messages.isEmpty, messages.count <= Self.mostInBatch else {
            return reply(.null, .noRequest("one message a line"))
        }
        var answers: [JSONValue] = []
        for message in messages {
            switch RPCMessage(message) {
            case .response: break
            case .notification: await receive(RPCMessage(message))
            case .broken(let id, let error): answers.append(Self.envelope(id, error))
            case .request(let id, let method, let parameters):
                answers.append(await envelope(id, method, parameters))
            }
        }
        if !answers.isEmpty { send(JSONValue.array(answers).text()) }
    }

    /// More in one line is no honest question.
    private static let mostInBatch = 64

    private func envelope(_ id: JSONValue, _ method: String, _ parameters: JSONValue) async -> JSONValue {
        do {
            return Self.envelope(
                id, method == "tools/call" ? try await call(parameters) : try answer(method, parameters))
        } catch { return Self.envelope(id, error as? RPCError ?? .failed) }
    }
}
