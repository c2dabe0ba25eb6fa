// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import CZlib

extension Gzip {
    /// How much work goes into packing. On reports a higher effort than `quick` takes half as long again for a few percent.
    package enum Effort: Int32 {
        /// For what is packed each time.
        case quick = 5
        /// For what is packed once.
        case thorough = 9
    }

    /// One member that holds `bytes`. The same bytes give the same member: neither a time nor a name is in it.
    ///
    /// - Returns: nil where the library has no memory, or for 4 GiB and more.
    package static func compress(_ bytes: [UInt8], effort: Effort = .quick) -> [UInt8]? {
        guard let count = UInt32(exactly: bytes.count) else { return nil }
        // The library keeps the address of its stream, so it must not move.
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        defer { stream.deallocate() }
        let size = Int32(MemoryLayout<z_stream>.size)
        // The largest window, and 16 for gzip; 8 is the library's usual share of memory.
        let code = deflateInit2_(
            stream, effort.rawValue, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
        guard code == Z_OK else { return nil }
        defer { deflateEnd(stream) }
        return bytes.withUnsafeBufferPointer { input in
            // The library only reads from it.
            stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
            stream.pointee.avail_in = count
            return drain(stream)
        }
    }

    /// Everything that comes out; nil when it does not come to its end.
    private static func drain(_ stream: UnsafeMutablePointer<z_stream>) -> [UInt8]? {
        var packed: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        let capacity = buffer.count
        while true {
            let code = buffer.withUnsafeMutableBufferPointer { output in
                stream.pointee.next_out = output.baseAddress
                stream.pointee.avail_out = UInt32(clamping: capacity)
                return deflate(stream, Z_FINISH)
            }
            packed += buffer[..<(capacity - Int(stream.pointee.avail_out))]
            switch code {
            case Z_STREAM_END: return packed
            case Z_OK: continue
            default: return nil
            }
        }
    }
}
