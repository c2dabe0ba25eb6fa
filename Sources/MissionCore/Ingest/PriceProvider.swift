// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Gives the price book that holds now; a book may change while the program runs.
public struct PriceProvider: Sendable {
    private let provide: @Sendable () -> PriceBook

    /// Always the same book.
    public init(_ book: PriceBook) {
        provide = { book }
    }

    /// A book that may change; `provide` is called once a batch.
    public init(_ provide: @escaping @Sendable () -> PriceBook) {
        self.provide = provide
    }

    /// The book that holds now.
    public var current: PriceBook { provide() }
}

extension PriceProvider {
    /// The prices that the program was built with; none at all where it was built wrongly, which a test rules out.
    public static let embedded = PriceProvider {
        (try? PriceBook.embedded()) ?? PriceBook(revision: "", providers: [:], models: [:])
    }
}
