// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// What a client may send.
enum RPCMessage: Hashable {
    /// Wants an answer under its id, which is a text or a whole number.
    case request(id: JSONValue, method: String, parameters: JSONValue)
    /// Wants none.
    case notification(method: String, parameters: JSONValue)
    /// The answer to something that was never asked here.
    case response
    /// Something else: the error to answer with, under its id where one could be told, else null.
    case broken(id: JSONValue, RPCError)

    /// Reads one message.
    init(_ json: JSONValue) {
        guard json.isObject else {
            self = .broken(id: .null, .noRequest("a message is an object"))
            return
        }
        let given = json["id"]
        let id = given.flatMap(Self.id)
        guard json["jsonrpc"] == "2.0" else {
            self = .broken(id: id ?? .null, .noRequest("jsonrpc is not 2.0"))
            return
        }
        guard case .string(let method)? = json["method"] else {
            let isAnswer = json["result"] != nil || json["error"] != nil
            self = isAnswer ? .response : .broken(id: id ?? .null, .noRequest("there is no method"))
            return
        }
        let parameters = json["params"] ?? [:]
        if given == nil {
            self = .notification(method: method, parameters: parameters)
        } else if let id {
            self =
                parameters.isObject
                ? .request(id: id, method: method, parameters: parameters)
                : .broken(id: id, .badParameters("params is an object"))
        } else {
            self = .broken(id: .null, .noRequest("an id is a text or a whole number"))
        }
    }

    private static func id(_ value: JSONValue) -> JSONValue? {
        switch value {
        case .string, .integer: value
        default: nil
        }
    }

    /// A line as JSON.
    ///
    /// - Throws: ``RPCError``.
    static func json(_ line: [UInt8]) throws -> JSONValue {
        guard nesting(of: line) <= deepest else { throw RPCError.notJSON("nested too deeply") }
        guard let json = JSONValue(parsing: Data(line)) else { throw RPCError.notJSON("the line is no JSON") }
        return json
    }

    /// No message needs more levels.
    private static let deepest = 32

    /// How deeply a line opens brackets outside of texts.
    private static func nesting(of line: [UInt8]) -> Int {
        var (depth, most, isText, isEscaped) = (0, 0, false, false)
        for byte in line {
            if isEscaped {
                isEscaped = false
                continue
            }
            switch byte {
            case UInt8(ascii: "\\"): isEscaped = isText
            case UInt8(ascii: "\""): isText.toggle()
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                if !isText { depth += 1 }
                most = max(most, depth)
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                if !isText { depth -= 1 }
            default: break
            }
        }
        return most
    }
}
