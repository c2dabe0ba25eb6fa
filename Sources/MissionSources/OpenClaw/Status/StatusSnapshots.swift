// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import Foundation
package import MissionCore

/// The folder in which snapshots of `openclaw status --json` wait to be read: one file for each hour, figures only.
///
/// Whoever takes a snapshot need not be whoever writes the ledger.
package struct StatusSnapshots: Sendable {
    /// Why a snapshot could not be kept.
    package enum Failure: Error, Hashable, Sendable {
        /// It is no answer of `openclaw status --json`.
        case notAStatus
        /// The file could not be written.
        case unwritable(path: String, reason: String)
    }

    /// Older ones were read long ago.
    private static let age: Int64 = 30 * 86_400_000

    /// The folder.
    package let folder: String

    /// The snapshots in the program's own folder.
    package init(dataFolder: String) {
        folder = "\(dataFolder)/snapshots"
    }

    /// The source that reads them.
    package var source: any Source {
        OpenClawStatusSource(folder: folder)
    }

    /// Keeps a snapshot, in place of an earlier one of the same hour (UTC).
    ///
    /// - Returns: how many conversations it tells of.
    /// - Throws: ``Failure``.
    @discardableResult
    package func keep(_ data: Data, at moment: Timestamp) throws -> Int {
        guard let status = JSONValue(parsing: data), let reduced = OpenClawStatusRow.reduced(status) else {
            throw Failure.notAStatus
        }
        // 2026-11-21T14.json
        let path = "\(folder)/\(moment.iso8601.prefix(13)).json"
        do {
            try PrivateFile(path: path).write(Data(reduced.text(.compact).utf8))
        } catch let failure as PrivateFile.Failure {
            throw Failure.unwritable(path: path, reason: failure.reason)
        }
        removeOld(before: moment.advanced(byMilliseconds: -Self.age))
        return OpenClawStatusRow.all(in: reduced)?.count ?? 0
    }

    private func removeOld(before moment: Timestamp) {
        let first = "\(moment.iso8601.prefix(13)).json"
        // What cannot be listed or removed now can be next time.
        for name in (try? FileAccess.names(in: folder)) ?? [] where name.hasSuffix(".json") && name < first {
            try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
        }
    }
}
