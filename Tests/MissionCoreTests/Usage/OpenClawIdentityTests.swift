// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import Testing

@Suite struct `The identity of an OpenClaw call` {
    private let moment = Timestamp(milliseconds: 1_772_359_260_000)

    private func identity(
        entry: String? = "a1", session: String = "s", message: Timestamp?, entryTime: Timestamp? = nil,
        provider: String = "anthropic", model: String = "claude-sonnet-4-5", counts: [Int64] = [100, 10, 1000, 50]
    ) -> EventID {
        OpenClawIdentity(
            entryID: entry, session: session, messageTime: message, entryTime: entryTime, provider: provider,
            model: model, input: counts[0], output: counts[1], cacheRead: counts[2], cacheWrite: counts[3]
        ).eventID
    }

    @Test func `it is the same number in every version of the program`() {
        #expect(identity(message: moment).description == "0a38f56785e3c178858f3f56b88f702c")
    }

    @Test func `a stream, which does not tell when the entry was written, gives the same one as the transcript`() {
        let later = moment.advanced(byMilliseconds: 7)
        #expect(identity(message: moment) == identity(message: moment, entryTime: later))
        #expect(identity(session: "main", message: moment) == identity(session: "fork", message: moment))
    }

    @Test func `the entry's time counts only where the message has none`() {
        let later = moment.advanced(byMilliseconds: 7)
        #expect(identity(message: nil, entryTime: moment) != identity(message: nil, entryTime: later))
        #expect(identity(message: nil, entryTime: moment) == identity(message: moment))
        #expect(identity(message: nil) != identity(message: moment))
    }

    @Test func `whatever a call is told apart by makes it another call`() {
        let others = [
            identity(entry: "a2", message: moment), identity(entry: nil, message: moment),
            identity(message: moment.advanced(byMilliseconds: 1)), identity(message: moment, provider: "openai"),
            identity(message: moment, model: "claude-opus-4-6"),
            identity(message: moment, counts: [101, 10, 1000, 50]),
            identity(message: moment, counts: [100, 10, 50, 1000]), identity(message: moment),
        ]
        #expect(Set(others).count == others.count)
    }

    @Test func `without an id calls are told apart by their session`() {
        #expect(
            identity(entry: nil, session: "a", message: moment) != identity(entry: nil, session: "b", message: moment))
    }
}
