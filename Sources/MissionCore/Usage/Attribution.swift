// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Who made a call, with what. Session-wide facts are with the session; these can differ from call to call.
public struct Attribution: Hashable, Sendable {
    /// The provider, normalised: `anthropic`.
    public var provider: String
    /// The model, normalised, without provider: `claude-opus-4-6`.
    public var model: String
    /// The provider as recorded; empty where the log names none.
    public var recordedProvider: String
    /// The model as recorded; empty where the log names none.
    public var recordedModel: String
    /// The gateway it went through.
    public var gateway: String
    /// The account or credential it was billed to.
    public var account: String
    /// The machine it ran on.
    public var machine: String
    /// What the call was for, where that differs from its session's kind (a heartbeat inside the main chat).
    public var kind: SessionKind?
    /// The cron job it was for, where that differs from its session's.
    public var cronJob: String?
    /// The kind of work, as the producer names it.
    public var taskType: String?
    /// The script or component that called, as the producer names it.
    public var caller: String?

    /// Makes an attribution from what a log recorded; provider and model are normalised here and nowhere else.
    public init(
        recordedProvider: String, recordedModel: String, gateway: String = "local", account: String = "default",
        machine: String = "local", kind: SessionKind? = nil, cronJob: String? = nil, taskType: String? = nil,
        caller: String? = nil
    ) {
        let model = ModelName(recordedProvider: recordedProvider, recordedModel: recordedModel)
        self.provider = model.provider
        self.model = model.model
        self.recordedProvider = recordedProvider
        self.recordedModel = recordedModel
        self.gateway = gateway
        self.account = account
        self.machine = machine
        self.kind = kind
        self.cronJob = cronJob
        self.taskType = taskType
        self.caller = caller
    }
}
