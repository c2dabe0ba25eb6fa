// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Gives the price book that holds now; a book may change while the program runs.
package struct PriceProvider: Sendable {
    private let provide: @Sendable () -> PriceBook

    /// Always the same book.
    package init(_ book: PriceBook) {
        provide = { book }
    }

    /// A book that may change; `provide` is called once a batch.
    package init(_ provide: @escaping @Sendable () -> PriceBook) {
        self.provide = provide
    }

    /// The book that holds now.
    package var current: PriceBook { provide() }
}

extension PriceProvider {
    /// The prices that the program was built with; none at all where it was built wrongly, which a test rules out.
    package static let embedded = PriceProvider {
        (try? PriceBook.embedded()) ?? PriceBook(revision: "", providers: [:], models: [:])
    }
}
