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
    /// Keep a key that may ask a provider for its bills.
    case keepBillingKey(BillingProvider)
    /// Ask a provider for its bills.
    case reconcile(BillingProvider)
    /// See some calls, one by one.
    case listCalls(CallSelection)
    /// Ask a report, by its name, about some calls, grouped by something else than it is by itself.
    case askReport(String, CallSelection, groupBy: Dimension? = nil)
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
        case .keepBillingKey(let provider): "`mctl reconcile key set \(provider.rawValue) --from-file FILE`"
        case .reconcile(let provider): "`mctl reconcile --provider \(provider.rawValue)`"
        case .listCalls, .askReport: "`\(command)`"
        }
    }
}

extension NextStep {
    /// The command as a shell reads it, without the marks that set it apart in a sentence.
    package var command: String {
        switch self {
        case .listCalls(let calls): "mctl usage --calls" + calls.options
        case .askReport(let report, let calls, let dimension):
            "mctl \(report)" + (dimension.map { " --group-by \($0.rawValue)" } ?? "") + calls.options
        default: String(description.filter { $0 != "`" })
        }
    }
}

extension CallSelection {
    /// The options of a report's command that select these calls, each after a space.
    fileprivate var options: String {
        let named = Dimension.allCases.flatMap { dimension in
            (filters[dimension] ?? []).sorted().map { (dimension.option, $0) }
        }
        let days = [("since", since), ("until", until)].compactMap { name, day in day.map { (name, $0.description) } }
        let mode = costMode == .auto ? [] : [("cost", costMode.rawValue)]
        return (named + days + [("tz", zone.name)] + mode).map { " --\($0)\(Self.argument($1))" }.joined()
    }

    /// A value behind its option, quoted where a shell would read more into it.
    private static func argument(_ value: String) -> String {
        let isPlain = value.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"): true
            default: "-_./:@+,".utf8.contains(byte)
            }
        }
        let quoted =
            "'" + value.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
        // What begins with a dash would be read as an option.
        return (value.hasPrefix("-") ? "=" : " ") + (isPlain && !value.isEmpty ? value : quoted)
    }
}

extension Dimension {
    /// The option by which a command is told which of it to look at.
    package var option: String {
        switch self {
        case .sessionKind: "kind"
        default: rawValue
        }
    }
}
