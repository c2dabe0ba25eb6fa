// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// The model that a conversation uses at a place in its transcript.
///
/// Summaries of a conversation are written by its own model, and their entries do not name it.
struct OpenClawModel: Equatable {
    var provider = ""
    var name = ""

    /// Learns from a call which model is in use.
    mutating func note(_ record: OpenClawRecord) {
        guard record.origin == .answer, !record.isSynthetic, !record.model.isEmpty else { return }
        provider = record.provider
        name = record.model
    }

    /// Whose the call of a record was.
    func attribution(of record: OpenClawRecord, _ names: NameCache) -> Attribution {
        let isOwn = record.origin == .summary && record.model.isEmpty
        return names.attribution(
            provider: isOwn ? provider : record.provider, model: isOwn ? name : record.answeringModel)
    }

    /// Reads the notation of ``text``.
    init(text: Substring) {
        let parts = text.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return }
        (provider, name) = (String(parts[0]), String(parts[1]))
    }

    init(provider: String = "", name: String = "") {
        (self.provider, self.name) = (provider, name)
    }

    /// For a checkpoint, without tabs and line breaks.
    var text: String {
        String("\(provider)|\(name)".map { $0 == "\t" || $0.isNewline ? " " : $0 })
    }
}
