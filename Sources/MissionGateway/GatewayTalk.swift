// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import NIOCore
internal import NIOWebSocket

/// One connection's tasks, from handshake to goodbye; none of them outlives it.
struct GatewayTalk {
    private enum Step<Value: Sendable>: Sendable {
        /// The connection ended, or is as good as ended.
        case ended(GatewayError)
        /// The work is done.
        case worked(Result<Value, any Error>)
        /// Waiting was given up.
        case idle
    }

    let link: RPCChannel
    let limits: GatewayLimits

    func run<Value: Sendable>(
        _ inbound: NIOAsyncChannelInboundStream<WebSocketFrame>, handshake: GatewayHandshake,
        _ body: @escaping @Sendable (GatewayConnection) async throws -> Value
    ) async -> Result<Value, any Error> {
        await withTaskGroup(of: Step<Value>.self) { group in
            group.addTask { .ended(await link.read(inbound)) }
            let hello: GatewayHello
            do {
                hello = try await handshake.perform(on: link)
            } catch {
                await part(&group)
                return .failure(error)
            }
            let connection = GatewayConnection(hello: hello, link: link, limits: limits)
            group.addTask { await watch(hello.tickInterval) }
            group.addTask {
                do { return .worked(.success(try await body(connection))) } catch { return .worked(.failure(error)) }
            }
            return await outcome(&group)
        }
    }

    private func outcome<Value>(_ group: inout TaskGroup<Step<Value>>) async -> Result<Value, any Error> {
        var end: GatewayError?
        while let step = await group.next() {
            switch step {
            case .worked(let result):
                if end == nil { await part(&group) }
                // Work that gave up because the connection had ended tells less than why that was.
                if case .failure(let error) = result, error is CancellationError, let end { return .failure(end) }
                return result
            case .ended(let error):
                end = end ?? error
                group.cancelAll()
            case .idle: break
            }
        }
        return .failure(end ?? .closed(code: nil, reason: ""))
    }

    private func watch<Value>(_ interval: Duration) async -> Step<Value> {
        guard let error = await link.watch(every: interval) else { return .idle }
        link.end(error)
        // The code that clients use for this; a gateway logs it.
        await link.close(4000)
        return .ended(error)
    }

    /// Says goodbye and waits a little for the gateway's.
    private func part<Value>(_ group: inout TaskGroup<Step<Value>>) async {
        group.addTask {
            // Work may end because the connection did; then its own goodbye, with the reason, is on its way.
            if !link.isOver { await link.close(1000) }
            try? await Task.sleep(for: limits.close)
            return .idle
        }
        waiting: while let step = await group.next() {
            switch step {
            case .ended, .idle: break waiting
            case .worked: continue
            }
        }
        group.cancelAll()
    }
}
