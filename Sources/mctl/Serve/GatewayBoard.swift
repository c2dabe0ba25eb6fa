// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionGateway
internal import MissionServer
internal import MissionSources
internal import Synchronization

/// The gateways as the program knows them now: their files, and what each last said.
///
/// A lock rather than an actor: whoever asks gets what is in memory at once, whatever the gateways do.
final class GatewayBoard: GatewayAdministration {
    private struct Entry {
        var settings: GatewayConfiguration
        var reading: GatewayReading?
        /// What it says it runs with; looked for once for each reading, because that means all its sessions.
        var profile: String?
    }

    private struct State {
        var entries: [String: Entry] = [:]
        var problems: [SourceProblem] = []
    }

    private let registry: GatewayStore
    private let clock: any WallClock
    private let state = Mutex(State())

    init(registry: GatewayStore, clock: any WallClock = SystemClock()) {
        self.registry = registry
        self.clock = clock
        refresh()
    }

    /// Looks at the files.
    ///
    /// - Returns: the gateways, by id.
    @discardableResult
    func refresh() -> [GatewayConfiguration] {
        let content = registry.content()
        state.withLock { state in
            var entries: [String: Entry] = [:]
            for settings in content.gateways {
                let known = state.entries[settings.gateway.id]
                // Another address is another gateway, of which nothing is known yet.
                let isSame = known?.settings.address == settings.address
                entries[settings.gateway.id] =
                    isSame
                    ? Entry(settings: settings, reading: known?.reading, profile: known?.profile)
                    : Entry(settings: settings)
            }
            state.entries = entries
            state.problems = content.problems
        }
        return content.gateways
    }

    /// Files that are no gateway.
    var problems: [SourceProblem] {
        state.withLock { $0.problems }
    }

    /// Notes what a gateway said. Its last figures stay while it tells none.
    func note(_ reading: GatewayReading, of id: String) {
        let profile = reading.profile
        state.withLock { state in
            let last = state.entries[id]?.reading
            state.entries[id]?.reading = reading.keepingFigures(of: last)
            if let profile { state.entries[id]?.profile = profile }
        }
    }

    /// What a gateway says it runs with; nil where nothing tells it.
    func profile(of id: String) -> String? {
        state.withLock { $0.entries[id]?.profile }
    }

    /// What a gateway's models cost, for those of which it says so.
    func prices(of id: String) -> CustomPrices {
        state.withLock { $0.entries[id]?.reading?.prices } ?? CustomPrices()
    }

    /// What is known about a gateway for computing its usage; nil for one that is not kept.
    func facts(_ id: String, prices: PriceBook) -> GatewayFacts? {
        let all = states
        guard let known = all.first(where: { $0.gateway.id == id }) else { return nil }
        return GatewayFacts(
            reading: known.reading, accounts: known.gateway.accounts, prices: prices,
            filters: known.gateway.filters(among: all.map(\.gateway)))
    }

    func gateways() async -> [GatewayState] {
        states
    }

    func gateway(_ id: String) async throws -> GatewayState {
        if let known = states.first(where: { $0.gateway.id == id }) { return known }
        // Perhaps its file is new, or says what is wrong with it.
        let settings = try registry.gateway(id)
        refresh()
        return GatewayState(gateway: settings.gateway, reading: Self.reading(Entry(settings: settings), at: clock.now))
    }

    func add(_ id: String, _ change: GatewayChange) async throws -> GatewayState {
        _ = try registry.add(id, change)
        refresh()
        return try await gateway(id)
    }

    func change(_ id: String, _ change: GatewayChange) async throws -> GatewayState {
        _ = try registry.change(id, change)
        refresh()
        return try await gateway(id)
    }

    func remove(_ id: String) async throws {
        try registry.remove(id)
        refresh()
    }

    private var states: [GatewayState] {
        let (entries, now) = (state.withLock { $0.entries }, clock.now)
        return entries.values.sorted { $0.settings.gateway.id < $1.settings.gateway.id }.map { entry in
            GatewayState(gateway: entry.settings.gateway, reading: Self.reading(entry, at: now))
        }
    }

    private static func reading(_ entry: Entry, at now: Timestamp) -> GatewayReading {
        if entry.settings.gateway.isEnabled, let reading = entry.reading { return reading }
        let id = entry.settings.gateway.id
        let silence =
            entry.settings.gateway.isEnabled
            ? GatewayReading(isReachable: false, error: "it has not answered yet", fetchedAt: now)
            : GatewayReading(
                isReachable: false, error: "it is switched off here",
                advice: "switch it on with `mctl gateway change \(id) --enable`", fetchedAt: now)
        return silence.keepingFigures(of: entry.reading)
    }
}

extension HealthReport {
    /// The report with the gateways' problems beside the sources'.
    func adding(_ problems: [SourceProblem]) -> HealthReport {
        var report = self
        report.problems += problems
        return report
    }
}
