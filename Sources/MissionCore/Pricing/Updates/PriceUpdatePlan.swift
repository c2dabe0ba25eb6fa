// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What taking a collection would change: each rate, old and new, and what is not taken because nobody should believe it.
package struct PriceUpdatePlan: Sendable {
    /// A model that had no price.
    package struct NewModel: Hashable, Sendable {
        /// `provider/model`.
        package var model: String
        package var price: Price
    }

    /// By model, day and rate.
    package private(set) var changes: [PriceChange] = []
    package private(set) var refusals: [PriceRefusal] = []
    package private(set) var newModels: [NewModel] = []
    package private(set) var counts = PriceUpdate.Counts()
    /// Names of what was asked to be accepted although it was not refused.
    package private(set) var unusedAcceptances: [String] = []
    package private(set) var files: [String: [String: PriceUpdate.Model]] = [:]
    package private(set) var named: [String: PriceUpdate.Model] = [:]
    /// Models that were accepted.
    package private(set) var accepted: [String] = []

    private let book: PriceBook
    private let effective: CivilDay
    private let today: CivilDay

    /// Compares a collection with a book.
    ///
    /// - Parameters:
    ///   - book: The prices that hold now, without what only this computer's environment says.
    ///   - effective: From when on the collection's undated prices hold, UTC.
    ///   - today: The day of the update, UTC.
    ///   - accepting: Models whose doubtful prices are taken, as `provider/model` or the model alone.
    package init(
        _ collection: PriceCollection, over book: PriceBook, effective: CivilDay, today: CivilDay,
        accepting: Set<String>
    ) {
        self.book = book
        self.effective = effective
        self.today = today
        refusals = collection.refusals
        counts.skipped = collection.skipped
        for (place, models) in Dictionary(grouping: collection.models, by: place).sorted(by: { $0.key < $1.key }) {
            guard let model = models.first(where: { $0.text == place }) ?? Self.shortest(models) else { continue }
            take(model, accepting)
        }
        counts.refused = Set(refusals.map(\.model)).count
        unusedAcceptances = accepting.filter { name in !accepted.contains { Self.is($0, named: name) } }.sorted()
        refusals.sort { ($0.model, $0.rate) < ($1.model, $1.rate) }
    }

    /// Whether nothing is to be kept.
    package var isEmpty: Bool { files.isEmpty && named.isEmpty }

    /// `file/model` that a row is about: several names may mean one model.
    private func place(_ model: CollectedModel) -> String {
        guard case .file(let file) = model.place else { return "\(model.text) " }
        return "\(file)/\(book.models[file]?[model.name]?.name ?? model.name)"
    }

    /// Of the rows about one model, where none has its own name, the one with the shortest.
    private static func shortest(_ models: [CollectedModel]) -> CollectedModel? {
        models.min { ($0.name.count, $0.name) < ($1.name.count, $1.name) }
    }

    private static func `is`(_ model: String, named name: String) -> Bool {
        model == name || model.hasSuffix("/\(name)")
    }

    private mutating func take(_ collected: CollectedModel, _ accepting: Set<String>) {
        guard let known = known(collected) else {
            // Another spelling of a model that has a price under its own name.
            counts.skipped += 1
            return
        }
        let existing = known.prices
        let prices = prices(of: collected, existing)
        // Collections are full of zeros where they do not know a price.
        guard !prices.isEmpty, existing != nil || !collected.isCollectedForNothing else {
            counts.skipped += 1
            return
        }
        let update = DatedPrices(
            aliases: collected.aliases, prices: prices, effective: effective,
            provenance: PriceProvenance(source: "", date: today))
        let found = existing.map { differences(known.name, $0, $0.superseded(by: update)) }
        if let found, found.isEmpty {
            counts.unchanged += 1
            return
        }
        let doubts = found.map { Self.doubts($0) } ?? Self.doubts(prices, of: known.name)
        if !doubts.isEmpty {
            guard accepting.contains(where: { Self.is(known.name, named: $0) }) else {
                refusals += doubts
                return
            }
            accepted.append(known.name)
        }
        keep(
            collected, as: known.name,
            PriceUpdate.Model(
                aliases: existing == nil ? collected.aliases : [], prices: prices))
        changes += found ?? []
        if existing == nil, let price = prices.last { newModels.append(NewModel(model: known.name, price: price)) }
        counts.changed += existing == nil ? 0 : 1
        counts.new += existing == nil ? 1 : 0
    }

    private mutating func keep(_ collected: CollectedModel, as text: String, _ model: PriceUpdate.Model) {
        switch collected.place {
        case .provider: named[text] = model
        case .file(let file): files[file, default: [:]][String(text.dropFirst(file.count + 1))] = model
        }
    }

    /// The model's own name and its prices; nil where its name is another spelling of a model that has prices.
    private func known(_ collected: CollectedModel) -> (name: String, prices: ModelPrices?)? {
        switch collected.place {
        case .provider(let provider):
            let resolved = book.resolve(provider: provider, model: collected.name)
            if let listed = resolved.listed { return (collected.text, listed) }
            guard case .price(let price) = resolved.lookup(at: Timestamp(seconds: effective.number * 86_400)) else {
                return (collected.text, nil)
            }
            return (collected.text, ModelPrices(name: "", source: "", aliases: [], prices: [price]))
        case .file(let file):
            guard let table = book.models[file] else { return (collected.text, nil) }
            if let row = table[collected.name] { return ("\(file)/\(row.name)", row) }
            let name = ModelName(recordedProvider: file, recordedModel: collected.name)
            return name.spellings.contains { table[$0] != nil } ? nil : (collected.text, nil)
        }
    }

    /// The collection's prices from the effective day on, each filled from what held before.
    private func prices(of collected: CollectedModel, _ existing: ModelPrices?) -> [Price] {
        let now = collected.prices.last { $0.from.map { $0 <= effective } ?? true }
        let later = collected.prices.filter { $0.from.map { $0 > effective } ?? false }
        // What never had a price has one since always: there is none that it could contradict.
        let first = now.map { $0.filled(from: existing?.price(on: effective), on: existing == nil ? nil : effective) }
        return [first].compactMap(\.self)
            + later.map { price in
                price.filled(from: price.from.flatMap { existing?.price(on: $0) }, on: price.from)
            }
    }

    /// How prices differ on each day from the effective one on, on which either changes.
    private func differences(_ model: String, _ old: ModelPrices, _ new: ModelPrices) -> [PriceChange] {
        let days = Set([effective] + (old.prices + new.prices).compactMap(\.from).filter { $0 > effective }).sorted()
        var seen: Set<PriceChange> = []
        return days.flatMap { day -> [PriceChange] in
            guard let now = new.price(on: day), old.price(on: day)?.costsTheSame(as: now) != true else { return [] }
            return now.changes(since: old.price(on: day), of: model, from: day).filter { change in
                var undated = change
                undated.from = nil
                return seen.insert(undated).inserted
            }
        }
    }

    private static func doubts(_ changes: [PriceChange]) -> [PriceRefusal] {
        changes.compactMap { change in
            change.doubt.map { doubt in
                PriceRefusal(
                    model: change.model, rate: change.rate, old: change.text(change.old), new: change.text(change.new),
                    reason: doubt, isAcceptable: true)
            }
        }
    }

    /// Of a new model: nothing says that it is free.
    private static func doubts(_ prices: [Price], of model: String) -> [PriceRefusal] {
        guard let price = prices.first(where: { $0.rates.input.nanodollarsPerMillion == 0 }),
            price.rates.output.nanodollarsPerMillion == 0
        else { return [] }
        return [
            PriceRefusal(
                model: model, rate: "input", old: nil, new: "0", reason: "nothing says that the model is free",
                isAcceptable: true)
        ]
    }
}
