// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// What this computer is called.
enum HostIdentity {
    /// The host's name as a machine of a fleet may be called; empty where it has none.
    static var machine: String {
        var bytes = [CChar](repeating: 0, count: 256)
        guard gethostname(&bytes, bytes.count - 1) == 0 else { return "" }
        let name = String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let plain = name.unicodeScalars.map { scalar in
            CollectedBatch.isMachine(String(scalar)) ? Character(scalar) : "-"
        }
        return String(plain.prefix(64))
    }
}
