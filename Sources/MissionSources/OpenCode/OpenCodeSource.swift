// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Reads what OpenCode keeps: messages as files, messages in a database, and the databases of its predecessor in Go.
///
/// Formats: `README.md` beside this file.
struct OpenCodeSource: JoinableSource {
    static let kind = "opencode"
    static let databaseName = "opencode.db"

    let id: SourceID
    private let messages: OpenCodeMessageFiles
    private let database: OpenCodeDatabase

    /// The source of a data directory.
    init(folder: String) {
        id = SourceID(kind: Self.kind, place: folder)
        messages = OpenCodeMessageFiles(folder: folder)
        database = OpenCodeDatabase(source: id, path: "\(folder)/\(Self.databaseName)")
    }

    func joined(with other: any Source) -> (any Source)? {
        other is OpenCodeSource ? self : nil
    }

    func rooted(at folder: String) -> any Source { self }

    /// Reads what is new. See ``Source/run(from:deliver:)``.
    func run(
        from checkpoints: [String: Checkpoint], deliver: @escaping @Sendable (SourceBatch) async throws -> Void
    ) async throws -> SourceSummary {
        var summary = try await messages.run(from: checkpoints, deliver: deliver)
        try await database.run(from: checkpoints[Self.databaseName], into: &summary, deliver: deliver)
        return summary
    }

    /// Bytes that a pass would read, for a progress bar.
    func pendingBytes(from checkpoints: [String: Checkpoint]) -> Int64 {
        messages.pendingBytes(from: checkpoints) + database.pendingBytes(from: checkpoints[Self.databaseName])
    }
}

extension OpenCodeSource {
    /// Where OpenCode keeps its data.
    @Sendable
    static func places(in environment: SearchEnvironment) -> [String] {
        let data = environment.variable("XDG_DATA_HOME").map(environment.expanded)
        return ["\(data ?? "\(environment.home)/.local/share")/opencode"]
    }

    /// The source that a path is; nil when it is nothing of OpenCode's.
    @Sendable
    static func recognize(_ path: String) -> (any Source)? {
        guard let info = FileStat(path: path) else { return nil }
        if info.isDirectory {
            let folders = [path, "\(path)/.opencode"]
            return folders.first(where: isDataFolder).map { OpenCodeSource(folder: $0) }
        }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard info.isRegular, parts.last.map(String.init) == databaseName else { return nil }
        return OpenCodeSource(folder: parts.dropLast().joined(separator: "/"))
    }

    /// The path as a data directory; of a file, the directory it lies in.
    @Sendable
    static func force(_ path: String) -> any Source {
        if let source = recognize(path) { return source }
        if FileStat(path: path)?.isDirectory == true { return OpenCodeSource(folder: path) }
        return OpenCodeSource(
            folder: path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/"))
    }

    private static func isDataFolder(_ path: String) -> Bool {
        FileStat(path: "\(path)/\(databaseName)")?.isRegular == true
            || FileStat(path: "\(path)/storage/message")?.isDirectory == true
    }
}

/// The messages that OpenCode keeps as one file each.
struct OpenCodeMessageFiles: LogSource {
    static let kind = OpenCodeSource.kind

    var tree: FileTree
    let isLoose = false

    init(folder: String) {
        tree = FileTree(
            root: folder,
            // `storage/message/…`, and before that `project/<name>/storage/session/message/…`
            enters: { $0.hasPrefix("storage") || $0.hasPrefix("project") },
            fits: { $0.hasSuffix(".json") && $0.split(separator: "/").dropLast().contains("message") })
    }

    func parser(for file: LogFile) -> any LogParser {
        OpenCodeParser(file)
    }
}
