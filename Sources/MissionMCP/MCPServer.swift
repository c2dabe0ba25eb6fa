// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// A server of the Model Context Protocol: it is handed lines, and hands out lines.
///
/// Tools run beside each other, so that one that takes long can be cancelled; everything else is answered at once.
package actor MCPServer {
    private let environment: MCPEnvironment
    private let tools: ToolCatalog
    private let facts: ServerFacts
    let send: @Sendable (String) -> Void
    var version = ProtocolVersion.november2025
    private var running: [JSONValue: Task<Void, Never>] = [:]

    /// Tools that run at once; whoever asks for more waits.
    private static let mostAtOnce = 8

    /// - Parameter send: Takes a line without its end; called for one line at a time.
    package init(_ environment: MCPEnvironment, send: @escaping @Sendable (String) -> Void) {
        self.environment = environment
        self.send = send
        tools = ToolCatalog(environment)
        facts = ServerFacts(version: environment.version)
    }

    /// Takes a line in, without its end.
    package func receive(_ line: [UInt8]) async {
        if line.allSatisfy({ $0 == 0x20 || $0 == 0x0d || $0 == 0x09 }) { return }
        let json: JSONValue
        do { json = try RPCMessage.json(line) } catch {
            return reply(.null, error as? RPCError ?? .failed)
        }
        if case .array(let messages) = json { return await receive(batch: messages) }
        await receive(RPCMessage(json))
    }

    /// Answers a line that was too long to be taken in.
    package func refuseLongLine(bytes: Int) {
        reply(.null, .notJSON("the line is longer than \(Int64(bytes).groupedString) bytes"))
    }

    /// Waits until everything that was asked is answered.
    package func finish() async {
        while let task = running.first?.value { await task.value }
    }

    func receive(_ message: RPCMessage) async {
        switch message {
        case .response: break
        case .broken(let id, let error): reply(id, error)
        case .notification(let method, let parameters):
            if method == "notifications/cancelled", let id = parameters["requestId"] {
                running.removeValue(forKey: id)?.cancel()
            }
        case .request(let id, let method, let parameters):
            guard method == "tools/call" else {
                do { reply(id, try answer(method, parameters)) } catch { reply(id, error as? RPCError ?? .failed) }
                return
            }
            guard running[id] == nil else { return reply(id, .noRequest("a request of this id is being answered")) }
            while running.count >= Self.mostAtOnce, let other = running.first?.value { await other.value }
            running[id] = Task { await run(id, parameters) }
        }
    }

    private func run(_ id: JSONValue, _ parameters: JSONValue) async {
        let outcome: Result<JSONValue, RPCError>
        do {
            outcome = .success(try await call(parameters))
        } catch {
            outcome = .failure(error as? RPCError ?? .failed)
        }
        // Who cancelled wants to hear nothing more.
        guard !Task.isCancelled, running.removeValue(forKey: id) != nil else { return }
        switch outcome {
        case .success(let result): reply(id, result)
        case .failure(let error): reply(id, error)
        }
    }

    /// The result of a tool.
    ///
    /// - Throws: ``RPCError`` where there is no such tool.
    func call(_ parameters: JSONValue) async throws -> JSONValue {
        let isStateless = try isStateless(parameters)
        guard case .string(let name)? = parameters["name"] else { throw RPCError.badParameters("name is missing") }
        guard let tool = tools.tool(name) else {
            throw RPCError.badParameters("unknown tool: \(String(name.prefix(64)))")
        }
        let result = await tool.run(parameters["arguments"] ?? [:], environment)
        return isStateless ? complete(result.json) : result.json
    }

    /// What is answered without asking a ledger.
    ///
    /// - Throws: ``RPCError``.
    func answer(_ method: String, _ parameters: JSONValue) throws -> JSONValue {
        if method == "initialize" {
            guard case .string(let asked)? = parameters["protocolVersion"] else {
                throw RPCError.badParameters("protocolVersion is missing")
            }
            version = ProtocolVersion.agreed(on: asked)
            return facts.welcome(version)
        }
        let isStateless = try isStateless(parameters)
        switch method {
        case "ping" where !isStateless: return [:]
        case "server/discover": return cacheable(facts.discovery)
        case "tools/list":
            let list: JSONValue = ["tools": tools.json]
            return isStateless ? cacheable(list) : list
        default: throw RPCError.noMethod(method)
        }
    }

    /// Whether a request says for itself which revision it is in.
    ///
    /// - Throws: ``RPCError`` where that is one that is not known.
    private func isStateless(_ parameters: JSONValue) throws -> Bool {
        guard let asked = parameters["_meta"]?["io.modelcontextprotocol/protocolVersion"] else { return false }
        guard case .string(let name) = asked, let version = ProtocolVersion(rawValue: name) else {
            throw RPCError.unsupported(asked.text ?? "")
        }
        return version == .stateless
    }

    private func complete(_ result: JSONValue) -> JSONValue {
        result.appending([
            "resultType": "complete", "_meta": ["io.modelcontextprotocol/serverInfo": facts.identity],
        ])
    }

    /// It stays the same for as long as the program runs.
    private func cacheable(_ result: JSONValue) -> JSONValue {
        complete(result.appending(["ttlMs": 3_600_000, "cacheScope": "public"]))
    }

    private func reply(_ id: JSONValue, _ result: JSONValue) { send(Self.envelope(id, result).text()) }

    func reply(_ id: JSONValue, _ error: RPCError) { send(Self.envelope(id, error).text()) }

    static func envelope(_ id: JSONValue, _ result: JSONValue) -> JSONValue {
        ["jsonrpc": "2.0", "id": id, "result": result]
    }

    static func envelope(_ id: JSONValue, _ error: RPCError) -> JSONValue {
        ["jsonrpc": "2.0", "id": id, "error": error.json]
    }
}
