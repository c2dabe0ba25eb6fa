// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Which conversations a gateway is to be asked about, when, and how far each is known. Pure: it is told the time.
///
/// However much happens, a conversation is asked about once in a while, and a gateway that fails is left alone.
struct GatewayDue {
    typealias Instant = ContinuousClock.Instant

    /// How far a conversation is known.
    private struct Mark {
        /// The number of the last message before which none is missing.
        var number: Int64
        /// The number of the message that began the last turn, which says what its calls are for.
        var turn: Int64
        /// Whether everything that came since was heard.
        var isWhole = true
    }

    private struct Waiting {
        var notBefore: Instant
        var attempts = 0
    }

    /// More wait only where a gateway is out of order.
    static let mostWaiting = 500
    /// More conversations than go on within weeks.
    private static let mostMarks = 50_000
    /// So often a conversation is tried.
    private static let mostAttempts = 3

    private var waiting: [GatewayConversation: Waiting] = [:]
    private var asked: [GatewayConversation: Instant] = [:]
    private var marks: [GatewayConversation: Mark] = [:]
    private var newest: [GatewayConversation: Int64] = [:]
    private var current: [String: String] = [:]
    private var pausedUntil: Instant?
    private var failures = 0
    /// Conversations that were not asked about: too many waited, or the gateway did not answer.
    private(set) var givenUp: Set<GatewayConversation> = []

    /// Notes which conversation a key names now; the one that it named before, where that is another.
    mutating func note(current id: String, of key: String) -> GatewayConversation? {
        if current.count >= Self.mostMarks, current[key] == nil { current = [:] }
        let before = current.updateValue(id, forKey: key)
        return before.flatMap { $0 == id ? nil : GatewayConversation(key: key, id: $0) }
    }

    /// The conversation that a key names, as far as that is known.
    func conversation(of key: String) -> GatewayConversation? {
        current[key].map { GatewayConversation(key: key, id: $0) }
    }

    /// Whether a key still names a conversation.
    func isCurrent(_ conversation: GatewayConversation) -> Bool {
        current[conversation.key].map { $0 == conversation.id } ?? true
    }

    /// Notes that there is a message of a number, whether or not it was shown.
    mutating func note(number: Int64, of conversation: GatewayConversation) {
        newest[conversation] = max(newest[conversation] ?? 0, number)
    }

    /// Notes a message that was shown.
    mutating func heard(_ conversation: GatewayConversation, number: Int64?, at now: Instant, _ pace: GatewayPace) {
        if let number { note(number: number, of: conversation) }
        guard var mark = marks[conversation], mark.isWhole else { return }
        let next = mark.number.addingSaturating(1)
        if number == next {
            mark.number = next
        } else if number != mark.number {
            mark.isWhole = false
        }
        marks[conversation] = mark
        if !mark.isWhole { note(.hidden, of: conversation, at: now, pace) }
    }

    /// Notes that a conversation went on.
    mutating func note(_ news: GatewayNews, of conversation: GatewayConversation, at now: Instant, _ pace: GatewayPace)
    {
        switch news {
        case .hidden: marks[conversation]?.isWhole = false
        case .ended: if marks[conversation]?.isWhole == true { return }
        case .unheard: break
        }
        let delay = news == .hidden ? pace.untold : pace.settling
        put(conversation, notBefore: now + delay, pace)
    }

    private mutating func put(_ conversation: GatewayConversation, notBefore: Instant, _ pace: GatewayPace) {
        guard waiting.count < Self.mostWaiting || waiting[conversation] != nil else {
            givenUp.insert(conversation)
            return
        }
        let earliest = asked[conversation].map { max(notBefore, $0 + pace.perConversation) } ?? notBefore
        let known = waiting[conversation]
        waiting[conversation] = Waiting(
            notBefore: min(known?.notBefore ?? earliest, earliest), attempts: known?.attempts ?? 0)
    }

    /// The conversation to ask about now; nil when it is too early for any.
    func next(at now: Instant) -> GatewayConversation? {
        if let pausedUntil, pausedUntil > now { return nil }
        let first = waiting.min { left, right in
            (left.value.notBefore, left.key.key, left.key.id) < (right.value.notBefore, right.key.key, right.key.id)
        }
        return first.flatMap { $0.value.notBefore <= now ? $0.key : nil }
    }

    /// How many messages of a conversation are asked for; what is known of it need not be told again.
    func wanted(_ conversation: GatewayConversation) -> Int64 {
        guard let mark = marks[conversation], let last = newest[conversation], last > mark.number else {
            return marks[conversation] == nil ? Self.firstPage : Self.leastPage
        }
        return min(max(last.subtractingSaturating(mark.turn).addingSaturating(5), Self.leastPage), Self.firstPage)
    }

    /// Whether anything is known of a conversation.
    func isKnown(_ conversation: GatewayConversation) -> Bool {
        marks[conversation] != nil
    }

    /// The number of the last message before which none is missing.
    func lastNumber(_ conversation: GatewayConversation) -> Int64? {
        marks[conversation]?.number
    }

    /// So many messages are asked for where nothing is known of a conversation, and at least.
    static let firstPage: Int64 = 100
    private static let leastPage: Int64 = 20

    /// Whether messages from this number on reach back to what is known.
    func reaches(_ conversation: GatewayConversation, oldest: Int64, newest: Int64) -> Bool {
        guard let mark = marks[conversation] else { return false }
        // Numbers that begin anew say that the conversation was rewritten.
        return oldest <= mark.turn || newest < mark.number
    }

    /// Notes what became of a question.
    ///
    /// - Parameters:
    ///   - number: The number of the last message that was told; nil where messages have no numbers.
    ///   - turn: The number of the last one that began a turn; nil where none did.
    mutating func answered(
        _ conversation: GatewayConversation, newest number: Int64?, turn: Int64? = nil, at now: Instant
    ) {
        if asked.count >= Self.mostMarks { (asked, marks, newest) = ([:], [:], [:]) }
        waiting[conversation] = nil
        givenUp.remove(conversation)
        asked[conversation] = now
        let before = marks[conversation]?.turn
        marks[conversation] = number.map { Mark(number: $0, turn: turn ?? min(before ?? $0, $0)) }
        (failures, pausedUntil) = (0, nil)
    }

    /// Notes that there was no answer: nobody is asked for a while, and this conversation not for ever.
    mutating func failed(_ conversation: GatewayConversation, at now: Instant, _ pace: GatewayPace) {
        failures += 1
        let pause = now + min(pace.afterFailure * (1 << min(failures - 1, 10)), pace.heavy)
        pausedUntil = pause
        asked[conversation] = now
        guard var known = waiting[conversation] else { return }
        known.attempts += 1
        known.notBefore = pause
        waiting[conversation] = known.attempts < Self.mostAttempts ? known : nil
        if known.attempts >= Self.mostAttempts { givenUp.insert(conversation) }
    }
}
