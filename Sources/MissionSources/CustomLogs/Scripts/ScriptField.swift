// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A fact that people's own scripts write down about a call, under whichever name they chose.
enum ScriptField: Int, CaseIterable, Sendable {
    case id, time, provider, model, session, agent, caller, task
    case input, output, cacheRead, cachedInput, cacheWrite, reasoning, total
    case milliseconds, seconds, cost
    case status, isOK, code, error
    case service, endpoint, method

    /// The names, best first, in lower case and without what separates words: see ``plain(_:)``.
    var names: [String] {
        switch self {
        case .id: ["id", "uuid", "callid", "eventid", "requestid"]
        case .time: ["timestamp", "ts", "time", "calledat", "startedat", "datetime", "createdat", "date"]
        case .provider: ["provider", "providername", "vendor"]
        case .model: ["model", "modelname", "modelid"]
        case .session: ["sessionid", "sessionkey", "session", "conversationid", "threadid"]
        case .agent: ["agentid", "agent", "agentname", "bot", "botname"]
        case .caller: ["caller", "callername", "script", "component", "tag", "source"]
        case .task: ["tasktype", "task", "category"]
        case .input: ["prompttokens", "inputtokens", "tokensin", "intokens", "input"]
        case .output: ["completiontokens", "outputtokens", "tokensout", "outtokens", "output"]
        case .cacheRead: ["cachereadtokens", "cachereadinputtokens", "cacheread"]
        case .cachedInput: ["cachedtokens", "cachedinputtokens", "cachedprompttokens"]
        case .cacheWrite:
            ["cachewritetokens", "cachecreationtokens", "cachecreationinputtokens", "cachewrite", "cachecreation"]
        case .reasoning: ["thinkingtokens", "reasoningtokens", "thoughtstokens"]
        case .total: ["totaltokens", "tokenstotal", "tokencount", "tokens"]
        case .milliseconds: ["durationms", "latencyms", "elapsedms", "responsetimems", "duration"]
        case .seconds: ["durationseconds", "durationsec", "durations", "elapsedseconds", "latencyseconds"]
        case .cost:
            [
                "costestimate", "estimatedcost", "costusd", "cost", "totalcost", "totalcostusd", "estimatedcostusd",
                "approxcostusd", "usd",
            ]
        case .status: ["status", "outcome", "state"]
        case .isOK: ["ok", "success", "succeeded", "issuccess"]
        case .code: ["statuscode", "httpstatus", "httpstatuscode", "httpcode"]
        case .error: ["error", "errormessage", "errortype", "errorclass"]
        case .service: ["service", "servicename", "api", "provider", "host"]
        case .endpoint: ["endpoint", "path", "route", "url"]
        case .method: ["method", "httpmethod", "verb"]
        }
    }

    /// Whether it is a number. Columns of such names that hold text may be a prompt, and are not read.
    var isNumber: Bool {
        switch self {
        case .input, .output, .cacheRead, .cachedInput, .cacheWrite, .reasoning, .total: true
        case .milliseconds, .seconds, .cost, .code: true
        default: false
        }
    }

    /// Longer texts are cut: they are names, or the class of an error at its beginning.
    static let longest = 300

    /// `promptTokens`, `prompt_tokens` and `Prompt-Tokens` are one name.
    static func plain(_ name: String) -> String {
        guard name.utf8.allSatisfy({ $0 < 0x80 }) else {
            return name.lowercased().filter { $0 != "_" && $0 != "-" && $0 != " " }
        }
        return String(unsafeUninitializedCapacity: name.utf8.count) { buffer in
            var count = 0
            for byte in name.utf8 where byte != 0x5f && byte != 0x2d && byte != 0x20 {
                buffer[count] = (0x41...0x5a).contains(byte) ? byte | 0x20 : byte
                count += 1
            }
            return count
        }
    }
}

/// What names mean: a fact and how good a name for it each is, by ``ScriptField/plain(_:)``.
struct ScriptNames: Sendable {
    /// A name that is known.
    struct Name: Sendable {
        /// Its place among all names.
        var place: Int
        var meanings: [Meaning]
    }

    /// A fact that a name may tell.
    struct Meaning: Sendable {
        var field: ScriptField
        /// 0 for the best name.
        var rank: Int
    }

    static let all = ScriptNames()

    private let known: [String: Name]

    private init() {
        var known: [String: Name] = [:]
        for field in ScriptField.allCases {
            for (rank, name) in field.names.enumerated() {
                let place = known.count
                known[name, default: Name(place: place, meanings: [])].meanings.append(
                    Meaning(field: field, rank: rank))
            }
        }
        self.known = known
    }

    var count: Int { known.count }

    subscript(name: String) -> Name? { known[ScriptField.plain(name)] }
}
