// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Who made a call, with what. Session-wide facts are with the session; these can differ from call to call.
///
/// Calls by the same model share one copy of the names: batches hold tens of thousands of them.
package struct Attribution: Sendable {
    private struct Names: Hashable {
        var provider: String
        var model: String
        var recordedProvider: String
        var recordedModel: String
        var gateway: String
        var account: String
        var machine: String
        var kind: SessionKind?
        var cronJob: String?
        var taskType: String?
        var caller: String?
    }

    private final class Shared: Sendable {
        let names: Names

        init(_ names: Names) {
            self.names = names
        }
    }

    private var shared: Shared

    private var names: Names {
        get { shared.names }
        set { shared = Shared(newValue) }
    }

    /// The provider, normalised: `anthropic`.
    package var provider: String {
        get { shared.names.provider }
        set { names.provider = newValue }
    }

    /// The model, normalised, without provider: `claude-opus-4-6`.
    package var model: String {
        get { shared.names.model }
        set { names.model = newValue }
    }

    /// `provider/model`, as questions and answers name a model.
    package var modelName: String { "\(provider)/\(model)" }

    /// The provider as recorded; empty where the log names none.
    package var recordedProvider: String {
        get { shared.names.recordedProvider }
        set { names.recordedProvider = newValue }
    }

    /// The model as recorded; empty where the log names none.
    package var recordedModel: String {
        get { shared.names.recordedModel }
        set { names.recordedModel = newValue }
    }

    /// The gateway it went through.
    package var gateway: String {
        get { shared.names.gateway }
        set { names.gateway = newValue }
    }

    /// The account or credential it was billed to.
    package var account: String {
        get { shared.names.account }
        set { names.account = newValue }
    }

    /// The machine it ran on.
    package var machine: String {
        get { shared.names.machine }
        set { names.machine = newValue }
    }

    /// What the call was for, where that differs from its session's kind (a heartbeat inside the main chat).
    package var kind: SessionKind? {
        get { shared.names.kind }
        set { names.kind = newValue }
    }

    /// The cron job it was for, where that differs from its session's.
    package var cronJob: String? {
        get { shared.names.cronJob }
        set { names.cronJob = newValue }
    }

    /// The kind of work, as the producer names it.
    package var taskType: String? {
        get { shared.names.taskType }
        set { names.taskType = newValue }
    }

    /// The script or component that called, as the producer names it.
    package var caller: String? {
        get { shared.names.caller }
        set { names.caller = newValue }
    }

    /// An attribution from what a log recorded; provider and model are normalised here and nowhere else.
    ///
    /// - Parameter presumedProvider: Who answers where a producer never names anybody; see ``ModelName``.
    package init(
        recordedProvider: String, recordedModel: String, presumedProvider: String? = nil, gateway: String = "local",
        account: String = "default", machine: String = "local", kind: SessionKind? = nil, cronJob: String? = nil,
        taskType: String? = nil, caller: String? = nil
    ) {
        let model = ModelName(
            recordedProvider: recordedProvider, recordedModel: recordedModel, presumedProvider: presumedProvider)
        self.init(
            provider: model.provider, model: model.model, recordedProvider: recordedProvider,
            recordedModel: recordedModel, gateway: gateway, account: account, machine: machine, kind: kind,
            cronJob: cronJob, taskType: taskType, caller: caller)
    }

    /// An attribution as a ledger has it: its names were normalised before it was stored.
    package init(
        provider: String, model: String, recordedProvider: String, recordedModel: String, gateway: String,
        account: String, machine: String, kind: SessionKind?, cronJob: String?, taskType: String?, caller: String?
    ) {
        shared = Shared(
            Names(
                provider: provider, model: model, recordedProvider: recordedProvider, recordedModel: recordedModel,
                gateway: gateway, account: account, machine: machine, kind: kind, cronJob: cronJob, taskType: taskType,
                caller: caller))
    }
}

extension Attribution {
    /// Whether both are one copy of the same names; a quick look that may miss equal ones.
    func isShared(with other: Attribution) -> Bool { shared === other.shared }
}

extension Attribution: Hashable {
    /// Whether all names are equal.
    package static func == (left: Attribution, right: Attribution) -> Bool {
        left.shared === right.shared || left.shared.names == right.shared.names
    }

    /// Hashes all names.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(shared.names)
    }
}
