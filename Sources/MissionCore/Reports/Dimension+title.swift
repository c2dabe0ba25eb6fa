// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension Dimension {
    /// For the heads of columns: `Session kind`.
    package var title: String {
        switch self {
        case .hour: "Hour"
        case .day: "Day"
        case .week: "Week of"
        case .month: "Month"
        case .model: "Model"
        case .recordedModel: "Recorded model"
        case .provider: "Provider"
        case .agent: "Agent"
        case .session: "Session"
        case .sessionKind: "Session kind"
        case .cron: "Cron job"
        case .channel: "Channel"
        case .harness: "Harness"
        case .machine: "Machine"
        case .gateway: "Gateway"
        case .account: "Account"
        case .project: "Project"
        case .taskType: "Task type"
        case .caller: "Caller"
        case .source: "Source"
        case .status: "Status"
        }
    }
}
