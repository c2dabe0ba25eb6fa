// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore
internal import NIOCore
internal import NIOWebSocket
internal import Synchronization

/// One client's connection to a stand-in for a gateway.
final class StandInTalk: Sendable {
    private static let longestGreeting = 64 * 1024

    let gateway: StandInGateway
    let channel: any Channel
    let outbound: NIOAsyncChannelOutboundWriter<WebSocketFrame>
    private let nonce = StandInMemory.fresh()
    /// The rights, once it is let in.
    private let granted = Mutex<Set<String>?>(nil)
    private let subscribed = Atomic(false)

    /// Whether it was let in.
    var isWelcome: Bool { granted.withLock { $0 != nil } }
    /// Whether it asked to be told of sessions.
    var isSubscribed: Bool { subscribed.load(ordering: .relaxed) }

    private init(
        _ gateway: StandInGateway, _ channel: any Channel, _ outbound: NIOAsyncChannelOutboundWriter<WebSocketFrame>
    ) {
        self.gateway = gateway
        self.channel = channel
        self.outbound = outbound
    }

    static func run(_ socket: StandInGateway.Socket, with gateway: StandInGateway) async {
        gateway.memory.noteConnection(1)
        defer { gateway.memory.noteConnection(-1) }
        try? await socket.executeThenClose { inbound, outbound in
            let talk = StandInTalk(gateway, socket.channel, outbound)
            gateway.memory.begin(talk)
            defer { gateway.memory.end(talk) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                defer { group.cancelAll() }
                group.addTask { try await talk.listen(inbound) }
                group.addTask { try await talk.loseInterest() }
                group.addTask { try await talk.tick() }
                while try await group.next() != nil {
                    // Whoever has said goodbye is listened to no more.
                    if talk.isOver { return }
                }
            }
        }
    }

    private let over = Atomic(false)
    private var isOver: Bool { over.load(ordering: .relaxed) }

    private func listen(_ inbound: NIOAsyncChannelInboundStream<WebSocketFrame>) async throws {
        defer { over.store(true, ordering: .relaxed) }
        if gateway.behaviour.challenges {
            let now = SystemClock().now.milliseconds + gateway.behaviour.clockAhead
            let time: JSONValue = gateway.behaviour.tellsTime ? ["ts": .integer(now)] : [:]
            let challenge: JSONValue = ["nonce": .string(nonce)]
            try await send(event: "connect.challenge", challenge.appending(time))
        }
        for try await frame in inbound {
            switch frame.opcode {
            case .text:
                guard try await receive(String(buffer: frame.unmaskedData)) else { return }
            case .pong: gateway.memory.notePong()
            case .connectionClose:
                var data = frame.unmaskedData
                let code = data.readWebSocketErrorCode().map { Int(UInt16(webSocketErrorCode: $0)) } ?? 1005
                gateway.memory.noteClose(code)
                try await close(code, "")
                return
            default: break
            }
        }
    }

    /// Closes unless the first request came in time.
    private func loseInterest() async throws {
        try await Task.sleep(for: gateway.behaviour.patience)
        if granted.withLock({ $0 == nil }) {
            try await close(1008, "handshake timeout")
            over.store(true, ordering: .relaxed)
        }
    }

    private func tick() async throws {
        while true {
            try await Task.sleep(for: gateway.behaviour.tickInterval)
            let isWelcome = granted.withLock { $0 != nil }
            if gateway.behaviour.ticks, isWelcome {
                try await send(event: "tick", ["ts": .integer(SystemClock().now.milliseconds)])
            }
        }
    }

    /// Answers a message; whether it goes on listening.
    private func receive(_ text: String) async throws -> Bool {
        let frame = JSONValue(parsing: Data(text.utf8)) ?? .null
        let problems = StandInSchema.frame.problems(of: frame)
        guard problems.isEmpty, case .string(let id) = frame["id"], case .string(let method) = frame["method"] else {
            try await close(1008, "invalid request frame: \(problems.joined(separator: "; "))")
            return false
        }
        let params = frame["params"] ?? [:]
        gateway.memory.note(method, params)
        guard let scopes = granted.withLock({ $0 }) else {
            return try await welcome(id, method, params, bytes: text.utf8.count)
        }
        do {
            let answer = try reply(to: method, params, scopes: scopes)
            let goesOn = try await deliver(
                ["type": "res", "id": .string(id), "ok": true, "payload": answer], method: method)
            if method == "sessions.subscribe" { subscribed.store(true, ordering: .relaxed) }
            return goesOn
        } catch let refusal as StandInRefusal {
            try await send(["type": "res", "id": .string(id), "ok": false, "error": refusal.error])
            return true
        }
    }

    private func welcome(_ id: String, _ method: String, _ params: JSONValue, bytes: Int) async throws -> Bool {
        do {
            guard bytes <= Self.longestGreeting else {
                try await close(1009, "")
                return false
            }
            guard method == "connect" else {
                throw StandInRefusal("INVALID_REQUEST", "invalid handshake: first request must be connect")
            }
            let door = StandInDoor(behaviour: gateway.behaviour, memory: gateway.memory, nonce: nonce)
            let (payload, scopes) = try door.hello(to: params)
            granted.withLock { $0 = scopes }
            try await send(["type": "res", "id": .string(id), "ok": true, "payload": payload])
            return true
        } catch let refusal as StandInRefusal {
            try await send(["type": "res", "id": .string(id), "ok": false, "error": refusal.error])
            try await close(refusal.close, refusal.message)
            return false
        }
    }

    private func reply(to method: String, _ params: JSONValue, scopes: Set<String>) throws -> JSONValue {
        let behaviour = gateway.behaviour
        let isAdmin = scopes.contains("operator.admin")
        let isKnown = !behaviour.unknownMethods.contains(method)
        let own = isKnown && behaviour.home != nil && StandInHome.methods.contains(method)
        guard let answer = own ? .null : isKnown ? behaviour.replies[method] : nil else {
            // What it does not know needs the highest right.
            throw isAdmin
                ? StandInRefusal("INVALID_REQUEST", "unknown method: \(method)")
                : StandInRefusal.missingScope("operator.admin", protocolVersion: behaviour.protocolVersion)
        }
        guard isAdmin || !scopes.isDisjoint(with: ["operator.read", "operator.write"]) else {
            throw StandInRefusal.missingScope("operator.read", protocolVersion: behaviour.protocolVersion)
        }
        let schema = StandInSchema.params(of: method, protocolVersion: behaviour.protocolVersion)
        let problems = schema?.problems(of: params) ?? []
        guard problems.isEmpty else {
            throw StandInRefusal("INVALID_REQUEST", "invalid \(method) params: \(problems.joined(separator: "; "))")
        }
        let told = own ? try behaviour.home?.answer(method, params) : nil
        return StandInPages.page(of: told ?? answer, method: method, params)
    }
}
