// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Walks given paths until each is something that a kind of source recognises.
struct PathSearch {
    private static let deepest = 12

    let entries: [SourceCatalog.Entry]
    private(set) var problems: [SourceProblem] = []
    private var found: [SourceID: any Source] = [:]
    private var order: [SourceID] = []
    /// Whether the path being visited turned out to be something.
    private var isMatched = false
    /// The path being visited, when it is a folder.
    private var folder: String?
    private let isForced: Bool

    /// A search.
    ///
    /// - Parameter isForced: Takes every given path for the first kind, whether it is recognised or not.
    init(entries: [SourceCatalog.Entry], isForced: Bool) {
        self.entries = entries
        self.isForced = isForced
    }

    var sources: [any Source] {
        order.compactMap { found[$0] }
    }

    mutating func visit(_ path: String) {
        let path = AbsolutePath.of(path)
        guard let info = FileStat(path: path) else {
            problems.append(Self.missing(path))
            return
        }
        isMatched = false
        folder = info.isDirectory ? path : nil
        let knownProblems = problems.count
        search(path, info, depth: 0)
        if isMatched || problems.count > knownProblems { return }
        if isForced, let entry = entries.first {
            add(entry.force(path))
        } else {
            let what = info.isDirectory ? "nothing in it is" : "it is not"
            problems.append(SourceProblem(path: path, kind: .unrecognized, reason: "\(what) of a known kind"))
        }
    }

    private mutating func search(_ path: String, _ info: FileStat, depth: Int) {
        for entry in entries {
            guard let source = entry.recognize(path) else { continue }
            add(source)
            if source is OpenClawSource, info.isDirectory { addCompanions(inHome: path) }
            return
        }
        guard info.isDirectory, depth < Self.deepest else { return }
        do {
            for name in try FileAccess.names(in: path) {
                let child = "\(path)/\(name)"
                if let info = FileStat(path: child) { search(child, info, depth: depth + 1) }
            }
        } catch {
            let reason = (error as? FileAccess.Failure)?.reason ?? "\(error)"
            problems.append(SourceProblem(path: path, reason: reason))
        }
    }

    /// Adds what scripts keep within a home of OpenClaw's.
    private mutating func addCompanions(inHome path: String) {
        for source in entries.flatMap({ $0.inHome(path) }) { add(source) }
    }

    /// Two paths may lie in the same home: one source reads them both.
    private mutating func add(_ source: any Source) {
        isMatched = true
        var source = source
        // Files that lie about in a folder are one source, not one each.
        if let folder, let loose = source as? any JoinableSource { source = loose.rooted(at: folder) }
        if let known = found[source.id] as? any JoinableSource, let joined = known.joined(with: source) {
            found[source.id] = joined
        } else if let known = found[source.id] as? OpenClawSource, let source = source as? OpenClawSource {
            found[source.id] = known.union(source)
        } else {
            if found[source.id] == nil { order.append(source.id) }
            found[source.id] = source
        }
    }

    /// Why a path has no state: because it is not there, or because a folder on the way to it cannot be entered.
    private static func missing(_ path: String) -> SourceProblem {
        do {
            return try FileAccess.withFile(path) { _, _ in SourceProblem(path: path, reason: "it cannot be read") }
        } catch let failure as FileAccess.Failure {
            return SourceProblem(path: path, kind: failure.isMissing ? .missing : .unreadable, reason: failure.reason)
        } catch {
            return SourceProblem(path: path, reason: "\(error)")
        }
    }
}
