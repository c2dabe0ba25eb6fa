// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Names of conversations that stand together, so that two of one name can be told apart.
struct SessionNames {
    /// What stands beside a name that another one has too.
    private var marks: [SessionID: [String]] = [:]
    /// Keys that several of them have.
    private var sharedKeys: Set<String> = []

    /// - Parameter clock: Tells when they began.
    init(_ sessions: [SessionFacts], firstCalls: [SessionID: Timestamp], clock: PageClock) {
        let named = Dictionary(grouping: sessions) { Self.name($0).lowercased() }
        for session in named.values.filter({ $0.count > 1 }).joined() {
            let start = session.startedAt ?? firstCalls[session.session]
            marks[session.session] = [Self.short(session.session.id), start.map { "began \(clock.words($0))" }]
                .compactMap(\.self)
        }
        sharedKeys = Set(Dictionary(grouping: sessions, by: \.displayKey).filter { $0.value.count > 1 }.keys)
    }

    init(_ summaries: [SessionSummary], clock: PageClock) {
        let firstCalls = Dictionary(summaries.map { ($0.session.session, $0.firstCall) }) { first, _ in first }
        self.init(summaries.map(\.session), firstCalls: firstCalls, clock: clock)
    }

    /// A conversation's title with what tells it apart: its id where it has only its project's name, its channel, and where that
    /// is not enough when it began and its id.
    func cell(_ session: SessionFacts) -> ReportCell {
        let id = session.label == nil && session.program != nil ? [Self.short(session.session.id)] : []
        let channel = [session.channel].compactMap(\.self)
        return .title(
            session.displayKey, label: Self.cut(Self.name(session)), facts: channel + (marks[session.session] ?? id))
    }

    /// Where a conversation has its page. Where its key stands for several, or is too long for an address, its id leads to it.
    func href(_ session: SessionFacts, _ state: PageState) -> String? {
        let isShared = sharedKeys.contains(session.displayKey)
        let byKey = isShared ? nil : SessionLink.href(session.displayKey, state)
        return byKey ?? SessionLink.href(session.session.id, state)
    }

    /// What a conversation is called where there is little room: its label; else its project, or its key without the agent, which
    /// stands beside it.
    static func name(_ session: SessionFacts) -> String {
        if let label = session.label { return label }
        if session.program != nil {
            return session.project.flatMap { $0.isEmpty ? nil : $0 } ?? short(session.session.id)
        }
        let key = session.displayKey
        let prefix = "agent:\(session.session.agent):"
        let rest = key.hasPrefix(prefix) && key.count > prefix.count ? String(key.dropFirst(prefix.count)) : key
        return rest.split(separator: ":", omittingEmptySubsequences: false).map { short(String($0)) }
            .joined(separator: ":")
    }

    /// A name so short that what tells it apart still has room beside it.
    private static func cut(_ name: String) -> String {
        name.count > 40 ? "\(name.prefix(39))…" : name
    }

    /// The beginning of an id, as people compare it.
    static func short(_ id: String) -> String {
        let isID = id.utf8.count > 16 && id.utf8.allSatisfy { $0 == UInt8(ascii: "-") || isHexadecimal($0) }
        return isID ? "\(id.prefix(8))…" : id
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}

extension SessionFacts {
    /// The program whose conversation it is, where it has no key of its own.
    fileprivate var program: String? { key == nil ? session.program : nil }
}
