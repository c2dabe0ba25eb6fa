// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension PriceBook {
    /// The book made from the price files that are part of the program.
    ///
    /// - Throws: ``PriceFileError``; never in a program whose tests passed.
    package static func embedded() throws -> PriceBook {
        try PriceBook(files: EmbeddedPriceFiles.all)
    }
}
