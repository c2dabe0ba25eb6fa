// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import NIOCore
internal import NIOWebSocket

extension StandInTalk {
    func send(event name: String, _ payload: JSONValue, sequence: Int64? = nil) async throws {
        let frame: JSONValue = ["type": "event", "event": .string(name), "payload": payload]
        try await send(frame.appending(sequence.map { ["seq": .integer($0)] } ?? [:]))
    }

    func send(_ frame: JSONValue) async throws {
        try await write(.text, ByteBuffer(string: frame.text()))
    }

    func close(_ code: Int, _ reason: String) async throws {
        var data = ByteBuffer()
        data.write(webSocketErrorCode: WebSocketErrorCode(codeNumber: code))
        // A control frame has 125 bytes at most, and a reason may not be cut inside a character.
        data.writeString(String(reason.unicodeScalars.filter(\.isASCII).prefix(120).map(Character.init)))
        try await write(.connectionClose, data)
    }

    /// Sends an answer, or does what goes wrong instead; whether it goes on listening.
    func deliver(_ answer: JSONValue, method: String) async throws -> Bool {
        var behaviour = gateway.behaviour
        if let methods = behaviour.faultyMethods, !methods.contains(method) { behaviour.fault = nil }
        if behaviour.pings { try await write(.ping, ByteBuffer(string: "are you there?")) }
        for event in behaviour.events { try await send(event) }
        switch behaviour.fault {
        case nil: try await sendInPieces(ByteBuffer(string: answer.text()), count: behaviour.pieces)
        case .dies:
            let text = answer.text()
            let half = ByteBuffer(string: String(text.prefix(text.count / 2)))
            try await outbound.write(WebSocketFrame(fin: false, opcode: .text, data: half))
            try await channel.close()
            return false
        case .garbledText: try await write(.text, ByteBuffer(string: "{\"type\":\"res\",\u{1}"))
        case .garbledBytes:
            // A ping may not come in pieces.
            try await writeRaw(ByteBuffer(repeating: 0x09, count: 64))
        case .binary: try await write(.binary, ByteBuffer(string: answer.text()))
        case .long(let bytes): try await write(.text, Self.padded(answer, to: bytes))
        case .silent: break
        case .restarts:
            try await send(event: "shutdown", ["reason": "restart", "restartExpectedMs": 1500])
            try await close(1012, "service restart")
            return false
        case .closes(let code, let reason):
            try await close(code, reason)
            return false
        }
        return true
    }

    private func sendInPieces(_ message: ByteBuffer, count: Int) async throws {
        var rest = message
        let size = max(1, message.readableBytes / max(1, count))
        var opcode = WebSocketOpcode.text
        for _ in 1..<max(1, count) {
            guard rest.readableBytes > size, let piece = rest.readSlice(length: size) else { break }
            try await outbound.write(WebSocketFrame(fin: false, opcode: opcode, data: piece))
            // Between the pieces of a message control frames may come.
            if gateway.behaviour.pings { try await write(.ping, ByteBuffer(string: "still there?")) }
            opcode = .continuation
        }
        try await outbound.write(WebSocketFrame(fin: true, opcode: opcode, data: rest))
    }

    private func write(_ opcode: WebSocketOpcode, _ data: ByteBuffer) async throws {
        try await outbound.write(WebSocketFrame(fin: true, opcode: opcode, data: data))
    }

    /// Past the encoder, so that it can be anything.
    private func writeRaw(_ bytes: ByteBuffer) async throws {
        let channel = channel
        try await channel.eventLoop.submit {
            let context = try channel.pipeline.syncOperations.context(handlerType: WebSocketFrameEncoder.self)
            context.writeAndFlush(NIOAny(bytes), promise: nil)
        }.get()
    }

    /// An answer with so much in it that it has a certain length.
    private static func padded(_ answer: JSONValue, to bytes: Int) -> ByteBuffer {
        let frame: JSONValue = answer.appending(["filler": ""])
        let short = frame.text()
        // The text ends in `"}`, between which and the quote before it the filling goes.
        var buffer = ByteBuffer(string: String(short.dropLast(2)))
        buffer.writeRepeatingByte(0x78, count: max(0, bytes - short.utf8.count))
        buffer.writeString("\"}")
        return buffer
    }
}
