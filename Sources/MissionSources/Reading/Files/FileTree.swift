// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Log files below a folder: all whose names fit, or only those that somebody named.
struct FileTree: Sendable {
    /// What a look at a tree found.
    struct Survey: Sendable {
        /// Paths below the root.
        var names: [String] = []
        var problems: [SourceProblem] = []
    }

    /// Deeper than any producer nests, and an end to links that lead back up.
    private static let deepest = 12

    /// The folder.
    var root: String
    /// Paths below the root; nil for every file that fits.
    var only: Set<String>?
    private let enters: @Sendable (String) -> Bool
    private let fits: @Sendable (String) -> Bool

    /// A tree.
    ///
    /// - Parameters:
    ///   - enters: Whether to look into a folder, by its path below the root.
    ///   - fits: Whether a file belongs to it, by its path below the root.
    init(
        root: String, only: Set<String>? = nil, enters: @escaping @Sendable (String) -> Bool = { _ in true },
        fits: @escaping @Sendable (String) -> Bool
    ) {
        self.enters = enters
        self.root = root
        self.only = only
        self.fits = fits
    }

    /// The tree of a single file, whatever its name.
    init(file path: String) {
        let slash = path.lastIndex(of: "/") ?? path.startIndex
        let name = String(path[slash...].drop { $0 == "/" })
        self.init(root: String(path[..<slash]), only: [name]) { _ in true }
    }

    func absolute(_ name: String) -> String {
        "\(root)/\(name)"
    }

    func survey() -> Survey {
        if let only { return Survey(names: only.sorted()) }
        var survey = Survey()
        // A root that is not there is an empty tree.
        if FileStat(path: root)?.isDirectory == true { collect("", depth: 0, into: &survey) }
        return survey
    }

    private func collect(_ folder: String, depth: Int, into survey: inout Survey) {
        let path = folder.isEmpty ? root : absolute(folder)
        do {
            for name in try FileAccess.names(in: path) {
                let name = folder.isEmpty ? name : "\(folder)/\(name)"
                if fits(name) {
                    survey.names.append(name)
                } else if depth < Self.deepest, enters(name), FileStat(path: absolute(name))?.isDirectory == true {
                    collect(name, depth: depth + 1, into: &survey)
                }
            }
        } catch {
            let reason = (error as? FileAccess.Failure)?.reason ?? "\(error)"
            survey.problems.append(SourceProblem(path: path, reason: reason))
        }
    }
}

extension FileTree {
    /// The same files seen from a folder above the root.
    func rooted(at folder: String) -> FileTree {
        guard let only, root != folder, root.hasPrefix(folder + "/") else { return self }
        var tree = self
        let below = root.dropFirst(folder.count + 1)
        tree.root = folder
        tree.only = Set(only.map { "\(below)/\($0)" })
        return tree
    }

    /// What either of two trees with the same root holds.
    func union(_ other: FileTree) -> FileTree {
        guard let only, let others = other.only else { return only == nil ? self : other }
        var tree = self
        tree.only = only.union(others)
        return tree
    }
}
