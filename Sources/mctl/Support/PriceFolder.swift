// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore
internal import MissionSources

/// Where updates of prices are kept: a file for each in the folder `prices` beside the ledger, in their order. No file is ever
/// changed; dropping an update adds one that says so.
struct PriceFolder: Sendable {
    let path: String

    init(_ directory: DataDirectory) { path = "\(directory.path)/prices" }

    private var names: [String] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return all.filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }.sorted()
    }

    /// Another one whenever a file came, went or changed.
    var mark: [String] {
        names.map { name in
            let facts = try? FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
            let time = (facts?[.modificationDate] as? Date)?.timeIntervalSince1970
            return "\(name) \(facts?[.size] ?? "") \(time.map { "\($0)" } ?? "")"
        }
    }

    /// All entries.
    ///
    /// - Throws: ``PriceFileError`` that names the file and the key.
    func history() throws -> PriceHistory {
        var entries: [PriceHistoryEntry] = []
        for name in names {
            let file = "\(path)/\(name)"
            guard let data = try read(file) else { continue }
            let entry = try PriceHistoryEntry(data, file: file)
            guard name == Self.name(entry.id) else {
                throw PriceFileError(file: file, key: "id", expected: "the number in the file's name")
            }
            entries.append(entry)
        }
        return PriceHistory(entries)
    }

    /// Adds an entry.
    ///
    /// - Throws: ``CommandFailure`` where somebody else was faster, or the folder cannot be written to.
    func add(_ entry: PriceHistoryEntry) throws {
        let file = PrivateFile(path: "\(path)/\(Self.name(entry.id))")
        do {
            if try file.create(Data(entry.json.text(.indented).utf8)) { return }
        } catch let failure as PrivateFile.Failure {
            throw CommandFailure(status: .cannotCreate, message: "\(file.path) cannot be written: \(failure.reason)")
        }
        throw CommandFailure(
            status: .tryAgain, message: "prices were changed meanwhile: \(file.path) is there already; try again")
    }

    private func read(_ file: String) throws -> Data? {
        do { return try PrivateFile(path: file).read() } catch let failure as PrivateFile.Failure {
            throw PriceFileError(file: file, key: "(file)", expected: "a file that can be used; \(failure.reason)")
        }
    }

    private static func name(_ id: Int64) -> String {
        let digits = "\(id)"
        return String(repeating: "0", count: max(0, 5 - digits.count)) + digits + ".json"
    }
}
