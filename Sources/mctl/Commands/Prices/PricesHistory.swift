// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore

/// `mctl prices history`
struct PricesHistory: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "What was taken, from where and when, and what was dropped again.",
        discussion: "With a model, the prices that each update brought for it.")

    @Argument(help: "Only updates of this model, as provider/model or the model alone.")
    var model: String?

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let history = try PriceFolder(global.directory).history()
            let listing = PriceHistoryListing(history: history, model: model?.lowercased())
            if let model, listing.isEmpty {
                throw CommandFailure(status: .noInput, message: "no update has a price of “\(model)”")
            }
            Console.output(global.json ? listing.json.text(.indented) : listing.text)
        }
    }
}

/// `mctl prices undo`
struct PricesUndo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo", abstract: "Drop the last update: the prices before it hold again.",
        discussion: "Calls that were stamped meanwhile keep their cost, as they do whenever prices change.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let folder = PriceFolder(global.directory)
            let history = try folder.history()
            guard let last = history.updates.last else {
                throw CommandFailure(status: .noInput, message: "no update holds that could be dropped")
            }
            let entry = PriceHistoryEntry.undo(id: history.nextID, takenAt: Present.now, undoes: last.id)
            try folder.add(entry)
            if global.json { return Console.output(entry.json.text(.indented)) }
            let count = last.models.count
            Console.output(
                "Update \(last.id) is dropped, with the prices of \(count == 1 ? "1 model" : "\(count) models").\n")
        }
    }
}

/// The history of prices as a list.
struct PriceHistoryListing {
    var history: PriceHistory
    /// In lower case; nil for all.
    var model: String?

    private var entries: [PriceHistoryEntry] {
        guard let model else { return history.entries }
        return history.entries.filter { entry in
            guard case .update(let update) = entry else { return false }
            return update.models.contains { Self.is($0, named: model) }
        }
    }

    var isEmpty: Bool { entries.isEmpty }

    private static func `is`(_ name: String, named model: String) -> Bool {
        name == model || name.hasSuffix("/\(model)")
    }

    /// The models of an update that were asked for.
    private func prices(_ update: PriceUpdate) -> [(name: String, price: Price)] {
        let files = update.files.flatMap { file, models in models.map { ("\(file)/\($0.key)", $0.value) } }
        return (files + update.named.map { ($0.key, $0.value) }).sorted { $0.0 < $1.0 }
            .filter { pair in model.map { Self.is(pair.0, named: $0) } ?? false }
            .flatMap { pair in pair.1.prices.map { (pair.0, $0) } }
    }

    var text: String {
        guard !isEmpty else { return "Nothing was taken; all prices are the program's own.\n" }
        let dropped = history.dropped
        let header = ["No.", "Taken", "From", "Source", "Changed", "New", "Refused", "Holds", "Origin"]
        let rows = entries.flatMap { entry -> [[String]] in
            switch entry {
            case .undo(let id, let takenAt, let undoes):
                [["\(id)", takenAt.iso8601, "", "undo", "", "", "", "", "drops update \(undoes)"]]
            case .update(let update):
                [
                    [
                        "\(update.id)", update.takenAt.iso8601, update.effective.description, update.source,
                        update.counts.changed.groupedString, update.counts.new.groupedString,
                        update.counts.refused.groupedString, dropped[update.id].map { "until \($0)" } ?? "yes",
                        update.origin,
                    ]
                ]
                    + prices(update).map { name, price in
                        [
                            "", "", price.from?.description ?? "always", "", "", "", "", "",
                            "\(name): \(price.rates.input.shortDollars) in, \(price.rates.output.shortDollars) out",
                        ]
                    }
            }
        }
        return Columns([header] + rows).text
    }

    var json: JSONValue {
        let dropped = history.dropped
        return [
            "schema_version": 1,
            "entries": .array(
                entries.map { entry -> JSONValue in
                    guard case .update(let update) = entry else { return entry.json }
                    let head: JSONValue = [
                        "id": .integer(update.id), "taken_at": .string(update.takenAt.iso8601),
                        "dropped_by": JSONValue(dropped[update.id]),
                    ]
                    let prices = prices(update).map { name, price -> JSONValue in
                        [
                            "model": .string(name), "from": JSONValue(price.from?.description),
                            "rates": price.rates.dollars,
                        ]
                    }
                    return head.appending(update.facts).appending([
                        "models": .array(update.models.map(JSONValue.string)), "prices": .array(prices),
                    ])
                }),
        ]
    }
}
