// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Foundation
internal import MissionCore
internal import MissionDelivery

/// `mctl prices update`
struct PricesUpdate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "update", abstract: "Take prices from a published collection or a file.",
        discussion: """
            From the day of the update on, or from --effective on, the prices hold that changed and those of models without \
            one; older calls keep theirs. What nobody should believe is named and left out: a rate that changes more than \
            tenfold, that was paid and would be free, or that is no amount. Nothing that was counted changes: `mctl reprice` \
            does that.

            litellm and genai-prices stand for the published collections, which are fetched from GitHub; nothing else is ever \
            fetched, and nothing is sent. A file may be in either shape, or hold rates of your own in US dollars per million \
            tokens: { "acme/rocket-1": { "input": 3, "output": 15 } }, with or without "rates_usd_per_million" around it.
            """)

    @Option(
        help: ArgumentHelp(
            "A file, an https address, litellm or genai-prices.", valueName: "source"))
    var from: String

    @Option(help: ArgumentHelp("The first day, UTC, on which the prices hold; today by default.", valueName: "day"))
    var effective: String?

    @Option(help: ArgumentHelp("Take this model although its price is hard to believe.", valueName: "model"))
    var accept: [String] = []

    @Flag(help: "Say what would change, and keep nothing.")
    var dryRun = false

    @OptionGroup var global: GlobalOptions

    func validate() throws { _ = try day(today: CivilDay(number: 0)) }

    private func day(today: CivilDay) throws -> CivilDay {
        try DayReader(today: today).day(effective, option: "--effective") ?? today
    }

    func run() async throws {
        try await CommandFailure.reporting {
            let now = Present.now
            let today = CivilDay(number: now.seconds.floorDivided(by: 86_400))
            let document = try await PriceDocument(from)
            let collection = try PriceCollection(document.data, file: document.origin)
            let folder = PriceFolder(global.directory)
            let history = try folder.history()
            let plan = PriceUpdatePlan(
                collection, over: try PriceSource(global.directory).listed, effective: try day(today: today),
                today: today, accepting: Set(accept.map { $0.lowercased() }))
            if let name = plan.unusedAcceptances.first {
                throw CommandFailure(
                    status: .usage, message: "--accept \(name): nothing of it was refused, or it cannot be accepted")
            }
            let update = PriceUpdate(
                id: history.nextID, takenAt: now, effective: try day(today: today), source: collection.format.rawValue,
                origin: document.origin, sha256: document.sha256, bytes: Int64(document.data.count),
                counts: plan.counts, accepted: plan.accepted, files: plan.files, named: plan.named, fingerprint: "")
            let isKept = !dryRun && !plan.isEmpty
            if isKept { try folder.add(.update(update)) }
            let outcome = PriceUpdateOutcome(
                update: update, plan: plan, isDryRun: dryRun, isKept: isKept, today: today)
            Console.output(global.json ? outcome.json.text(.indented) : outcome.text)
            if plan.isEmpty, !plan.refusals.isEmpty { throw ExitCode(ExitStatus.configuration.rawValue) }
        }
    }
}

/// What prices are read from.
private struct PriceDocument {
    let data: Data
    /// The address, or the file as it was named.
    let origin: String
    var sha256: String { PriceBook.sha256(of: data) }

    init(_ source: String) async throws {
        let known = PriceCollection.Format(rawValue: source)?.address
        guard let address = known ?? (source.contains("://") ? source : nil) else {
            data = try Self.read(source)
            origin = source
            return
        }
        origin = address
        do {
            data = try await DocumentDownload(address).fetch()
        } catch let failure as DocumentDownload.Failure {
            throw CommandFailure(status: failure.isRefused ? .usage : .unavailable, message: failure.reason)
        }
        Console.message("fetched \(address): \(Int64(data.count).groupedString) bytes")
    }

    private static func read(_ path: String) throws -> Data {
        let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int
        guard let size, let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure(status: .noInput, message: "\(path) cannot be read")
        }
        guard size <= DocumentDownload.longest else {
            throw CommandFailure(status: .noInput, message: "\(path) has more than 32 MiB: that is no price list")
        }
        return data
    }
}
