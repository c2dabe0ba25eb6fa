// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// By what a breakdown tells calls apart. Raw values are what addresses have in `by`.
enum BreakdownKind: String, CaseIterable, Sendable {
    case model, provider, agent, cron, kind, task, project, source, account, channel

    var title: String {
        switch self {
        case .model: "Model"
        case .provider: "Provider"
        case .agent: "Agent"
        case .cron: "Cron job"
        case .kind: "Kind"
        case .task: "Task type"
        case .project: "Project"
        case .source: "Source"
        case .account: "Account"
        case .channel: "Channel"
        }
    }

    var dimension: MissionCore.Dimension {
        switch self {
        case .model: .model
        case .provider: .provider
        case .agent: .agent
        case .cron: .cron
        case .kind: .sessionKind
        case .task: .taskType
        case .project: .project
        case .source: .source
        case .account: .account
        case .channel: .channel
        }
    }

    /// How a ledger groups for it. A kind of work is told by rules that look at several dimensions.
    var grouping: [MissionCore.Dimension] {
        self == .task ? [.taskType, .caller, .sessionKind, .harness] : [dimension]
    }

    /// The name of a row, of its values in the grouping's order.
    func name(_ keys: [String?]) -> String? {
        guard self == .task, keys.count == 4 else { return keys.first ?? nil }
        return TaskRule.classify(recorded: keys[0], caller: keys[1], sessionKind: keys[2], program: keys[3]).type
    }

    /// Whether a click on a name can leave only its calls: what rules tell cannot be asked of a ledger.
    var isFilter: Bool { self != .task }

    /// The report that has the same rows.
    var report: PageReport {
        switch self {
        case .model: PageReport(id: "models")
        case .provider: PageReport(id: "providers")
        case .agent: PageReport(id: "agents")
        case .cron: PageReport(id: "cron")
        case .kind: PageReport(id: "kinds")
        case .task: PageReport(id: "tasks")
        case .project: PageReport(id: "projects")
        case .source: PageReport(id: "usage", parameters: ["group_by": "source"])
        case .account: PageReport(id: "accounts")
        case .channel: PageReport(id: "channels")
        }
    }
}
