// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import CPrices
internal import Foundation

/// The price files that are part of the program.
enum EmbeddedPriceFiles {
    /// All, by name. Nothing is copied: their bytes are the program's.
    static var all: [(name: String, data: Data)] {
        (0..<mission_price_files_count()).compactMap { index in
            guard let file = mission_price_file_at(index), let name = file.pointee.name else { return nil }
            let bytes = UnsafeMutableRawPointer(mutating: file.pointee.bytes)
            return (
                String(cString: name),
                bytes.map { Data(bytesNoCopy: $0, count: file.pointee.count, deallocator: .none) } ?? Data()
            )
        }
    }

    /// One of them.
    static func data(of name: String) -> Data? {
        all.first { $0.name == name }?.data
    }
}
