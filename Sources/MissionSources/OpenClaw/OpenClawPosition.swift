// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// How far a file of a home was read, with what the parser of a transcript knew there.
struct OpenClawPosition: Equatable, SourcePosition {
    let file: FilePosition
    /// Nil for what is no transcript, and where another version of the parser left it.
    let state: OpenClawTranscriptParser.State?

    init(_ file: FilePosition, state: OpenClawTranscriptParser.State? = nil) {
        self.file = file
        self.state = state
    }

    init?(_ text: String) {
        guard let file = FilePosition(text) else { return nil }
        self.init(file, state: OpenClawTranscriptParser.State(file.state))
    }

    var text: String { file.text }

    /// Whether a reading of today would have found the same: otherwise the file is read from its beginning once more.
    func isOfThisVersion(for kind: OpenClawHome.Item.Kind) -> Bool {
        switch kind {
        case .transcript: state != nil
        case .compressedTranscript: file.state != "-"
        case .cronRuns: file.state == OpenClawReader.runLogState
        case .agentDatabase, .stateDatabase, .sessionStore, .cronJobs, .subagents: true
        }
    }
}
