// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore
internal import NIOCore
internal import NIOWebSocket
internal import Synchronization

/// The traffic of one connection: requests matched with their answers, events, pings, and how it ended.
final class RPCChannel: Sendable {
    typealias Answer = AsyncThrowingStream<JSONValue, any Error>
    typealias Events = AsyncThrowingStream<GatewayEvent, any Error>

    /// The gateway's own error, not yet understood.
    struct Failure: Error {
        var error: JSONValue
    }

    private struct State {
        var waiting: [String: Answer.Continuation] = [:]
        var requests = 0
        var events: Int64 = 0
        /// The gateway's last number, and how many were left out since the last event that was handed on.
        var sequence: Int64?
        var skipped: Int64 = 0
        var lastHeard = ContinuousClock.now
        var end: GatewayError?
    }

    /// What the gateway reports, the oldest giving way when nobody reads.
    let events: Events
    /// The gateway's challenges; one comes first of all.
    let challenges: Answer
    private let eventFeed: Events.Continuation
    private let challengeFeed: Answer.Continuation
    private let outbound: NIOAsyncChannelOutboundWriter<WebSocketFrame>
    private let state = Mutex(State())

    init(_ outbound: NIOAsyncChannelOutboundWriter<WebSocketFrame>, limits: GatewayLimits) {
        self.outbound = outbound
        (events, eventFeed) = Events.makeStream(bufferingPolicy: .bufferingNewest(max(1, limits.events)))
        (challenges, challengeFeed) = Answer.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// When something was last heard.
    var lastHeard: ContinuousClock.Instant {
        state.withLock { $0.lastHeard }
    }

    /// Whether nothing will come any more.
    var isOver: Bool {
        state.withLock { $0.end != nil }
    }

    /// Sends a request and waits for its answer.
    ///
    /// - Throws: ``Failure`` when the gateway refuses, ``GatewayError``, or `CancellationError`.
    func request(_ method: String, _ params: JSONValue, within limit: Duration) async throws -> JSONValue {
        let (id, answer) = try expectAnswer()
        defer { state.withLock { _ = $0.waiting.removeValue(forKey: id) } }
        let frame = GatewayFrame.request(id: id, method: method, params: params)
        return try await withTimeLimit(limit, .timedOut("no answer to \(method) within \(limit.inSeconds)")) {
            // When it cannot be sent, the connection has ended, and the reader is about to say why.
            try? await self.send(.text, ByteBuffer(string: frame))
            for try await payload in answer { return payload }
            throw CancellationError()
        }
    }

    private func expectAnswer() throws -> (String, Answer) {
        let (answer, continuation) = Answer.makeStream()
        let id = try state.withLock { state in
            if let end = state.end { throw end }
            state.requests += 1
            let id = "m\(state.requests)"
            state.waiting[id] = continuation
            return id
        }
        return (id, answer)
    }

    func send(_ opcode: WebSocketOpcode, _ data: ByteBuffer) async throws {
        try await outbound.write(WebSocketFrame(fin: true, opcode: opcode, maskKey: .random(), data: data))
    }

    /// Says goodbye.
    func close(_ code: Int) async {
        var data = ByteBuffer()
        data.write(webSocketErrorCode: WebSocketErrorCode(codeNumber: code))
        try? await send(.connectionClose, data)
    }

    /// Takes a message apart and hands it to whoever waits for it.
    func receive(_ message: ByteBuffer) throws {
        guard let frame = GatewayFrame(Data(message.readableBytesView)) else {
            throw GatewayError.garbled("something that is no JSON object")
        }
        switch frame {
        case .answer(let id, let payload):
            let waiting = state.withLock { $0.waiting.removeValue(forKey: id) }
            waiting?.yield(payload)
            waiting?.finish()
        case .failure(let id, let error):
            state.withLock { $0.waiting.removeValue(forKey: id) }?.finish(throwing: Failure(error: error))
        case .event("connect.challenge", let payload, _): challengeFeed.yield(payload)
        case .event(let name, let payload, let sequence): report(name, payload, sequence)
        case .unknown: break
        }
    }

    private func report(_ name: String, _ payload: JSONValue, _ sequence: Int64?) {
        let event: GatewayEvent? = state.withLock { state in
            if let sequence {
                if let last = state.sequence, sequence > last {
                    state.skipped = state.skipped.addingSaturating(sequence.subtractingSaturating(last) - 1)
                }
                state.sequence = sequence
            }
            // A sign of life is no more than that, unless it shows that something is missing.
            if name == "tick", state.skipped == 0 { return nil }
            defer {
                state.events += 1
                state.skipped = 0
            }
            return GatewayEvent(
                name: name, payload: payload, sequence: sequence, number: state.events, skipped: state.skipped)
        }
        if let event { eventFeed.yield(event) }
    }

    /// Notes a sign of life.
    func hear() {
        state.withLock { $0.lastHeard = .now }
    }

    /// Tells everybody who waits that nothing will come any more. The first reason stays.
    func end(_ error: GatewayError) {
        let waiting = state.withLock { state in
            state.end = state.end ?? error
            defer { state.waiting = [:] }
            return state.waiting.values
        }
        for answer in waiting { answer.finish(throwing: error) }
        challengeFeed.finish(throwing: error)
        eventFeed.finish(throwing: error)
    }
}
