// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// One answer of a model, as OpenCode notes it down in a file or in a row of its database.
struct OpenCodeMessage {
    private let entry: JSONValue
    private let usage: JSONValue
    private let session: SessionID
    private let place: Provenance

    /// Nil for messages of people, and for answers that have not begun.
    init?(_ entry: JSONValue, session: String?, place: Provenance = .transcript) {
        guard entry.at("role")?.text == "assistant", let usage = entry.at("tokens"), usage.isObject else { return nil }
        self.entry = entry
        self.usage = usage
        self.place = place
        self.session = SessionID(harness: OpenCodeSource.kind, agent: "main", id: session ?? "")
        let isOver = entry.at("time")?.at("completed") != nil || entry.at("error") != nil
        let isUsed = usage.members.contains { ($0.value.whole ?? 0) != 0 }
        if !isOver && !isUsed { return nil }
    }

    var facts: SessionFacts {
        let project = entry.at("path")?.project("root") ?? entry.at("path")?.project("cwd")
        return SessionFacts(session: session, kind: .chat, project: project)
    }

    func event() throws(RejectionReason) -> UsageEvent {
        guard let time = entry.at("time")?.time("created"), Timestamp.plausible.contains(time) else { throw .badTime }
        let attribution = Attribution(
            recordedProvider: entry.at("providerID")?.text ?? "", recordedModel: entry.at("modelID")?.text ?? "")
        let finished = entry.at("time")?.time("completed")
        return UsageEvent(
            id: identity(attribution, at: time), at: time, session: session, attribution: attribution,
            tokens: try tokens(), durationMilliseconds: finished.map { max(0, $0.milliseconds - time.milliseconds) },
            status: status, cost: Cost(reported: try entry.dollars("cost")), provenance: place)
    }

    /// A fork copies messages under new ids, and counts grow while an answer is written; what stays is when the answer
    /// was begun, by which model, for which part of the program and where.
    private func identity(_ attribution: Attribution, at time: Timestamp) -> EventID {
        var hash = ContentHash(OpenCodeSource.kind)
        hash.add(time.milliseconds)
        hash.add(attribution.recordedProvider)
        hash.add(attribution.recordedModel)
        hash.add((entry.at("agent") ?? entry.at("mode"))?.text ?? "")
        hash.add(entry.at("path")?.at("cwd")?.text ?? "")
        return hash.id
    }

    /// Reasoning stands beside the output, unless the total says that it is part of it.
    private func tokens() throws(RejectionReason) -> TokenCounts {
        let cache = usage.at("cache")
        var counts = TokenCounts(
            input: try usage.tokens("input"), output: try usage.tokens("output"),
            cacheRead: try cache?.tokens("read") ?? 0, cacheWrite5m: try cache?.tokens("write") ?? 0,
            reasoning: try usage.tokens("reasoning"))
        let isInside = try usage.tokens("total") == counts.total && counts.reasoning <= counts.output
        if !isInside { counts.output = counts.output.addingSaturating(counts.reasoning) }
        return counts
    }

    /// How it ended; only the class of an error is kept, not its text.
    private var status: CallStatus {
        guard let error = entry.at("error") else { return .ok }
        let name = error.at("name")?.text ?? ""
        if name == "MessageAbortedError" { return .aborted }
        if name == "ProviderAuthError" { return .denied }
        let data = error.at("data")
        let code = data?.at("statusCode")?.numberText ?? ""
        let bytes = [UInt8]("\(code) \(name) \(data?.at("message")?.text ?? "")".utf8)
        return OpenClawFailure.classify(bytes.span, 0..<bytes.count)
    }
}
