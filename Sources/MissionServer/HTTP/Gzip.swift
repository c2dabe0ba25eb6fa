// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import CZlib

/// Packs and unpacks gzip, with the system's library.
package enum Gzip {
    /// Why something could not be unpacked.
    enum Failure: Error, Equatable {
        /// It is no gzip, or a damaged one.
        case damaged
        /// It ends in the middle.
        case truncated
        /// What it holds is larger than the caller allows.
        case tooLarge
    }

    /// The whole content of `bytes`, which may be several members one behind the other.
    ///
    /// - Parameter limit: No more than this is unpacked, whatever the data claims about its size.
    static func decompress(_ bytes: [UInt8], limit: Int) throws(Failure) -> [UInt8] {
        guard let stream = GzipStream() else { throw .damaged }
        var content: [UInt8] = []
        var start = 0
        while true {
            let step = stream.next(bytes, from: start)
            start += step.taken
            if step.piece.count > limit - content.count { throw .tooLarge }
            content += step.piece
            switch step.state {
            case .going: continue
            case .starving: throw .truncated
            case .damaged: throw .damaged
            case .ended:
                if start == bytes.count { return content }
                stream.reset()
            }
        }
    }
}

/// Unpacks a stream piece by piece into one buffer that it keeps.
private final class GzipStream {
    enum State {
        case going
        case ended
        /// All input is used up and the end was not reached.
        case starving
        case damaged
    }

    /// The library keeps the address of its stream, so it must not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private var buffer = [UInt8](repeating: 0, count: 64 << 10)
    /// The largest window, and 16 for "gzip only".
    private static let windowBits: Int32 = 15 + 16

    init?() {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let size = Int32(MemoryLayout<z_stream>.size)
        guard inflateInit2_(stream, Self.windowBits, ZLIB_VERSION, size) == Z_OK else {
            stream.deallocate()
            return nil
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    func reset() {
        inflateReset(stream)
    }

    /// What comes out of `input` from `start` on, and how much of the input that took.
    func next(_ input: [UInt8], from start: Int) -> (state: State, piece: ArraySlice<UInt8>, taken: Int) {
        let capacity = buffer.count
        let code = input.withUnsafeBufferPointer { bytes in
            let rest = bytes[min(start, bytes.count)...]
            // The library only reads from it.
            stream.pointee.next_in = UnsafeMutablePointer(mutating: UnsafeBufferPointer(rebasing: rest).baseAddress)
            stream.pointee.avail_in = UInt32(clamping: rest.count)
            return buffer.withUnsafeMutableBufferPointer { output in
                stream.pointee.next_out = output.baseAddress
                stream.pointee.avail_out = UInt32(clamping: capacity)
                return inflate(stream, Z_NO_FLUSH)
            }
        }
        let taken = min(input.count - start, Int(UInt32.max)) - Int(stream.pointee.avail_in)
        let piece = buffer[..<(capacity - Int(stream.pointee.avail_out))]
        let state: State =
            switch code {
            case Z_OK: .going
            case Z_STREAM_END: .ended
            case Z_BUF_ERROR: .starving
            default: .damaged
            }
        return (state, piece, taken)
    }
}
