// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// What OpenClaw's registry says about one subagent: who started it, under which name. Its task is not read.
///
/// The registry knows keys only, no conversations; the session store has both. An entry is a value of `runs` in
/// `subagents/runs.json`, or a row of `subagent_runs` with its columns under their own names.
struct OpenClawSubagent: Hashable, Sendable {
    /// The subagent's session key, in lower case.
    var key: String
    /// The key of the session that asked for it.
    var parentKey: String?
    /// Its short name.
    var label: String?
    /// Whether it is a subagent: other work that is started in a session of its own stands in the same lists.
    var isSubagent: Bool
    /// When it was started.
    var createdAt: Timestamp?

    /// Reads an entry; nil when it names no session.
    init?(entry: JSONValue) {
        func text(_ names: String...) -> String? { names.lazy.compactMap { entry.at($0)?.text }.first }
        guard let key = text("childSessionKey", "child_session_key") else { return nil }
        self.key = key.lowercased()
        parentKey =
            text("requesterSessionKey", "requester_session_key", "controllerSessionKey", "controller_session_key")?
            .lowercased()
        label = text("label")
        isSubagent = entry.at("runtime").map { $0.text == "subagent" } ?? true
        createdAt = (entry.at("createdAt") ?? entry.at("created_at"))?.whole.map(Timestamp.init(milliseconds:))
    }

    /// The same as facts about one conversation of that key.
    func facts(_ session: SessionID, key: SessionKey) -> SessionFacts {
        let kind = key.kind == .unattributed ? (isSubagent ? .subagent : nil) : key.kind
        return SessionFacts(
            session: session, key: key.text, kind: kind, label: label, parentKey: parentKey, origin: .registry,
            asOf: createdAt)
    }
}

/// Reads `subagents/runs.json`.
enum OpenClawSubagents {
    /// The subagents by session key; nil when the file is not JSON.
    ///
    /// Version 1 and 2 both hold `runs`, in version 1 also as a list.
    static func read(_ data: Data) -> [String: OpenClawSubagent]? {
        guard let file = JSONValue(parsing: data), file.isObject else { return nil }
        let entries = (file.at("runs")?.members.map(\.value) ?? []) + (file.at("runs")?.elements ?? [])
        // Of several runs of one session the last one started it anew.
        let runs = entries.compactMap(OpenClawSubagent.init).sorted { $0.order < $1.order }
        return Dictionary(runs.map { ($0.key, $0) }) { $1 }
    }
}

extension OpenClawSubagent {
    fileprivate var order: (Int64, String, String) {
        (createdAt?.milliseconds ?? 0, label ?? "", parentKey ?? "")
    }
}
