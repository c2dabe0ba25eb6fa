// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// One answer of a model, as OpenCode notes it down in a file or in a row of its database.
struct OpenCodeMessage {
    /// What its database or file knows besides.
    struct Context {
        /// The message's id; nil where nobody tells.
        var id: String?
        var session: String?
        /// Where the session works, for messages that do not say.
        var directory: String?
        /// Whether another session started this one.
        var isHelper = false
        /// Whether it is a summary that made room for more, which the second version's program need not count.
        var isSummary = false
        var place = Provenance.transcript
    }

    let context: Context
    let provider: String
    let model: String
    let agent: String
    let directory: String
    let created: Timestamp?
    let completed: Timestamp?
    private let project: String?
    private let usage: JSONValue
    private let cost: JSONValue
    private let error: JSONValue?
    /// Set when another call was begun in the same millisecond by the same model and part of the program in the same
    /// directory: what tells the two apart.
    var distinction: String?

    /// What is looked at of a message: what was said and done is passed over. Counts are taken whole, because copies are
    /// told by all of them.
    static let selection: JSONSelection = {
        let error = ["name", "type", "statusCode", "message", "data.statusCode", "data.message"].map { "error.\($0)" }
        let frame = ["sessionID", "time.created", "time.completed"] + error
        let answer = ["tokens", "path.cwd", "path.root", "providerID", "modelID", "agent", "mode", "cost"]
        let first = frame.map { "metadata.\($0)" } + answer.map { "metadata.assistant.\($0)" }
        return JSONSelection(["id", "role", "model.providerID", "model.id"] + frame + answer + first)
    }()

    /// Reads the JSON of a message as the first version wrote it; nil for messages of people and others without counts.
    init?(_ entry: JSONValue, _ context: Context) {
        guard entry.at("role")?.text == "assistant" else { return nil }
        // Before July 2025 everything about an answer stood two levels deeper.
        let metadata = entry.at("metadata")
        let answer = metadata?.at("assistant") ?? entry
        guard answer.at("tokens")?.isObject == true else { return nil }
        let path = answer.at("path")
        self.init(
            answer, time: metadata?.at("time") ?? entry.at("time"), context,
            model: (answer.at("providerID"), answer.at("modelID")), directory: path?.at("cwd")?.text ?? "",
            project: path?.project("root") ?? path?.project("cwd"), error: metadata?.at("error") ?? entry.at("error"))
    }

    /// Reads the JSON of an answer, or of a summary that made room for more, as the second version writes it.
    init(second entry: JSONValue, _ context: Context) {
        let model = entry.at("model")
        let project = context.directory?.split { $0 == "/" || $0 == "\\" }.last.map(String.init)
        self.init(
            entry, time: entry.at("time"), context, model: (model?.at("providerID"), model?.at("id")),
            directory: context.directory ?? "", project: project, error: entry.at("error"))
    }

    private init(
        _ answer: JSONValue, time: JSONValue?, _ context: Context, model: (JSONValue?, JSONValue?), directory: String,
        project: String?, error: JSONValue?
    ) {
        usage = answer.at("tokens") ?? .null
        self.context = context
        (provider, self.model) = (model.0?.text ?? "", model.1?.text ?? "")
        agent = (answer.at("agent") ?? answer.at("mode"))?.text ?? ""
        self.directory = directory
        self.project = project
        created = time?.time("created")
        completed = time?.time("completed")
        cost = .object(answer.at("cost").map { [JSONMember(key: "cost", value: $0)] } ?? [])
        self.error = error == .null ? nil : error
    }

    /// Whether it is over or has used something; an answer that has not begun is no call yet.
    var isCall: Bool {
        hasTokens || (!context.isSummary && (completed != nil || error != nil))
    }

    private var hasTokens: Bool {
        (usage.members + (usage.at("cache")?.members ?? [])).contains { ($0.value.whole ?? 0) != 0 }
    }

    private var session: SessionID {
        SessionID(harness: OpenCodeSource.kind, agent: "main", id: context.session ?? "")
    }

    var facts: SessionFacts {
        SessionFacts(session: session, kind: context.isHelper ? .subagent : .chat, project: project)
    }

    func event() throws(RejectionReason) -> UsageEvent {
        guard let created, Timestamp.plausible.contains(created) else { throw .badTime }
        return UsageEvent(
            id: identity, at: created, session: session,
            attribution: Attribution(recordedProvider: provider, recordedModel: model), tokens: try tokens(),
            durationMilliseconds: completed.map {
                max(0, $0.milliseconds.subtractingSaturating(created.milliseconds))
            },
            status: status, cost: Cost(reported: try cost.dollars("cost")), provenance: context.place)
    }

    /// A fork copies messages under new ids, and counts grow while an answer is written; what stays is when the answer
    /// was begun, by which model, for which part of the program and where.
    var identity: EventID {
        var hash = ContentHash(OpenCodeSource.kind)
        hash.add(created?.milliseconds ?? -1)
        hash.add(provider)
        hash.add(model)
        hash.add(agent)
        hash.add(directory)
        if let distinction { hash.add(distinction) }
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
        guard let error else { return .ok }
        let name = (error.at("name") ?? error.at("type"))?.text ?? ""
        if name == "MessageAbortedError" || name == "aborted" { return .aborted }
        if name == "ProviderAuthError" || name == "auth" { return .denied }
        let data = error.at("data") ?? error
        let code = data.at("statusCode")?.numberText ?? ""
        let bytes = [UInt8]("\(code) \(name) \(data.at("message")?.text ?? "")".utf8)
        return OpenClawFailure.classify(bytes.span, 0..<bytes.count)
    }
}

extension OpenCodeMessage {
    /// So far may the time in a message's id lie from the time at which its answer was begun, in milliseconds: both are
    /// taken one after the other. A copy has an id of its own, from when it was made.
    private static let idSlack: UInt64 = 1000
    /// Ids tell the time in milliseconds up to this.
    private static let idRange: UInt64 = 1 << 36

    /// Whether its id is as old as it is itself; nil for ids that tell no time.
    var isOriginal: Bool? {
        guard let created, let digits = context.id?.dropFirst("msg_".count).prefix(12), digits.utf8.count == 12,
            let number = UInt64(digits, radix: 16)
        else { return nil }
        let told = number >> 12
        let own = UInt64(bitPattern: created.milliseconds) % Self.idRange
        let apart = told > own ? told - own : own - told
        return min(apart, Self.idRange - apart) <= Self.idSlack
    }

    /// Whether two messages that were begun alike are one call that a fork copied.
    ///
    /// A fork copies a message whole, into another session that no other session started, under an id of its own time.
    func isCopy(of other: OpenCodeMessage) -> Bool {
        if context.session == other.context.session { return false }
        if isOriginal == true && other.isOriginal == true { return false }
        let isOneYounger = isOriginal == false || other.isOriginal == false
        if !isOneYounger && context.isHelper && other.context.isHelper { return false }
        return completed == other.completed && usage == other.usage && cost == other.cost
    }
}
