// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
package import MissionCore

/// Reads a state directory of OpenClaw, both eras as one: transcripts in every state, as files and in the agents' databases,
/// the session store and the cron files.
///
/// Formats: `README.md` beside this file.
package struct OpenClawSource: Source {
    /// `openclaw:<home>`.
    package let id: SourceID
    let home: OpenClawHome
    private let only: Set<String>?
    /// Whether `only` names files outside the layout of a home.
    private let isLoose: Bool
    let memory = OpenClawConfigMemory()

    /// A source for a home: the state directory, as an absolute path.
    package init(home: String) {
        self.init(home: home, only: nil, isLoose: false)
    }

    /// A source restricted to some paths within a home; nil for all.
    init(home: String, only: Set<String>?, isLoose: Bool) {
        self.home = OpenClawHome(path: home)
        self.only = only
        self.isLoose = isLoose
        id = SourceID(kind: "openclaw", place: home)
    }

    /// Both: what either of two sources of the same home reads.
    func union(_ other: OpenClawSource) -> OpenClawSource {
        guard let only, let others = other.only else { return self.only == nil ? self : other }
        return OpenClawSource(home: home.path, only: only.union(others), isLoose: isLoose || other.isLoose)
    }

    /// Reads what is new. See ``Source/run(from:deliver:)``.
    package func run(
        from checkpoints: [String: Checkpoint], deliver: @escaping @Sendable (SourceBatch) async throws -> Void
    ) async throws -> SourceSummary {
        let (work, survey) = pending(from: checkpoints)
        var summary = SourceSummary()
        summary.items = survey.items.count
        summary.changedItems = work.count
        summary.problems = survey.problems
        summary.stores = survey.stores
        if let checkpoint = survey.registry {
            let known = Checkpoint(source: id, item: AgentRegistry.name, position: checkpoint)
            try await deliver(SourceBatch(source: id, checkpoints: [known]))
        }
        let queue = WorkQueue(work)
        let heartbeats = work.isEmpty ? .standard : memory.config(of: home).heartbeats
        try await withThrowingTaskGroup(of: SourceSummary.self) { group in
            for _ in 0..<min(Self.readers, work.count) {
                group.addTask {
                    var reader = OpenClawReader(source: id, home: home, stores: memory.stores)
                    reader.heartbeats = heartbeats
                    return try await reader.drain(queue, deliver: deliver)
                }
            }
            for try await part in group {
                summary.bytes += part.bytes
                summary.problems += part.problems
                summary.stores += part.stores
            }
        }
        summary.stores.sort()
        return summary
    }

    /// Bytes that a pass would read, for a progress bar.
    package func pendingBytes(from checkpoints: [String: Checkpoint]) -> Int64 {
        pending(from: checkpoints).work.reduce(0) { $0 + max(0, $1.size - ($1.position?.file.offset ?? 0)) }
    }

    private func survey() -> OpenClawHome.Survey {
        guard let only else { return home.survey(memory.elsewhere(of: home)) }
        if isLoose {
            return OpenClawHome.Survey(items: only.sorted().map { OpenClawHome.Item(transcript: $0, home: home.path) })
        }
        var survey = home.survey(memory.elsewhere(of: home))
        survey.items.removeAll { !only.contains($0.name) }
        survey.problems = []
        return survey
    }

    /// While one reader waits for its batch to be committed, another parses.
    private static let readers = 2

    /// The files that changed since their checkpoints, largest first so that no reader is left with a big one at the end.
    private func pending(from checkpoints: [String: Checkpoint]) -> (work: [OpenClawWork], survey: OpenClawHome.Survey)
    {
        var survey = survey()
        if only == nil { addRegistered(checkpoints, &survey) }
        var work: [OpenClawWork] = []
        for item in survey.items {
            let path = home.absolute(item.name)
            guard let info = FileStat(path: path) else {
                // A dangling link, or a file that went away a moment ago.
                continue
            }
            if item.kind == .agentDatabase {
                if let piece = databaseWork(item, checkpoints, &survey) { work.append(piece) }
                continue
            }
            if item.kind == .stateDatabase {
                if let piece = stateWork(item, checkpoints) { work.append(piece) }
                continue
            }
            let position = checkpoints[item.name]?.position(as: OpenClawPosition.self)
            if let position, position.file.isCurrent(info), position.isOfThisVersion(for: item.kind) {
                if item.kind == .compressedTranscript { repeatProblem(of: item, position.file, &survey) }
                continue
            }
            work.append(OpenClawWork(item: item, size: info.size, position: position))
        }
        work.sort { ($0.size, $1.item.name) > ($1.size, $0.item.name) }
        return (work, survey)
    }
}

/// A file to read, from where.
struct OpenClawWork: Sendable {
    var item: OpenClawHome.Item
    var size: Int64
    var position: OpenClawPosition?
    /// For a database, which keeps one per session: everybody's.
    var checkpoints: [String: Checkpoint] = [:]
    /// Whether a database's agent has transcripts as files, too.
    var hasFiles = false
}

/// Hands out work to readers, one piece at a time.
actor WorkQueue {
    private var rest: ArraySlice<OpenClawWork>

    init(_ work: [OpenClawWork]) {
        rest = work[...]
    }

    func next() -> OpenClawWork? {
        rest.popFirst()
    }
}
