// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Crypto
internal import Foundation

extension PriceBook {
    /// The book made from the price files that are part of the program. A provider's file is decoded when its first price is
    /// asked for; tests decode all of them.
    ///
    /// - Throws: ``PriceFileError``; never in a program whose tests passed.
    package static func embedded() throws -> PriceBook {
        var (digest, providers) = (SHA256(), [String: ProviderRoute]())
        var decoders: [String: @Sendable () -> PriceTables.Table?] = [:]
        for (name, data) in EmbeddedPriceFiles.all.sorted(by: { $0.name < $1.name }) {
            digest.update(data: Data(name.utf8))
            digest.update(data: data)
            switch name {
            case "names.json": break
            case "providers.json": providers = try routes(from: data, name: name)
            default: decoders[String(name.dropLast(".json".count))] = { try? table(from: data, name: name).models }
            }
        }
        return PriceBook(
            revision: revision(digest.finalize()), providers: providers, models: PriceTables(decoders: decoders))
    }
}
