// Mission Control
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    internal import Glibc
#endif

/// How many places the C library keeps freed memory in.
///
/// It makes one for every thread that asks while others do, up to eight for each processor, and what a batch of calls held in
/// one of them serves no other. Two are enough for two readers and a ledger, and keep a first reading of years small.
enum MemoryArenas {
    static func limit() {
        #if canImport(Glibc)
            // The header with the function is in no module.
            guard let symbol = dlsym(nil, "mallopt") else { return }
            let setOption = unsafeBitCast(symbol, to: (@convention(c) (CInt, CInt) -> CInt).self)
            _ = setOption(maximumOption, 2)
        #endif
    }

    /// `M_ARENA_MAX`.
    private static let maximumOption: CInt = -8
}
