// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension RecordedEvent {
    /// The call's key in a dimension; an empty text is none.
    package func key(_ dimension: Dimension, in zone: Zone) -> String? {
        let text = text(dimension, in: zone)
        return text == "" ? nil : text
    }

    private func text(_ dimension: Dimension, in zone: Zone) -> String? {
        let attribution = event.attribution
        let hour = LocalHour(QuarterHour(containing: event.at), in: zone)
        return switch dimension {
        case .hour: hour.description
        case .day: hour.day.description
        case .week: hour.day.startOfWeek.description
        case .month: hour.day.monthDescription
        case .model: attribution.modelName
        case .recordedModel: "\(attribution.recordedProvider)|\(attribution.recordedModel)"
        case .provider: attribution.provider
        case .agent: session.agentName
        case .session: session.displayKey
        case .sessionKind: (attribution.kind ?? session.kind ?? .unattributed).rawValue
        case .cron: attribution.cronJob ?? session.cronJob
        case .channel: session.channel
        case .harness: event.session.harness
        case .machine: attribution.machine
        case .gateway: attribution.gateway
        case .account: attribution.account
        case .project: session.project
        case .taskType: attribution.taskType
        case .caller: attribution.caller
        case .source: event.source.rawValue
        case .status: event.status.rawValue
        }
    }

    /// What else a call answers to.
    private func otherNames(_ dimension: Dimension) -> [String?] {
        switch dimension {
        case .agent: return [session.session.program]
        case .session:
            return [event.session.id, session.session.id, session.key == nil ? session.session.agentKey : nil]
        case .model:
            let bare = event.attribution.model.split(separator: "/").last.map(String.init) ?? ""
            return [bare, "\(event.attribution.provider)/\(bare)"]
        default: return []
        }
    }

    /// Whether the question is about this call.
    package func matches(_ query: UsageQuery) -> Bool {
        if event.isSynthetic, !query.includeSynthetic { return false }
        guard query.window.start < query.window.end else { return false }
        let quarter = QuarterHour(containing: event.at)
        guard quarter >= QuarterHour(containing: query.window.start), quarter.start < query.window.end else {
            return false
        }
        return query.filters.allSatisfy { dimension, wanted in
            if dimension.granularity != nil { return true }
            let names = [key(dimension, in: query.zone)] + otherNames(dimension)
            return names.contains { $0.map(wanted.contains) ?? false }
        }
    }
}
