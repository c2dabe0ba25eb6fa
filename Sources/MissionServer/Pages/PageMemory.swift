// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import Synchronization

/// What pages made of a ledger's answers, for as long as nothing in it changes: a year of runs takes longer to put together than
/// a page may take.
final class PageMemory: Sendable {
    private struct Known {
        var generation: Int64?
        var values: [Key: any Sendable] = [:]
    }

    private struct Key: Hashable {
        var name: String
        var request: ReportRequest
    }

    /// So many are kept; one more, and all are forgotten.
    private static let most = 8

    private let known = Mutex(Known())

    /// What a ledger's answer to a request comes to, made where it is not known.
    ///
    /// - Parameters:
    ///   - name: What is made.
    ///   - request: What it depends on beside the ledger.
    ///   - generation: The ledger's, asked for before.
    /// - Throws: What `make` throws.
    func value<Value: Sendable>(
        _ name: String, _ request: ReportRequest, at generation: Int64, _ make: () async throws -> Value
    ) async throws -> Value {
        let key = Key(name: name, request: request)
        let found = known.withLock { $0.generation == generation ? $0.values[key] as? Value : nil }
        if let found { return found }
        // Made of a later generation it is only newer than it has to be.
        let value = try await make()
        known.withLock { known in
            if known.generation != generation || known.values.count >= Self.most {
                known = Known(generation: generation)
            }
            known.values[key] = value
        }
        return value
    }
}
