// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// A source that can be told where its files are seen from, and that two mentions of are one.
protocol JoinableSource: Source {
    /// Both in one; nil when the other is of another kind.
    func joined(with other: any Source) -> (any Source)?
    /// The same files seen from a folder above, when they lie in no place of their own.
    func rooted(at folder: String) -> any Source
}

/// A source that is a tree of log files. What a format adds is its kind, its tree and its parser.
protocol LogSource: JoinableSource {
    /// The kind, as in the catalogue.
    static var kind: String { get }
    /// Its files.
    var tree: FileTree { get set }
    /// Whether the files were named one by one and lie outside the producer's own folders.
    var isLoose: Bool { get }
    /// Whether a file keeps its name when it is moved or compressed, and no two files share one: then a moved file is read
    /// on from where it was read before.
    var keepsNames: Bool { get }
    /// A parser at the beginning of a file.
    func parser(for file: LogFile) -> any LogParser
}

extension LogSource {
    var id: SourceID { SourceID(kind: Self.kind, place: tree.root) }

    var keepsNames: Bool { false }

    func joined(with other: any Source) -> (any Source)? {
        guard let other = other as? Self else { return nil }
        var joined = self
        joined.tree = tree.union(other.tree)
        return joined
    }

    func rooted(at folder: String) -> any Source {
        guard isLoose else { return self }
        var rooted = self
        rooted.tree = tree.rooted(at: folder)
        return rooted
    }

    /// Reads what is new. See ``Source/run(from:deliver:)``.
    func run(
        from checkpoints: [String: Checkpoint], deliver: @escaping @Sendable (SourceBatch) async throws -> Void
    ) async throws -> SourceSummary {
        try await read(from: checkpoints, deliver: deliver)
    }

    /// The same for sources that have something to say besides.
    func read(
        from checkpoints: [String: Checkpoint], deliver: @escaping @Sendable (SourceBatch) async throws -> Void
    ) async throws -> SourceSummary {
        let survey = tree.survey()
        let work = pending(survey, checkpoints)
        var summary = SourceSummary()
        summary.items = survey.names.count
        summary.changedItems = work.count
        summary.problems = survey.problems + damagedArchives(survey, checkpoints)
        let queue = LogQueue(work)
        try await withThrowingTaskGroup(of: SourceSummary.self) { group in
            // While one reader waits for its batch to be committed, another parses.
            for _ in 0..<min(2, work.count) {
                group.addTask {
                    var reader = LogReader(source: id, tree: tree) { parser(for: $0) }
                    return try await reader.drain(queue, deliver: deliver)
                }
            }
            for try await part in group {
                summary.bytes += part.bytes
                summary.problems += part.problems
            }
        }
        return summary
    }

    /// Bytes that a pass would read, for a progress bar.
    func pendingBytes(from checkpoints: [String: Checkpoint]) -> Int64 {
        pending(tree.survey(), checkpoints).reduce(0) { sum, work in
            let known = LogArchive.isOne(work.name) ? 0 : work.position?.offset ?? 0
            return sum + max(0, work.size - known)
        }
    }

    /// The files that changed since their checkpoints, largest first so that no reader is left with a big one at the end.
    private func pending(_ survey: FileTree.Survey, _ checkpoints: [String: Checkpoint]) -> [LogWork] {
        let moves = keepsNames ? LogMoves(checkpoints) : nil
        let work = survey.names.compactMap { name -> LogWork? in
            // A dangling link, or a file that went away a moment ago.
            guard let info = FileStat(path: tree.absolute(name)), !info.isDirectory else { return nil }
            let position = checkpoints[name]?.position(as: FilePosition.self)
            if let position, position.isCurrent(info) { return nil }
            let isArchive = LogArchive.isOne(name)
            let known = isArchive ? nil : position
            return LogWork(
                name: name, size: info.size, position: known ?? moves?[name], isMoved: known == nil)
        }
        return work.sorted { ($0.size, $1.name) > ($1.size, $0.name) }
    }

    /// Archives that could not be read to their end and did not change since.
    private func damagedArchives(_ survey: FileTree.Survey, _ checkpoints: [String: Checkpoint]) -> [SourceProblem] {
        survey.names.filter(LogArchive.isOne).compactMap { name in
            guard let position = checkpoints[name]?.position(as: FilePosition.self), position.state != "-",
                let info = FileStat(path: tree.absolute(name)), position.isCurrent(info)
            else { return nil }
            return SourceProblem(path: tree.absolute(name), reason: position.state)
        }
    }
}

/// How far files were read whose names came up in other folders, or without `.zst`.
private struct LogMoves {
    private var positions: [Substring: FilePosition] = [:]

    init(_ checkpoints: [String: Checkpoint]) {
        for (name, checkpoint) in checkpoints where !LogArchive.isOne(name) {
            guard let position = checkpoint.position(as: FilePosition.self) else { continue }
            let known = positions[Self.base(name)]
            if known.map({ $0.offset < position.offset }) ?? true { positions[Self.base(name)] = position }
        }
    }

    subscript(name: String) -> FilePosition? { positions[Self.base(name)] }

    private static func base(_ name: String) -> Substring {
        let base = name.split(separator: "/").last ?? name[...]
        return LogArchive.isOne(name) ? base.dropLast(4) : base
    }
}
