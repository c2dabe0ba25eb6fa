// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Reads what OpenCode keeps: messages as files, messages in databases, and the databases of its predecessor in Go.
///
/// Formats: `README.md` beside this file.
struct OpenCodeSource: JoinableSource {
    static let kind = "opencode"

    let id: SourceID
    private let messages: OpenCodeMessageFiles?
    /// The only database, where one was named that lies outside a data directory.
    private let database: String?

    /// The source of a data directory.
    init(folder: String) {
        id = SourceID(kind: Self.kind, place: folder)
        messages = OpenCodeMessageFiles(folder: folder)
        database = nil
    }

    /// The source of a database in whatever place and under whatever name.
    init(database path: String) {
        id = SourceID(kind: Self.kind, place: path)
        messages = nil
        database = path
    }

    /// The source at a place, a data directory or a database.
    init(place: String) {
        let isFile = FileStat(path: place)?.isRegular == true
        if isFile { self.init(database: place) } else { self.init(folder: place) }
    }

    func joined(with other: any Source) -> (any Source)? {
        other is OpenCodeSource ? self : nil
    }

    func rooted(at folder: String) -> any Source { self }

    /// Reads what is new. See ``Source/run(from:deliver:)``.
    func run(
        from checkpoints: [String: Checkpoint], deliver: @escaping @Sendable (SourceBatch) async throws -> Void
    ) async throws -> SourceSummary {
        var summary = try await messages?.run(from: checkpoints, deliver: deliver) ?? SourceSummary()
        for database in databases {
            try await database.run(from: checkpoints[database.item], into: &summary, deliver: deliver)
        }
        return summary
    }

    /// Bytes that a pass would read, for a progress bar.
    func pendingBytes(from checkpoints: [String: Checkpoint]) -> Int64 {
        databases.reduce(messages?.pendingBytes(from: checkpoints) ?? 0) { sum, database in
            sum + database.pendingBytes(from: checkpoints[database.item])
        }
    }

    /// Each channel of the program that is no release has a database of its own, `opencode-<channel>.db`; people keep copies
    /// beside them, and what a copy alone has was used, too.
    private var databases: [OpenCodeDatabase] {
        if let database { return [OpenCodeDatabase(source: id, path: database, item: Self.name(database))] }
        let names = (try? FileAccess.names(in: id.place)) ?? []
        return names.filter(Self.isDatabase).map {
            OpenCodeDatabase(source: id, path: "\(id.place)/\($0)", item: $0)
        }
    }

    private static func isDatabase(_ name: String) -> Bool {
        name.hasPrefix("opencode") && name.hasSuffix(".db")
    }

    private static func name(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }
}

extension OpenCodeSource {
    /// Where OpenCode keeps its data.
    @Sendable
    static func places(in environment: SearchEnvironment) -> [String] {
        let data = environment.variable("XDG_DATA_HOME").map(environment.expanded)
        let usual = "\(data ?? "\(environment.home)/.local/share")/opencode"
        let named = environment.variable("OPENCODE_DATA_DIR")?.split(separator: ",").map {
            environment.expanded(String($0))
        }
        var places = (named ?? []) + [usual]
        if let database = database(in: environment, usual) { places.append(database) }
        return places.enumerated().filter { !places[..<$0].contains($1) }.map(\.element)
    }

    /// The database that `OPENCODE_DB` names, unless it is read with its folder anyway.
    private static func database(in environment: SearchEnvironment, _ folder: String) -> String? {
        guard let named = environment.variable("OPENCODE_DB"), named != ":memory:" else { return nil }
        let path = environment.expanded(named)
        let absolute = path.hasPrefix("/") ? path : "\(folder)/\(path)"
        return absolute == "\(folder)/\(name(absolute))" && isDatabase(name(absolute)) ? nil : absolute
    }

    /// The source that a path is; nil when it is nothing of OpenCode's.
    @Sendable
    static func recognize(_ path: String) -> (any Source)? {
        guard let info = FileStat(path: path) else { return nil }
        if info.isDirectory {
            let folders = [path, "\(path)/.opencode"]
            return folders.first(where: isDataFolder).map { OpenCodeSource(folder: $0) }
        }
        guard info.isRegular, isDatabase(name(path)) else { return nil }
        return OpenCodeSource(folder: folder(of: path))
    }

    /// The path as a data directory; of a file, that database.
    @Sendable
    static func force(_ path: String) -> any Source {
        recognize(path) ?? OpenCodeSource(place: path)
    }

    private static func folder(of path: String) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    }

    private static func isDataFolder(_ path: String) -> Bool {
        if FileStat(path: "\(path)/storage/message")?.isDirectory == true { return true }
        let names = (try? FileAccess.names(in: path)) ?? []
        return names.contains { isDatabase($0) && FileStat(path: "\(path)/\($0)")?.isRegular == true }
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
