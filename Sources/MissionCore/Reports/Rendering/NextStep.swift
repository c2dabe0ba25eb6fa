// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What a person can do next. Whoever finds something out names the step; how the command line spells it is written here
/// alone.
package enum NextStep: Hashable, Sendable {
    /// Read what agents have left behind.
    case ingest
    /// Read one place.
    case ingestPlace
    /// Say what kind of source a place is.
    case nameSourceKind
    /// Read and follow everything.
    case serve
    /// Ask why calls have no price.
    case checkPrices
    /// See every row of a session, also those that count nowhere.
    case explainSession
    /// Keep a gateway.
    case addGateway
    /// See the gateways that are kept.
    case listGateways
    /// Change a gateway.
    case changeGateway(id: String)
}

extension NextStep: CustomStringConvertible {
    /// The command, as a sentence shows it.
    package var description: String {
        switch self {
        case .ingest: "`mctl ingest`"
        case .ingestPlace: "`mctl ingest PATH`"
        case .nameSourceKind: "--source"
        case .serve: "`mctl serve`"
        case .checkPrices: "`mctl prices check`"
        case .explainSession: "`mctl usage --explain SESSION`"
        case .addGateway: "`mctl gateway add`"
        case .listGateways: "`mctl gateway list`"
        case .changeGateway(let id): "`mctl gateway change \(id)`"
        }
    }
}
