// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore
internal import MissionSources

/// Which sources a command reads.
struct SourceOptions: ParsableArguments {
    @Argument(help: "Homes, folders or files to read; every usual place when none is named.")
    var paths: [String] = []

    @Option(
        name: .customLong("source"),
        help: ArgumentHelp(
            "Read only this kind, and take named paths for it: \(SourceCatalog.all.map(\.kind).joined(separator: ", ")).",
            valueName: "kind"))
    var kind: String?

    func validate() throws {
        guard let kind, !SourceCatalog.all.contains(where: { $0.kind == kind }) else { return }
        let kinds = SourceCatalog.all.map(\.kind).joined(separator: ", ")
        throw ValidationError("“\(kind)” is no kind of source: choose one of \(kinds).")
    }

    /// Looks for them.
    ///
    /// - Parameter directory: Where the program itself keeps things; snapshots wait there.
    func find(_ directory: DataDirectory) -> SourceCatalog.Findings {
        if !paths.isEmpty { return SourceCatalog.recognize(paths, kind: kind) }
        var environment = SearchEnvironment.current
        environment.variables["MISSION_DATA_DIR"] = directory.path
        return SourceCatalog.discover(in: environment, kind: kind)
    }
}

extension SourceCatalog.Findings {
    /// Says where was looked, for when nothing was found.
    var emptyMessage: String {
        if !problems.isEmpty { return problems.map(\.message).joined(separator: "\nmctl: ") }
        let looked = places.map { "  \($0.path)" }.joined(separator: "\n")
        return """
            no agent has left anything where it usually would. Looked in:
            \(looked)
            Name the place (`mctl ingest PATH`), or set OPENCLAW_STATE_DIR.
            """
    }
}
