// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What is said about a source, from what is known about it and its siblings.
struct SourceRules {
    private static let day: Int64 = 86_400_000

    let lines: [SourceHealth.Line]
    let now: Timestamp

    func findings(_ line: SourceHealth.Line) -> [HealthFinding] {
        guard line.look.exists else { return [] }
        return problems(line) + [empty(line), behind(line), stale(line)].compactMap(\.self) + copies(line)
    }

    private func problems(_ line: SourceHealth.Line) -> [HealthFinding] {
        line.look.problems.map { problem in
            HealthFinding(
                severity(problem, line), HealthFinding.Code(problem.kind), source: line.look.source, "\(problem)",
                advice: problem.advice.sentence)
        }
    }

    /// Where something else of the source can be read, a part is missing; where nothing can, all of it.
    private func severity(_ problem: SourceProblem, _ line: SourceHealth.Line) -> HealthFinding.Severity {
        switch problem.kind {
        case .leftOut, .deleted: line.hasCalls ? .note : .warning
        case .noUsage: .warning
        case .emptyStore, .unknownSchema: .error
        default: line.hasCalls ? .warning : .error
        }
    }

    private func empty(_ line: SourceHealth.Line) -> HealthFinding? {
        let look = line.look
        guard look.isComplete, look.problems.isEmpty, !line.hasCalls else { return nil }
        if look.items == 0 {
            return HealthFinding(
                .warning, .nothingInside, source: look.source,
                "\(look.source.place) exists and holds nothing that this program reads.",
                advice: "If an agent has worked there, report this: its files may have moved.")
        }
        let files = look.items == 1 ? "1 file" : "\(look.items.groupedString) files"
        return HealthFinding(
            .error, .emptyStore, source: look.source,
            "A store exists and yields nothing: \(look.source.place) has \(files) and not one call.",
            advice: SourceProblem(path: "", kind: .emptyStore, reason: "").advice.sentence)
    }

    /// Files changed, and nobody has read them.
    private func behind(_ line: SourceHealth.Line) -> HealthFinding? {
        let unread = line.look.unread
        guard unread.callCount > 0 else { return nil }
        let calls = UsageNotes.calls(Int64(unread.callCount))
        let advice = "Run \(NextStep.serve), which reads and follows everything, or \(NextStep.ingest)."
        if let last = line.state?.lastCommit, isOld(last, before: now) {
            return HealthFinding(
                .warning, .stale, source: line.look.source,
                "\(line.look.source.place) was last read \(last.iso8601) and has changed since: \(calls) to read.",
                advice: advice)
        }
        return HealthFinding(
            .note, .notRead, source: line.look.source,
            "\(calls) of \(line.look.source.place) \(unread.callCount == 1 ? "is" : "are") not read yet.",
            advice: advice)
    }

    private func stale(_ line: SourceHealth.Line) -> HealthFinding? {
        let siblings = lines.filter { $0.look.exists && $0.look.source != line.look.source }
        // A call that is dated more than a day ahead of the clock says nothing about when others should have come.
        let tomorrow = now.advanced(byMilliseconds: Self.day)
        guard let own = line.newestCall,
            let newest = siblings.compactMap(\.newestCall).filter({ $0 <= tomorrow }).max(),
            isOld(own, before: newest)
        else { return nil }
        let days = newest.milliseconds.subtractingSaturating(own.milliseconds) / Self.day
        return HealthFinding(
            .warning, .stale, source: line.look.source,
            "\(line.look.source.place) has no call newer than \(own.iso8601),"
                + " \(days == 1 ? "1 day" : "\(days.groupedString) days") before the newest of another source.",
            advice: "If its agents have worked since, their calls no longer arrive: report this. If not, all is well.")
    }

    private func copies(_ line: SourceHealth.Line) -> [HealthFinding] {
        let source = line.look.source
        if let state = line.state, state.events == 0, state.repeats > 0 {
            return [
                HealthFinding(
                    .note, .copy, source: source,
                    "\(source.place) holds the same calls as another source (\(state.repeats.groupedString) of"
                        + " \(state.repeats.groupedString)): they count once.")
            ]
        }
        // Each pair is told once, at the one that was looked at later.
        return lines.prefix { $0.look.source != source }.compactMap { other in
            let same = other.look.unread.calls.intersection(line.look.unread.calls).count
            guard same > 0 else { return nil }
            let sessions = other.look.unread.sessions.intersection(line.look.unread.sessions).count
            return HealthFinding(
                .note, .copy, source: source,
                "\(source.place) and \(other.look.source.place) hold the same \(UsageNotes.calls(Int64(same))) of"
                    + " \(sessions == 1 ? "1 session" : "\(sessions.groupedString) sessions"): they count once.")
        }
    }

    private func isOld(_ moment: Timestamp, before other: Timestamp) -> Bool {
        other.milliseconds.subtractingSaturating(moment.milliseconds) > Self.day
    }
}

extension HealthFinding.Code {
    fileprivate init(_ kind: SourceProblem.Kind) {
        self =
            switch kind {
            case .emptyStore: .emptyStore
            case .unknownSchema: .unknownSchema
            case .unsupported, .noUsage: .unsupported
            case .leftOut, .deleted: .leftOut
            default: .unreadable
            }
    }
}

extension String {
    /// With a capital and a full stop.
    fileprivate var sentence: String {
        prefix(1).uppercased() + dropFirst() + (hasSuffix(".") ? "" : ".")
    }
}
