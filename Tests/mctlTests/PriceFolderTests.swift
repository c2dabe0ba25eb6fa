// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionSources
import Synchronization
import Testing

@testable import mctl

/// Updates and agreements in the data folder.
@Suite struct PriceFolderTests {
    private let folder: Folder
    private let directory: DataDirectory
    private let taken = Timestamp(seconds: 1_795_737_600)

    init() throws {
        folder = try Folder()
        directory = DataDirectory(named: folder.path)
    }

    private func update(_ id: Int64, _ dollars: Int64) -> PriceHistoryEntry {
        let rate = Rate(nanodollarsPerMillion: dollars * 1_000_000_000)
        let day = CivilDay(year: 2026, month: 10, day: 1)
        let price = Price(rates: RateCard(input: rate, output: rate))
        return .update(
            PriceUpdate(
                id: id, takenAt: taken, effective: day, source: "rates", origin: "mine.json", sha256: "00", bytes: 2,
                counts: PriceUpdate.Counts(), accepted: [], files: [:],
                named: ["acme/rocket-1": PriceUpdate.Model(prices: [price])], fingerprint: ""))
    }

    private func source(_ warn: @escaping @Sendable (String) -> Void = { _ in }) throws -> PriceSource {
        try PriceSource(directory, environment: folder.environment(), warn: warn)
    }

    private func input(_ source: PriceSource) -> Int64? {
        guard case .price(let price) = source.provider.current.lookup(provider: "acme", model: "rocket-1", at: taken)
        else { return nil }
        return price.rates.input.nanodollarsPerMillion / 1_000_000_000
    }

    @Test func `updates are seen without a restart, and so is dropping them`() throws {
        let source = try source()
        let prices = PriceFolder(directory)
        #expect(input(source) == nil)
        let without = source.provider.current.revision
        try prices.add(update(1, 3))
        #expect(input(source) == 3)
        try prices.add(update(2, 4))
        #expect(input(source) == 4)
        try prices.add(.undo(id: 3, takenAt: taken, undoes: 2))
        #expect(input(source) == 3)
        try prices.add(.undo(id: 4, takenAt: taken, undoes: 1))
        #expect(input(source) == nil)
        #expect(source.provider.current.revision == without)
        #expect(try prices.history().entries.map(\.id) == [1, 2, 3, 4])
    }

    @Test func `of two that take prices at once, one is told to try again`() throws {
        let prices = PriceFolder(directory)
        try prices.add(update(1, 3))
        let failure = #expect(throws: CommandFailure.self) { try prices.add(update(1, 4)) }
        #expect(failure?.status == .tryAgain)
        #expect(try prices.history().entries.count == 1)
    }

    @Test func `files are their owner's alone`() throws {
        try PriceFolder(directory).add(update(1, 3))
        for (name, mode) in [("prices", 0o700), ("prices/00001.json", 0o600)] {
            let facts = try FileManager.default.attributesOfItem(atPath: "\(folder.path)/\(name)")
            #expect(facts[.posixPermissions] as? Int == mode, "\(name)")
        }
    }

    @Test(arguments: [
        ("00001.json", "{", ""),
        ("00002.json", #"{"schema_version":1,"id":1,"taken_at":"2026-11-27T00:00:00Z","undoes":1}"#, "id"),
    ])
    func `a bad file ends the program with its name; later it is warned about and the prices before it stay`(
        name: String, text: String, key: String
    ) throws {
        let warnings = Mutex<[String]>([])
        let running = try source { warning in warnings.withLock { $0.append(warning) } }
        try folder.write("prices/\(name)", text)
        let error = #expect(throws: PriceFileError.self) { try source() }
        #expect(error?.file.hasSuffix("prices/\(name)") == true)
        #expect(key.isEmpty || error?.key == key)
        #expect(input(running) == nil)
        #expect(input(running) == nil)
        #expect(warnings.withLock { $0.count } == 1)
    }

    @Test func `agreements are seen without a restart`() throws {
        let source = try source()
        let before = source.provider.current.revision
        var list = AgreementList()
        list.set(Agreement(account: "a", from: CivilDay(year: 2026, month: 1, day: 1), terms: .discount(100_000)))
        try AgreementFile(directory).write(list)
        #expect(source.provider.current.agreements == list)
        #expect(source.provider.current.revision != before)
        #expect(source.listed.revision == before)
    }
}
