// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// Makes JSON of what some programs write as JSON: `NaN` and `Infinity` outside texts become texts, so that the model that
/// has such a rate can be named and all others are read.
enum LenientNumbers {
    private static let words = ["-Infinity", "Infinity", "NaN"].map { Array($0.utf8) }

    static func quoted(_ data: Data) -> Data {
        guard words.contains(where: { data.firstRange(of: $0) != nil }) else { return data }
        let bytes = [UInt8](data)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + 64)
        var (index, isText) = (0, false)
        while index < bytes.count {
            let byte = bytes[index]
            if isText, byte == 0x5c, index + 1 < bytes.count {
                result += bytes[index...(index + 1)]
                index += 2
                continue
            }
            if byte == 0x22 { isText.toggle() }
            if !isText, let word = words.first(where: { bytes[index...].starts(with: $0) }) {
                result += [0x22] + word + [0x22]
                index += word.count
                continue
            }
            result.append(byte)
            index += 1
        }
        return Data(result)
    }
}
