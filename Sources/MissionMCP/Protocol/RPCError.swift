// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Why a message has no result: an error of JSON-RPC, which is about the message and not about what a tool found.
struct RPCError: Error, Hashable {
    var code: Int64
    var message: String
    var data: JSONValue?

    static func notJSON(_ why: String) -> RPCError { RPCError(code: -32700, message: "Parse error: \(why)") }
    static func noRequest(_ why: String) -> RPCError { RPCError(code: -32600, message: "Invalid request: \(why)") }
    static func noMethod(_ name: String) -> RPCError {
        RPCError(code: -32601, message: "Method not found: \(String(name.prefix(64)))")
    }
    static func badParameters(_ why: String) -> RPCError { RPCError(code: -32602, message: "Invalid params: \(why)") }
    static let failed = RPCError(code: -32603, message: "Internal error")

    /// The revision that a request is in is none that is known here.
    static func unsupported(_ version: String) -> RPCError {
        RPCError(
            code: -32022, message: "Unsupported protocol version",
            data: ["supported": ProtocolVersion.all, "requested": .string(String(version.prefix(64)))])
    }

    var json: JSONValue {
        let error: JSONValue = ["code": .integer(code), "message": .string(message)]
        return data.map { error.appending(["data": $0]) } ?? error
    }
}
