// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What makes a call this call, as far as one line tells it.
///
/// Message id and request id name it. A relay may leave the request id out, and may repeat one message id for every answer:
/// then what the call was has to help. The rule, with what speaks for and against it, is in `README.md` beside this file.
struct ClaudeCodeIdentity {
    let id: EventID
    /// What the call has in common with tellings of it that lack the request id; nil without message id.
    let answer: AnswerKey?

    /// The identity of a call with a message id.
    ///
    /// - Parameters:
    ///   - message: The message's id.
    ///   - request: The request's id.
    ///   - isNamed: Whether the message's id is one of its own, where that was looked at: ``isUnique(_:)``.
    ///   - beginning: How the answer began, asked for only where nothing names it.
    init(message: String, request: String?, tokens: TokenCounts, isNamed: Bool? = nil, beginning: () -> [Int64]) {
        let isNamed = isNamed ?? Self.isUnique(message)
        var hash = ContentHash(ClaudeCodeSource.kind)
        hash.add(message)
        hash.add(request ?? "")
        var key = ContentHash("\(ClaudeCodeSource.kind)/answer")
        key.add(message)
        if !isNamed {
            Self.add(tokens, to: &key)
            if let request {
                let isConstant = !Self.counts(message) && !Self.counts(request)
                if isConstant, tokens.prompt > 0 { Self.add(tokens, to: &hash) }
            } else {
                for number in beginning() { hash.add(number) }
            }
        }
        id = hash.id
        answer = AnswerKey(hash: key.id.high, isPartial: request == nil)
    }

    /// The identity of a call that nothing but all that it has tells apart.
    init(_ id: EventID) {
        self.id = id
        answer = nil
    }

    /// The identity of a further call that the same line tells.
    func part(_ kind: String, _ number: Int) -> ClaudeCodeIdentity {
        ClaudeCodeIdentity(
            id: Self.part(id, kind, number),
            answer: answer.map { whole in
                let key = Self.part(EventID(high: whole.hash, low: 0), kind, number)
                return AnswerKey(hash: key.high, isPartial: whole.isPartial)
            })
    }

    private init(id: EventID, answer: AnswerKey?) {
        self.id = id
        self.answer = answer
    }

    private static func part(_ whole: EventID, _ kind: String, _ number: Int) -> EventID {
        var hash = ContentHash("\(ClaudeCodeSource.kind)/\(kind)")
        hash.add(whole.high)
        hash.add(whole.low)
        hash.add(Int64(number))
        return hash.id
    }

    /// What was sent does not change while an answer streams.
    private static func add(_ tokens: TokenCounts, to hash: inout ContentHash) {
        for count in [tokens.input, tokens.cacheRead, tokens.cacheWrite] { hash.add(count) }
    }

    /// Whether a name is one of its own; see ``UniqueName``.
    static func isUnique(_ name: String) -> Bool { UniqueName.isUnique(name) }

    /// Whether a name could be another one for the next answer: a plain word cannot.
    private static func counts(_ name: String) -> Bool { name.utf8.contains(where: isDigit) }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
