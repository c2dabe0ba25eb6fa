// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import MissionServer

/// How many pushes get in at once.
@Suite struct PushGateTests {
    private func code(_ gate: PushGate, _ key: String?) async throws -> String {
        do throws(any Error) {
            return try await gate.run(key: key) { "in" }
        } catch let problem as Problem {
            return problem.code
        }
    }

    @Test func `no more get in than there is room for, and later ones do`() async throws {
        let gate = PushGate(limit: 2)
        let codes = try await gate.run(key: nil) {
            let full = try await gate.run(key: nil) { try await code(gate, nil) }
            return [full, try await code(gate, nil)]
        }
        #expect(codes == ["too_many_pushes", "in"])
        #expect(try await code(gate, nil) == "in")
    }

    @Test func `a key is at work once`() async throws {
        let gate = PushGate(limit: 4)
        let codes = try await gate.run(key: "a") { [try await code(gate, "a"), try await code(gate, "b")] }
        #expect(codes == ["key_in_flight", "in"])
        #expect(try await code(gate, "a") == "in")
    }

    @Test func `a push that fails makes room`() async throws {
        let gate = PushGate(limit: 1)
        await #expect(throws: CancellationError.self) {
            try await gate.run(key: "a") { throw CancellationError() }
        }
        #expect(try await code(gate, "a") == "in")
    }
}
