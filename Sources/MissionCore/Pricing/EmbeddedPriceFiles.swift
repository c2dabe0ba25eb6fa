// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import CPrices
internal import Foundation

/// The price files that are part of the program.
enum EmbeddedPriceFiles {
    /// All, by name.
    static var all: [(name: String, data: Data)] {
        (0..<mission_price_files_count()).compactMap { index in
            guard let file = mission_price_file_at(index), let name = file.pointee.name else { return nil }
            return (String(cString: name), Data(bytes: file.pointee.bytes, count: file.pointee.count))
        }
    }

    /// One of them.
    static func data(of name: String) -> Data? {
        all.first { $0.name == name }?.data
    }
}
