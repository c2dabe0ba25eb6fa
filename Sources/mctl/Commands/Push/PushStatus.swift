// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore
internal import MissionSQLite

/// `mctl push status`
struct PushStatus: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "What waits to be handed over, and since when.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            guard let queue = try SQLiteQueue.looking(global.directory.queue) else {
                throw CommandFailure(
                    status: .noInput,
                    message: "nothing was ever handed over from \(global.directory.path); mctl push --to URL")
            }
            let state = try await queue.state()
            Console.output(global.json ? Self.json(state).text(.indented) : try text(state))
        }
    }

    private static func json(_ state: QueueState) -> JSONValue {
        [
            "schema_version": 1, "upstream": .string(state.upstream), "waiting_batches": .integer(state.waiting),
            "waiting_calls": .integer(state.calls), "waiting_bytes": .integer(state.bytes),
            "oldest_at": JSONValue(state.oldest?.iso8601), "delivered_batches": .integer(state.delivered.bodies),
            "delivered_calls": .integer(state.delivered.calls), "delivered_at": JSONValue(state.lastDelivery?.iso8601),
            "failure": JSONValue(state.failure?.reason), "failing_since": JSONValue(state.failure?.since.iso8601),
        ]
    }

    private func text(_ state: QueueState) throws -> String {
        let zone = try global.zone()
        let moment = { (time: Timestamp?) in time.map { zone.clockText(of: $0) } ?? "–" }
        var rows = [
            ["Server", state.upstream],
            ["Waiting", "\(state.calls.groupedString) calls, \(ByteText.short(state.bytes)) packed"],
            ["Oldest", moment(state.oldest)],
            ["Handed over", "\(state.delivered.calls.groupedString) calls, last \(moment(state.lastDelivery))"],
        ]
        if let failure = state.failure {
            rows.append(["Failing", "since \(moment(failure.since)): \(failure.reason)"])
        }
        return Columns(rows).text
    }
}
