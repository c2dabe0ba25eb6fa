// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension OpenClawSource {
    /// The work that a database is; nil when nothing happened to it. What was wrong with it is said again.
    func databaseWork(
        _ item: OpenClawHome.Item, _ checkpoints: [String: Checkpoint], _ survey: inout OpenClawHome.Survey
    ) -> OpenClawWork? {
        guard let found = DatabaseFingerprint(path: home.absolute(item.name)) else { return nil }
        let known = checkpoints[item.name]?.position(as: StorePosition.self)
        if let known, known.isCurrent(found) {
            survey.stores.append(OpenClawHome.store(item, schema: known.schema))
            survey.problems += known.problems.map {
                SourceProblem(path: home.absolute(item.name), kind: $0.kind, reason: $0.reason)
            }
            return nil
        }
        let transcripts: [OpenClawHome.Item.Kind] = [.transcript, .compressedTranscript]
        let hasFiles = survey.items.contains { $0.agent == item.agent && transcripts.contains($0.kind) }
        // Of a database that was read before nobody knows how much is new; little, as a rule.
        return OpenClawWork(
            item: item, size: known == nil ? found.size : 0, position: nil, checkpoints: checkpoints, hasFiles: hasFiles
        )
    }

    func repeatProblem(
        of item: OpenClawHome.Item, _ position: FilePosition, _ survey: inout OpenClawHome.Survey
    ) {
        let reason = OpenClawReader.ArchiveState(position).problem
        if !reason.isEmpty { survey.problems.append(SourceProblem(path: home.absolute(item.name), reason: reason)) }
    }

    /// Adds the databases that only the registry knows.
    func addRegistered(_ checkpoints: [String: Checkpoint], _ survey: inout OpenClawHome.Survey) {
        let known = checkpoints[AgentRegistry.name]?.position(as: AgentRegistry.Position.self)
        let registry = AgentRegistry(home, known: known)
        survey.items += registry.items(beside: survey.items, in: home)
        survey.registry = registry.checkpoint
        if let problem = registry.problem { survey.problems.append(problem) }
    }
}
