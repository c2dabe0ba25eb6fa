// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionMCP
import MissionTesting
import Synchronization

/// A server over a ledger in memory, and what it has sent.
final class Bench: Sendable {
    let ledger = MemoryLedger()
    let server: MCPServer

    /// - Parameter before: Runs before each question to the ledger.
    init(budgets: BudgetPlan = BudgetPlan(), before: @escaping @Sendable () async throws -> Void = {}) {
        let (ledger, sink) = (ledger, Sink())
        let environment = MCPEnvironment(
            prices: .embedded, subscriptions: .none, zone: .utc, clock: FixedClock(), version: "1.2.3",
            budgets: { budgets },
            explain: { ($0 as? LedgerError).map { "\($0); run `mctl ingest` first" } },
            ledger: { ask in
                try await before()
                return try await ask(ledger)
            })
        server = MCPServer(environment) { sink.take($0) }
        self.sink = sink
    }

    private final class Sink: Sendable {
        let lines = Mutex<[String]>([])
        func take(_ line: String) { lines.withLock { $0.append(line) } }
    }

    private let sink: Sink

    /// Hands a line in, and waits until all is answered.
    func say(_ line: String) async {
        await server.receive(Array(line.utf8))
        await server.finish()
    }

    /// What was sent since the last time.
    func sent() -> [JSONValue] {
        sink.lines.withLock { lines in
            defer { lines = [] }
            return lines.map { JSONValue(parsing: Data($0.utf8)) ?? .null }
        }
    }

    /// The one answer to a line.
    func answer(_ line: String) async -> JSONValue {
        await say(line)
        let answers = sent()
        return answers.count == 1 ? answers[0] : .array(answers)
    }

    /// The result of a tool.
    func call(_ tool: String, _ arguments: String = "{}") async -> JSONValue {
        let line =
            #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"\#(tool)","arguments":\#(arguments)}}"#
        return await answer(line)["result"] ?? .null
    }
}
