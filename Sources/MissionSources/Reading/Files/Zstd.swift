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

    /// The four bytes that a frame begins with.
    static let magic: [UInt8] = [0x28, 0xb5, 0x2f, 0xfd]

    /// The whole content of `bytes`.
    ///
    /// - Parameter limit: More than this is not decompressed: a few kilobytes can unfold to gigabytes, and what they claim
    ///   about their size is not to be trusted.
    static func decompress(_ bytes: [UInt8], limit: Int = LineReader.longestLine) throws(Failure) -> [UInt8] {
        let stream = ZstdStream()
        var content: [UInt8] = []
        var start = 0
        while true {
            let (piece, taken) = try stream.next(bytes, from: start)
            start += taken
            if content.count + piece.count > limit { throw .tooLarge }
            content += piece
            if piece.isEmpty, start == bytes.count { break }
        }
        if !stream.isAtEnd || content.isEmpty && bytes.isEmpty { throw .truncated }
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

    /// What comes out of `input` from `start` on, at most a quarter of a megabyte, and how much of the input that took.
    /// Nothing comes out when all of it was taken and more is needed.
    func next(_ input: [UInt8], from start: Int) throws(Zstd.Failure) -> (piece: ArraySlice<UInt8>, taken: Int) {
        guard let stream else { throw .damaged("no memory") }
        let (code, filled, taken) = input.withUnsafeBytes { bytes in
            let bytes = UnsafeRawBufferPointer(rebasing: bytes[min(start, bytes.count)...])
            return buffer.withUnsafeMutableBytes { Self.step(stream, bytes, $0) }
        }
        if ZSTD_isError(code) != 0 { throw .damaged(String(cString: ZSTD_getErrorName(code))) }
        // Without input and output the code only says how long the next frame's header is.
        if taken > 0 || filled > 0 { isAtEnd = code == 0 }
        return (buffer[..<filled], taken)
    }

    private static func step(
        _ stream: OpaquePointer, _ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer
    ) -> (code: Int, filled: Int, taken: Int) {
        var from = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
        var into = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
        while true {
            let code = ZSTD_decompressStream(stream, &into, &from)
            // A step may take input and give nothing yet.
            if ZSTD_isError(code) != 0 || into.pos > 0 || from.pos == from.size { return (code, into.pos, from.pos) }
        }
    }
}
