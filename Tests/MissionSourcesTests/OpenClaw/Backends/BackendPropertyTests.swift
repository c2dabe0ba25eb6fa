// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

/// Generated sessions with backends, read in any order and in pieces, give the generated calls, once, for whom they were made.
@Suite struct BackendPropertyTests {
    private func expect(_ generated: GeneratedBackends, _ desk: Desk, _ note: String) async throws {
        let total = try await desk.totals()
        #expect(total.calls == generated.calls.values.reduce(0, +), "\(note)")
        #expect(total.tokens.output == generated.output.values.reduce(0, +), "\(note)")
        for (session, calls) in generated.calls {
            let name = session.isEmpty ? "own" : session
            let sums = try await desk.totals([.session: [name]])
            #expect(sums.calls == calls && sums.tokens.output == generated.output[session], "\(name), \(note)")
        }
        #expect(
            try await desk.totals([.cron: ["j1"]]).calls == (1...3).reduce(0) { $0 + (generated.calls["r\($1)"] ?? 0) })
        #expect(try await desk.totals([.agent: ["ops"]]).calls == generated.calls["s3"], "\(note)")
    }

    private func write(_ generated: GeneratedBackends, to home: BackendHome) throws {
        for (agent, entries) in generated.store { try home.writeStore(entries, agent: agent) }
    }

    @Test(arguments: 1...10) func `all at once, in any order of the programs, and again`(seed: Int) async throws {
        var generated = GeneratedBackends(seed: UInt64(seed))
        let home = try BackendHome()
        for (name, lines) in generated.files { try home.append(name, lines.joined()) }
        try write(generated, to: home)
        let desk = try Desk()
        for source in generated.shuffled(home.sources) + home.sources { try await desk.read(source) }
        try await expect(generated, desk, "seed \(seed)")
    }

    @Test(arguments: 1...10) func `while all of them grow, with a store that comes late and is pruned again`(
        seed: Int
    ) async throws {
        var generated = GeneratedBackends(seed: UInt64(100 + seed))
        let (home, desk) = (try BackendHome(), try Desk())
        var rest = generated.files
        var round = 0
        while rest.values.contains(where: { !$0.isEmpty }) || round < 5 {
            for name in rest.keys.sorted() {
                guard let lines = rest[name] else { continue }
                let count = generated.random(lines.count + 1)
                let piece = round > 30 ? lines.count : count
                if piece > 0 { try home.append(name, lines.prefix(piece).joined()) }
                rest[name] = Array(lines.dropFirst(piece))
            }
            if round == 2 { try write(generated, to: home) }
            if round == 4 { try home.writeStore([:]) }
            for source in generated.shuffled(home.sources) { try await desk.read(source) }
            round += 1
        }
        try await expect(generated, desk, "seed \(seed)")
    }

    @Test(arguments: 1...10) func `a log that is gone leaves the sums of its turns, and the others their calls`(
        seed: Int
    ) async throws {
        var generated = GeneratedBackends(seed: UInt64(200 + seed))
        let (home, desk) = (try BackendHome(), try Desk())
        let names = generated.logs.keys.sorted()
        let lost = names[generated.random(names.count)]
        let log = try #require(generated.logs[lost])
        for (name, lines) in generated.files where name != lost { try home.append(name, lines.joined()) }
        try write(generated, to: home)
        for source in generated.shuffled(home.sources) { try await desk.read(source) }
        let total = try await desk.totals()
        #expect(total.calls == generated.calls.values.reduce(0, +) - log.calls + log.turns, "seed \(seed), \(lost)")
        #expect(total.coarseCalls == log.turns, "seed \(seed), \(lost)")
        let output = generated.output.values.reduce(0, +) - log.output + log.turnOutput
        #expect(total.tokens.output == output, "seed \(seed), \(lost)")
    }
}
