// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import NIOCore
internal import NIOWebSocket

extension RPCChannel {
    /// Reads until the connection ends; why it did.
    func read(_ inbound: NIOAsyncChannelInboundStream<WebSocketFrame>) async -> GatewayError {
        let end = await readAll(inbound)
        self.end(end)
        return end
    }

    private func readAll(_ inbound: NIOAsyncChannelInboundStream<WebSocketFrame>) async -> GatewayError {
        do {
            for try await frame in inbound {
                hear()
                switch frame.opcode {
                case .text: try receive(frame.unmaskedData)
                case .ping: try await send(.pong, frame.unmaskedData)
                case .connectionClose: return await closed(frame)
                case .binary: throw GatewayError.garbled("bytes where text must be")
                default: break
                }
            }
            return .closed(code: nil, reason: "")
        } catch let error as GatewayError {
            await close(1007)
            return error
        } catch NIOWebSocketError.invalidFrameLength {
            await close(1009)
            return .tooLong
        } catch NIOWebSocketFrameAggregator.Error.accumulatedFrameSizeIsTooLarge {
            await close(1009)
            return .tooLong
        } catch is NIOWebSocketError {
            await close(1002)
            return .garbled("something that is no WebSocket frame")
        } catch is NIOWebSocketFrameAggregator.Error {
            await close(1002)
            return .garbled("pieces of messages that do not fit together")
        } catch {
            return .closed(code: nil, reason: "")
        }
    }

    private func closed(_ frame: WebSocketFrame) async -> GatewayError {
        var data = frame.unmaskedData
        let code = data.readWebSocketErrorCode().map { Int(UInt16(webSocketErrorCode: $0)) }
        let reason = String(buffer: data)
        // Whoever is told goodbye returns it.
        await close(code ?? 1000)
        return .closed(code: code ?? 1005, reason: reason)
    }

    /// Waits until the gateway has given no sign of life for twice its interval; nil when cancelled before.
    func watch(every interval: Duration) async -> GatewayError? {
        let patience = interval * 2
        while true {
            let deadline = lastHeard + patience
            if deadline <= .now { return .silent(patience) }
            do { try await Task.sleep(until: deadline) } catch { return nil }
        }
    }
}
