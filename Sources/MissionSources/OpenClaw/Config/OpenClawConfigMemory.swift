// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore
internal import Synchronization

/// A home's configuration, read again when a moment has passed: following a home asks for it with every batch.
final class OpenClawConfigMemory: Sendable {
    private static let validity = Duration.seconds(5)

    /// Whose sessions folders hold.
    let stores = OpenClawStoreNames()

    private let state = Mutex<(read: ContinuousClock.Instant, config: OpenClawConfig)?>(nil)
    private let elsewhere = Mutex<(read: ContinuousClock.Instant, found: OpenClawElsewhere)?>(nil)

    func config(of home: OpenClawHome) -> OpenClawConfig {
        state.withLock { state in
            let now = ContinuousClock.now
            if let state, now - state.read < Self.validity { return state.config }
            let config = OpenClawConfig(home: home)
            state = (now, config)
            return config
        }
    }

    /// What of a home lies outside its layout.
    func elsewhere(of home: OpenClawHome) -> OpenClawElsewhere {
        elsewhere.withLock { state in
            let now = ContinuousClock.now
            if let state, now - state.read < Self.validity { return state.found }
            let found = OpenClawElsewhere(home)
            state = (now, found)
            return found
        }
    }
}

extension OpenClawSource {
    /// What the home's configuration and its agents' catalogues say that custom models cost.
    package func customPrices() -> CustomPrices {
        memory.config(of: OpenClawHome(path: id.place)).prices
    }
}
