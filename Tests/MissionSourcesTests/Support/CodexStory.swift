// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting

/// Made-up conversations of Codex's with everything that is written about them: originals, forks in every way in which
/// Codex writes them, and forks of forks. Counts repeat often, so that conversations look alike.
struct CodexStory {
    /// How a fork's file begins.
    enum Fork: CaseIterable {
        /// With copies of the totals, under their times; only the spawner is named.
        case spawned
        /// With copies of the totals, under new times.
        case stamped
        /// With everything that was written, records too.
        case verbatim
        /// With nothing, counting on from where the parent was.
        case byReference
        /// With nothing, from zero.
        case fresh
    }

    private struct Call {
        var id: Int
        var thread: String
        var usage: [Int]
        var minute: Int
    }

    private struct Thread {
        var id: String
        var calls: [Call] = []
        /// Calls before its own that its file holds copies of.
        var copies: [Call] = []
        var inherited = [0, 0, 0]
        var minute: Int
    }

    /// The text of each conversation's file.
    private(set) var files: [(id: String, text: String)] = []
    /// Everything that was used.
    private(set) var tokens = TokenCounts.zero
    private(set) var calls = 0

    private var threads: [Thread] = []

    init(seed: UInt64) {
        var chance = SeededGenerator(seed: seed)
        for number in 0..<Int.random(in: 3...9, using: &chance) {
            if number == 0 || Int.random(in: 0..<4, using: &chance) == 0 {
                add(Thread(id: "t\(number)", minute: number * 60), nil, of: nil, &chance)
            } else if let parent = threads.randomElement(using: &chance),
                let fork = Fork.allCases.randomElement(using: &chance)
            {
                add(Thread(id: "t\(number)", minute: number * 60), fork, of: parent, &chance)
            }
        }
    }

    private mutating func add(_ new: Thread, _ fork: Fork?, of parent: Thread?, _ chance: inout SeededGenerator) {
        var thread = new
        let history = parent.map { $0.copies + $0.calls } ?? []
        let shared = Array(history.prefix(Int.random(in: 0...history.count, using: &chance)))
        if fork == .spawned || fork == .stamped || fork == .verbatim {
            thread.copies = shared
            thread.inherited = parent?.inherited ?? [0, 0, 0]
        } else if fork == .byReference {
            thread.inherited = shared.reduce(parent?.inherited ?? [0, 0, 0]) { zip($0, $1.usage).map(+) }
        }
        for number in 0..<Int.random(in: 1...4, using: &chance) {
            let usage = [[100, 0, 10], [100, 40, 10], [300, 0, 20]].randomElement(using: &chance) ?? [1, 0, 1]
            calls += 1
            tokens += TokenCounts(
                input: Int64(usage[0] - usage[1]), output: Int64(usage[2]), cacheRead: Int64(usage[1]))
            thread.calls.append(Call(id: calls, thread: thread.id, usage: usage, minute: thread.minute + number + 2))
        }
        threads.append(thread)
        files.append((thread.id, text(thread, fork, of: parent)))
    }

    // MARK: Lines

    private func text(_ thread: Thread, _ fork: Fork?, of parent: Thread?) -> String {
        var lines = [meta(thread, fork, of: parent)]
        if fork == .stamped || fork == .byReference, let parent { lines.append(meta(parent, nil, of: nil)) }
        var total = fork == .byReference ? [0, 0, 0] : thread.inherited
        if fork == .byReference { total = thread.inherited }
        var owner = ""
        for call in thread.copies {
            // A conversation that began with its parent's totals tells whose they are.
            if call.thread != owner { lines.append(settings(call.thread, thread.minute)) }
            owner = call.thread
            let minute = fork == .stamped ? thread.minute : call.minute
            if fork == .verbatim { lines.append(record(call, minute)) }
            total = zip(total, call.usage).map(+)
            lines.append(count(total, call, minute))
        }
        lines.append(settings(thread.id, thread.minute))
        for call in thread.calls {
            lines.append(record(call, call.minute))
            total = zip(total, call.usage).map(+)
            lines.append(count(total, call, call.minute))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func time(_ minute: Int) -> String {
        let (hour, rest) = minute.quotientAndRemainder(dividingBy: 60)
        return "2026-03-01T\(hour + 10):\(rest < 10 ? "0" : "")\(rest):00.000Z"
    }

    private func line(_ minute: Int, _ kind: String, _ payload: String) -> String {
        #"{"timestamp":"\#(time(minute))","type":"\#(kind)","payload":{\#(payload)}}"#
    }

    private func meta(_ thread: Thread, _ fork: Fork?, of parent: Thread?) -> String {
        var payload = #""id":"\#(thread.id)","timestamp":"\#(time(thread.minute))","model_provider":"openai""#
        if let parent, let fork {
            let spawn = #","source":{"subagent":{"thread_spawn":{"parent_thread_id":"\#(parent.id)"}}}"#
            payload += fork == .spawned || fork == .fresh ? spawn : #","forked_from_id":"\#(parent.id)","source":"cli""#
            if fork == .byReference {
                payload += #","history_base":{"thread_id":"\#(parent.id)","end_ordinal_exclusive":7}"#
            }
        }
        return line(thread.minute, "session_meta", payload)
    }

    private func settings(_ thread: String, _ minute: Int) -> String {
        line(
            minute, "event_msg",
            #""type":"thread_settings_applied","thread_id":"\#(thread)","thread_settings":{"model":"gpt-5.4"}"#)
    }

    private func record(_ call: Call, _ minute: Int) -> String {
        line(
            minute, "token_usage_record",
            #""thread_id":"\#(call.thread)","response_id":"resp_\#(call.id)","usage":\#(usage(call.usage))"#)
    }

    private func count(_ total: [Int], _ call: Call, _ minute: Int) -> String {
        line(
            minute, "event_msg",
            #""type":"token_count","info":{"total_token_usage":\#(usage(total)),"#
                + #""last_token_usage":\#(usage(call.usage))},"rate_limits":null"#)
    }

    private func usage(_ counts: [Int]) -> String {
        #"{"input_tokens":\#(counts[0]),"cached_input_tokens":\#(counts[1]),"output_tokens":\#(counts[2]),"#
            + #""reasoning_output_tokens":0}"#
    }
}
