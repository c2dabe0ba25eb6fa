// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// The file of the data folder that holds subscriptions: a file of its own, because fees are told while another process writes
/// to the ledger.
struct SubscriptionFile: Sendable {
    let path: String

    init(_ directory: DataDirectory) { path = "\(directory.path)/subscriptions.json" }

    /// What it holds; nothing where there is none.
    ///
    /// - Throws: ``CommandFailure`` where it cannot be used.
    func read() throws -> SubscriptionList {
        guard FileManager.default.fileExists(atPath: path) else { return SubscriptionList() }
        guard let data = FileManager.default.contents(atPath: path) else { throw failure("it cannot be read") }
        do {
            return try SubscriptionList(try JSONDecoder().decode(JSONValue.self, from: data))
        } catch let mistake as SubscriptionList.Mistake {
            throw failure(mistake.description)
        } catch {
            throw failure("it is no JSON")
        }
    }

    /// Replaces what it holds.
    ///
    /// - Throws: ``CommandFailure``.
    func write(_ list: SubscriptionList) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
            try Data(list.json.text(.indented).utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw CommandFailure(status: .cannotCreate, message: "\(path) cannot be written")
        }
    }

    /// Gives what it holds now.
    var provider: SubscriptionProvider { SubscriptionProvider { try read() } }

    private func failure(_ reason: String) -> CommandFailure {
        CommandFailure(status: .configuration, message: "\(path): \(reason)")
    }
}
