// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
package import MissionCore
internal import Synchronization

/// What a stand-in for a gateway knows and has seen; it survives a restart when it is handed on.
package final class StandInMemory: Sendable {
    struct Pairing: Sendable {
        var platform: String
        var scopes: Set<String>
        var token: String
    }

    private struct State {
        var paired: [String: Pairing] = [:]
        var pending: [String: (device: String, pairing: Pairing)] = [:]
        var requests: [(method: String, params: JSONValue)] = []
        var closes: [Int] = []
        var pongs = 0
        var connections = 0
        var startUps = 0
    }

    private let state = Mutex(State())
    private let current = Mutex<[ObjectIdentifier: StandInTalk]>([:])

    /// The connections that stand.
    var talks: [StandInTalk] {
        current.withLock { Array($0.values) }
    }

    func begin(_ talk: StandInTalk) {
        current.withLock { $0[ObjectIdentifier(talk)] = talk }
    }

    func end(_ talk: StandInTalk) {
        current.withLock { _ = $0.removeValue(forKey: ObjectIdentifier(talk)) }
    }

    /// Knows and has seen nothing.
    package init() {}

    /// The methods that were called, `connect` among them, and with what.
    package var requests: [(method: String, params: JSONValue)] {
        state.withLock { $0.requests }
    }

    /// With which codes clients said goodbye.
    package var closes: [Int] {
        state.withLock { $0.closes }
    }

    /// How many pings were answered.
    package var pongs: Int {
        state.withLock { $0.pongs }
    }

    /// How many connections stand.
    package var connections: Int {
        state.withLock { $0.connections }
    }

    /// What `openclaw devices approve` does.
    package func approve(_ requestID: String) {
        state.withLock { state in
            guard let request = state.pending.removeValue(forKey: requestID) else { return }
            state.paired[request.device] = request.pairing
        }
    }

    /// What `openclaw devices remove` does, for all of them.
    package func forgetDevices() {
        state.withLock { $0.paired = [:] }
    }

    /// Makes every device's token void, as a rotation does.
    package func rotateDeviceTokens() {
        state.withLock { state in
            for id in state.paired.keys { state.paired[id]?.token = Self.fresh() }
        }
    }

    func pairing(of device: String) -> Pairing? {
        state.withLock { $0.paired[device] }
    }

    func pair(_ device: String, platform: String, scopes: Set<String>) -> Pairing {
        let pairing = Pairing(platform: platform, scopes: scopes, token: Self.fresh())
        state.withLock { $0.paired[device] = pairing }
        return pairing
    }

    /// Remembers that a person must decide; the number of the request.
    func ask(_ device: String, platform: String, scopes: Set<String>) -> String {
        let id = Self.fresh()
        let pairing = Pairing(platform: platform, scopes: scopes, token: Self.fresh())
        state.withLock { $0.pending[id] = (device, pairing) }
        return id
    }

    func note(_ method: String, _ params: JSONValue) {
        state.withLock { $0.requests.append((method, params)) }
    }

    func noteClose(_ code: Int) {
        state.withLock { $0.closes.append(code) }
    }

    func notePong() {
        state.withLock { $0.pongs += 1 }
    }

    func noteConnection(_ change: Int) {
        state.withLock { $0.connections += change }
    }

    /// How many times a client was told that it is starting up.
    func noteStartUp() -> Int {
        state.withLock { state in
            state.startUps += 1
            return state.startUps
        }
    }

    static func fresh() -> String {
        UUID().uuidString.lowercased()
    }
}
