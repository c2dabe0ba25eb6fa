// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import CPrices
internal import Foundation

extension PriceBook {
    /// The book made from the price files that are part of the program.
    ///
    /// - Throws: ``PriceFileError``; never in a program whose tests passed.
    public static func embedded() throws -> PriceBook {
        try PriceBook(files: embeddedFiles)
    }

    private static var embeddedFiles: [(name: String, data: Data)] {
        (0..<mission_price_files_count()).compactMap { index in
            guard let file = mission_price_file_at(index), let name = file.pointee.name else { return nil }
            return (String(cString: name), Data(bytes: file.pointee.bytes, count: file.pointee.count))
        }
    }
}
