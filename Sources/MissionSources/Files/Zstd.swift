// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import CZstd

/// Decompresses Zstandard, with the system's library.
enum Zstd {
    /// Why something could not be decompressed.
    enum Failure: Error, Equatable {
        /// It is no Zstandard frame, or a damaged one; the text is the library's.
        case damaged(String)
        /// It ends in the middle of a frame.
        case truncated
        /// What it holds is larger than the caller allows.
        case tooLarge

        /// For people.
        var reason: String {
            switch self {
            case .damaged(let what): "the compressed data is damaged (\(what))"
            case .truncated: "the compressed data ends in the middle"
            case .tooLarge: "what is compressed is too large"
            }
        }
    }

    /// The four bytes that each frame begins with.
    static let magic: [UInt8] = [0x28, 0xb5, 0x2f, 0xfd]

    /// The whole content of `bytes`.
    ///
    /// - Parameter limit: More than this is not decompressed: a few kilobytes can unfold to gigabytes, and what they claim
    ///   about their size is not to be trusted.
    static func decompress(
        _ bytes: UnsafeRawBufferPointer, limit: Int = LineReader.longestLine
    ) throws(Failure) -> [UInt8] {
        let stream = ZstdStream()
        var content: [UInt8] = []
        var rest = bytes[...]
        while true {
            let chunk = try stream.next(&rest)
            if content.count + chunk.count > limit { throw .tooLarge }
            content += chunk
            if chunk.isEmpty, rest.isEmpty { break }
        }
        if !stream.isAtEnd { throw .truncated }
        return content
    }
}

/// Decompresses a stream piece by piece into one buffer that it keeps, so that memory stays bounded whatever comes out.
final class ZstdStream {
    private let stream: OpaquePointer?
    private var buffer = [UInt8](repeating: 0, count: 256 << 10)
    /// Whether all frames so far ended where they should.
    private(set) var isAtEnd = true

    init() {
        stream = ZSTD_createDStream()
    }

    deinit {
        ZSTD_freeDStream(stream)
    }

    /// Takes from the beginning of `input` and gives what comes out, at most a quarter of a megabyte; nothing when more
    /// input is needed.
    func next(_ input: inout Slice<UnsafeRawBufferPointer>) throws(Zstd.Failure) -> ArraySlice<UInt8> {
        let source = UnsafeRawBufferPointer(rebasing: input)
        var from = ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: 0)
        let (code, filled) = buffer.withUnsafeMutableBytes { bytes in
            var into = ZSTD_outBuffer(dst: bytes.baseAddress, size: bytes.count, pos: 0)
            var code = 0
            // A step may take input and give nothing yet.
            repeat { code = ZSTD_decompressStream(stream, &into, &from) } while ZSTD_isError(code) == 0
                && into.pos == 0 && from.pos < from.size
            return (code, into.pos)
        }
        if ZSTD_isError(code) != 0 { throw .damaged(String(cString: ZSTD_getErrorName(code))) }
        if from.pos > 0 || filled > 0 { isAtEnd = code == 0 }
        input = input.dropFirst(from.pos)
        return buffer[..<filled]
    }
}
