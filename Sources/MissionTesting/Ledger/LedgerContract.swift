// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

/// What every ledger promises, as checks that any of them can be put through.
package enum LedgerContract {
    /// Both sides of a ledger.
    package typealias Ledger = any LedgerReader & LedgerWriter & AlertWriter
    /// Makes an empty ledger.
    package typealias Factory = @Sendable () async throws -> Ledger

    /// One promise.
    package struct Rule: Sendable, CustomStringConvertible {
        /// The promise, as a sentence.
        package let description: String
        /// Throws ``ContractViolation`` when the ledger breaks it.
        package let check: @Sendable (Factory) async throws -> Void

        init(_ description: String, _ check: @escaping @Sendable (Factory) async throws -> Void) {
            self.description = description
            self.check = check
        }
    }

    /// All promises.
    package static let rules =
        appending + joining + attribution + coarse + shuffledCoarse + coverage + provenance + tellings + answers
        + knowledge
        + renaming + keys + time + names + paging + sources + requests + quotas + pushes + repricing
        + selectedRepricing + repricingUndo + random
        + backends + evidence + shuffledBackends + alerts
}

/// A promise that was broken, and how.
package struct ContractViolation: Error, CustomStringConvertible {
    /// What was expected and what came.
    package let description: String
}

func expect(_ condition: Bool, _ message: @autoclosure () -> String) throws {
    if !condition { throw ContractViolation(description: message()) }
}

func expect<Value: Equatable>(_ found: Value, equals wanted: Value, _ message: @autoclosure () -> String) throws {
    if found != wanted { throw ContractViolation(description: "\(message()): expected \(wanted), found \(found)") }
}
