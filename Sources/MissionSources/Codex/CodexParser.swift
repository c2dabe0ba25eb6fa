// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Turns the lines of one rollout into calls.
///
/// A rollout tells after each call what the conversation has used so far, so a call is what the totals grew by. A fork
/// begins with its parent's history under new times: what identifies a call is the first conversation of the line and
/// everything that was counted since its beginning, which is the same in both.
struct CodexParser: LogParser {
    var output: LogOutput
    var progress = CodexProgress()
    private let root: @Sendable (String) -> String
    private let names = NameCache()

    /// Makes a parser at the beginning of a file.
    ///
    /// - Parameter root: The first conversation in the line that leads to a given one.
    init(_ file: LogFile, root: @escaping @Sendable (String) -> String = { $0 }) {
        output = LogOutput(file)
        self.root = root
    }

    private static let wanted: [StaticString] = ["\"token_count\"", "\"session_meta\"", "\"turn_context\""]

    func wants(_ line: Span<UInt8>) -> Bool {
        JSONObjects.contains(Self.wanted, in: line)
    }

    mutating func take(_ entry: JSONValue, at line: LineReader.Line) {
        guard let payload = entry.at("payload") else { return }
        switch entry.at("type")?.text {
        case "session_meta": if let meta = CodexMeta(entry) { begin(meta) }
        case "turn_context": progress.model = payload.at("model")?.text ?? progress.model
        case "event_msg" where payload.at("type")?.text == "token_count":
            do throws(RejectionReason) {
                try count(payload, at: entry.time("timestamp"))
            } catch {
                output.reject(line, error)
            }
        default: break
        }
    }

    private mutating func begin(_ meta: CodexMeta) {
        // Behind a fork's own entry stands that of its parent; once calls were counted it is a resumed conversation's.
        if progress.session.isEmpty {
            progress.session = meta.id
            progress.startedAt = meta.startedAt
            progress.provider = meta.provider ?? "openai"
            output.sessions.append(
                SessionFacts(
                    session: session, kind: meta.kind, project: meta.project, startedAt: meta.startedAt))
        }
        if progress.totals == nil { progress.chain = root(meta.parent ?? meta.id) }
    }

    private var session: SessionID {
        let name = String(output.file.baseName.prefix { $0 != "." })
        return SessionID(
            harness: CodexSource.kind, agent: "main", id: progress.session.isEmpty ? name : progress.session)
    }

    private mutating func count(_ payload: JSONValue, at time: Timestamp?) throws(RejectionReason) {
        // Before the first answer there is nothing but limits.
        guard let info = payload.at("info"), let usage = info.at("total_token_usage") else { return }
        let totals = try CodexTotals(usage)
        let last = try info.at("last_token_usage").map { value throws(RejectionReason) in try CodexTotals(value) }
        let used = totals.growth(since: progress.totals, last: last)
        guard let time, Timestamp.plausible.contains(time) else { throw .badTime }
        progress.totals = totals
        // The same totals again are no call.
        if used == CodexTotals() { return }
        if progress.chain.isEmpty { progress.chain = session.id }
        let id = progress.advance(by: used)
        // Only an account of ChatGPT has a plan.
        let isPlan = payload.at("rate_limits")?.at("plan_type")?.text != nil && progress.provider == "openai"
        let model = progress.model.isEmpty ? info.at("model")?.text ?? "" : progress.model
        output.events.append(
            UsageEvent(
                id: id, at: time, session: session, sessionStart: progress.startedAt,
                attribution: names.attribution(provider: isPlan ? "openai-codex" : progress.provider, model: model),
                tokens: used.tokens))
    }

    var state: String { progress.text }

    mutating func resume(from state: String) -> Bool {
        guard let known = CodexProgress(state) else { return false }
        progress = known
        return true
    }
}
