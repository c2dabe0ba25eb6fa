// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What every interface tells about a conversation.
enum SessionFields {
    /// The conversation and its sums, for programs.
    static let data: [ReportField<SessionSummary>] =
        [
            .name("session") { $0.session.displayKey },
            .name("session_id") { $0.session.session.id },
            .name("agent") { $0.session.agentName },
            .name("harness") { $0.session.session.harness },
            .text("session_kind", "Kind") { ($0.session.kind ?? .unattributed).rawValue },
            .name("label") { $0.session.label },
            .name("cron") { $0.session.cronJob },
            .name("channel") { $0.session.channel },
            .name("project") { $0.session.project },
            .record("context") { $0.session.context?.cell },
            .names("models", "Models") { $0.models },
            .moment("started_at") { $0.session.startedAt },
            .moment("first_call_at") { $0.firstCall },
            .moment("last_call_at", "Last active") { $0.lastCall },
        ] + UsageFigures.of { $0.sums }

    /// The name by which people know a conversation.
    static let title = ReportField<SessionSummary>("title", "Session", .name) {
        .title($0.session)
    }.asKey.onlyShown

    /// How full its context is.
    static let contextShare = ReportField<SessionSummary>("context_share", "Context", .share) {
        $0.session.context?.percent.map(ReportCell.percent) ?? .unknown
    }.onlyShown
}

extension ReportCell {
    /// A conversation: what people call it, whose it is and what it is for.
    static func title(_ session: SessionFacts) -> ReportCell {
        let kind = session.kind == .unattributed ? nil : session.kind?.rawValue
        return .title(
            session.displayKey, label: session.label,
            facts: [session.agentName, kind, session.channel].compactMap(\.self))
    }
}

extension SessionSummary {
    /// The conversation and its sums, with the names that every interface uses.
    package var json: JSONValue { SessionFields.data.record(of: self).json }
}

extension ContextGauge {
    /// `{"used_tokens","limit_tokens","percent","at"}`.
    fileprivate var cell: ReportCell {
        .record([
            ReportFact("used_tokens", .tokens(used)), ReportFact("limit_tokens", .optional(limit, ReportCell.tokens)),
            ReportFact("percent", .optional(percent, ReportCell.percent)), ReportFact("at", .moment(at)),
        ])
    }
}

/// Conversations: which, what for, with what, how much, and when last.
package struct SessionList: Sendable {
    /// The conversations, in the order to show.
    package var sessions: [SessionSummary]
    /// The days.
    package var range: ReportRange
    /// Which cost counts.
    package var costMode: CostMode

    /// Lists conversations.
    package init(_ sessions: [SessionSummary], range: ReportRange, costMode: CostMode = .auto) {
        self.sessions = sessions
        self.range = range
        self.costMode = costMode
    }

    /// The list as a document.
    package var document: ReportDocument {
        let fields = [SessionFields.title] + SessionFields.data + [SessionFields.contextShare]
        let counted = sessions.map { summary in
            var summary = summary
            summary.sums = summary.sums.counted(by: costMode)
            return summary
        }
        var table = ReportTable("sessions", fields, counted)
        // Where nobody knows how full a context is, nobody misses the column.
        let context = sessions.contains { $0.session.context?.percent != nil } ? ["context_share"] : []
        let figures = ["calls", "total_tokens", "cost", "last_call_at"]
        table.layouts = [
            ReportLayout(["title", "session_kind", "models"] + figures + context, .exact, cutsNames: false),
            ReportLayout(["title", "session_kind"] + figures),
        ]
        var document = ReportDocument(
            id: "sessions", title: nil, range: range, items: [.fact("range", range.cell), .table(table)])
        if sessions.isEmpty { document.emptySentence = "No sessions match." }
        return document
    }
}

extension Zone {
    /// `2026-11-21 14:45`, local time.
    package func clockText(of moment: Timestamp) -> String {
        let local = moment.seconds.addingSaturating(offset(at: moment))
        let day = local.floorDivided(by: 86_400)
        let minutes = (local - day * 86_400) / 60
        return "\(CivilDay(number: day)) \((minutes / 60).padded(to: 2)):\((minutes % 60).padded(to: 2))"
    }
}
