// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// Reads snapshots of `openclaw status --json`: those that `mctl collect` keeps, or files that somebody saved.
struct OpenClawStatusSource: LogSource {
    static let kind = "openclaw-status"

    var tree: FileTree
    let isLoose: Bool

    /// The source of the folder that ``StatusSnapshots`` keeps.
    init(folder: String) {
        tree = FileTree(root: folder) { $0.hasSuffix(".json") }
        isLoose = false
    }

    /// The source of one file, in whatever place it lies.
    init(file path: String) {
        tree = FileTree(file: path)
        isLoose = true
    }

    func parser(for file: LogFile) -> any LogParser {
        OpenClawStatusParser(file)
    }
}

extension OpenClawStatusSource {
    /// Where `mctl collect` keeps snapshots.
    @Sendable
    static func places(in environment: SearchEnvironment) -> [String] {
        [StatusSnapshots(dataFolder: environment.dataFolder).folder]
    }

    /// The source that a path is; nil when it is no snapshot.
    @Sendable
    static func recognize(_ path: String) -> (any Source)? {
        guard path.hasSuffix(".json"), let info = FileStat(path: path), info.isRegular,
            let head = try? FileAccess.withFile(
                path,
                { descriptor, _ in
                    FileAccess.bytes(descriptor, at: 0, count: 1 << 18)
                }), JSONObjects.contains(["\"byAgent\""], in: head.span),
            JSONObjects.contains(["\"recent\""], in: head.span)
        else { return nil }
        return OpenClawStatusSource(file: path)
    }

    /// The path as a folder of snapshots if it is a folder, as a snapshot if it is a file.
    @Sendable
    static func force(_ path: String) -> any Source {
        FileStat(path: path)?.isDirectory == true
            ? OpenClawStatusSource(folder: path) : OpenClawStatusSource(file: path)
    }
}

/// Takes one snapshot.
struct OpenClawStatusParser: LogParser {
    var output: LogOutput
    let state = "-"
    let isDocument = true

    init(_ file: LogFile) {
        output = LogOutput(file)
    }

    mutating func resume(from state: String) -> Bool { true }

    func wants(_ line: Span<UInt8>) -> Bool { true }

    mutating func take(_ entry: JSONValue, at line: LineReader.Line) {
        for (agent, row) in OpenClawStatusRow.all(in: entry) ?? [] {
            guard let row = OpenClawStatusRow(row, agent: agent) else {
                output.reject(line, .noIdentity)
                continue
            }
            output.sessions.append(row.facts)
            do throws(RejectionReason) {
                if let event = try row.event() { output.events.append(event) }
            } catch {
                output.reject(line, error)
            }
        }
    }
}
