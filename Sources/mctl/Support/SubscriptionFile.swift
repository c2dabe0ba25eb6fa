// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore
internal import MissionSources

/// The file of the data folder that holds subscriptions: a file of its own, because fees are told while another process writes
/// to the ledger.
struct SubscriptionFile: Sendable {
    let path: String

    init(_ directory: DataDirectory) { path = "\(directory.path)/subscriptions.json" }

    /// What it holds; nothing where there is none.
    ///
    /// - Throws: ``CommandFailure`` where it cannot be used.
    func read() throws -> SubscriptionList {
        do {
            guard let data = try PrivateFile(path: path).read() else { return SubscriptionList() }
            guard let json = JSONValue(parsing: data) else { throw failure("it is no JSON") }
            return try SubscriptionList(json)
        } catch let mistake as SubscriptionList.Mistake {
            throw failure(mistake.description)
        } catch let unusable as PrivateFile.Failure {
            throw failure(unusable.reason)
        }
    }

    /// Replaces what it holds.
    ///
    /// - Throws: ``CommandFailure``.
    func write(_ list: SubscriptionList) throws {
        do { try PrivateFile(path: path).write(Data(list.json.text(.indented).utf8)) } catch let unusable
            as PrivateFile.Failure
        {
            throw CommandFailure(status: .cannotCreate, message: "\(path) cannot be written: \(unusable.reason)")
        }
    }

    /// Gives what it holds now.
    var provider: SubscriptionProvider { SubscriptionProvider { try read() } }

    private func failure(_ reason: String) -> CommandFailure {
        CommandFailure(status: .configuration, message: "\(path): \(reason)")
    }
}
