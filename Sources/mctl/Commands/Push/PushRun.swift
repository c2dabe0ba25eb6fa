// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore
internal import MissionFleet
internal import MissionSQLite
internal import MissionServer
internal import MissionSources

/// `mctl push run`, which is what `mctl push` does.
struct PushRun: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Read, follow and hand over, until it is stopped.")

    @OptionGroup var sources: SourceOptions
    @OptionGroup var target: PushTarget

    @Flag(help: "Read what is there, hand it over, and end.")
    var once = false

    @Option(
        help: ArgumentHelp(
            "What this machine is called there.",
            discussion: "The host's name by default. It stands at each call, and in front of each place that was read.",
            valueName: "name"))
    var machine: String?

    private var machineName: String { machine ?? HostIdentity.machine }

    @Option(
        name: .customLong("queue-limit"),
        help: ArgumentHelp("How much may wait, in MiB; what is more stays in the logs.", valueName: "mib"))
    var limit = 1024

    @Option(
        name: .customLong("longest-wait"),
        help: ArgumentHelp("Seconds between two attempts, at most.", valueName: "seconds"))
    var longestWait = 300

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard CollectedBatch.isMachine(machineName) else {
            throw ValidationError(
                "--machine: “\(machineName.displayable)” is no name: 1 to 64 letters, digits, points, dashes and underscores."
            )
        }
        guard (1...1_048_576).contains(limit) else { throw ValidationError("--queue-limit needs 1 to 1048576 MiB.") }
        guard (1...3600).contains(longestWait) else {
            throw ValidationError("--longest-wait needs 1 to 3600 seconds.")
        }
    }

    func run() async throws {
        try await CommandFailure.reporting { try await push() }
    }

    private func push() async throws {
        let credentials = try target.credentials()
        if !sources.paths.isEmpty || once, sources.find(global.directory).sources.isEmpty {
            throw CommandFailure(status: .noInput, message: sources.find(global.directory).emptyMessage)
        }
        let queue = try open()
        let before = try await queue.state()
        let (upstream, limit, longestWait, machine, once) = (
            try target.upstream, limit, longestWait, machineName, once
        )
        let (sources, directory) = (sources, global.directory)
        do {
            try await UpstreamTransport.with(upstream, credentials) { transport in
                let service = PushService(
                    queue: queue,
                    collector: Collector(
                        queue: queue, machine: machine, limit: Int64(limit) << 20, pack: { Gzip.compress($0) },
                        tell: { PushTelling.tell($0) }),
                    deliverer: Deliverer(
                        queue: queue, receiver: transport, longestWait: longestWait, attempts: once ? 5 : nil,
                        tell: { PushTelling.tell($0, upstream) }), isOnce: once, find: { sources.find(directory) })
                try await service.runToItsEnd()
            }
        } catch { throw try await PushTelling.failure(error, upstream, queue) }
        if once { try await tell(since: before, queue) }
    }

    private func open() throws -> SQLiteQueue {
        do {
            return try SQLiteQueue(
                path: global.directory.queue, upstream: target.upstream.description, isMoved: target.isMoved)
        } catch let error as QueueTargetError {
            throw CommandFailure(
                status: .configuration,
                message: """
                    \(error.path) is for \(error.upstream), and what was delivered there is not sent again; where the same \
                    server has another address now, say --moved, else name another folder with --data-dir
                    """)
        }
    }

    private func tell(since before: QueueState, _ queue: SQLiteQueue) async throws {
        let (state, upstream) = (try await queue.state(), try target.upstream.description)
        let calls = state.delivered.calls - before.delivered.calls
        let bodies = state.delivered.bodies - before.delivered.bodies
        guard !global.json else {
            let answer: JSONValue = [
                "schema_version": 1, "upstream": .string(upstream), "machine": .string(machineName),
                "delivered_calls": .integer(calls), "delivered_batches": .integer(bodies),
                "waiting_calls": .integer(state.calls),
            ]
            return Console.output(answer.text(.indented))
        }
        Console.output(
            "Handed over \(calls.groupedString) calls in \(bodies.groupedString) batches to \(upstream).\n")
    }
}
