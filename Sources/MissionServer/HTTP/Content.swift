// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird

/// A whole content that can be sent as it is or packed, each with a tag of its own: strong tags mean the same bytes.
struct Content: Sendable {
    let plain: ByteBuffer
    let mediaType: String
    let tag: EntityTag
    /// The packed form where it is kept; it is made each time where it is not.
    var packed: ByteBuffer?

    init(_ bytes: ByteBuffer, as mediaType: String) {
        plain = bytes
        self.mediaType = mediaType
        tag = EntityTag(of: bytes.readableBytesView)
    }

    /// Bytes below which packing saves less than it costs: they fit one packet with their header.
    static let smallestPacked = 1024

    /// Whether packing makes sense.
    var isPackable: Bool {
        let isText =
            mediaType.hasPrefix("text/") || mediaType.contains("json") || mediaType.contains("javascript")
            || mediaType.hasPrefix("image/svg+xml")
        return isText && plain.readableBytes >= Self.smallestPacked
    }

    /// The content with its packed form, made once.
    func packedOnce() -> Content {
        var content = self
        content.packed = packed(.thorough)
        return content
    }

    /// The content in the form that the request allows, or 304 when it has one of the forms already.
    func response(to request: Request, headers: HTTPFields = [:]) -> Response {
        var headers = headers
        if isPackable { headers[.vary] = "Accept-Encoding" }
        let isPacked = isPackable && request.allowsGzip
        let tags = isPacked ? [tag.packed, tag] : [tag, tag.packed]
        // Both forms are the same content, so whoever has one needs none; the tag tells the form that is still good.
        if request.isReading, let known = tags.first(where: { $0.matches(request.headers[.ifNoneMatch]) }) {
            headers[.eTag] = known.value
            return Response(status: .notModified, headers: headers)
        }
        headers[.contentType] = mediaType
        guard isPacked, let packed = packed ?? packed(.quick) else {
            headers[.eTag] = tag.value
            return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: plain))
        }
        headers[.eTag] = tag.packed.value
        headers[.contentEncoding] = "gzip"
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: packed))
    }

    /// Nil where packing makes no sense or nothing smaller.
    private func packed(_ effort: Gzip.Effort) -> ByteBuffer? {
        guard isPackable, let bytes = Gzip.compress(Array(plain.readableBytesView), effort: effort),
            bytes.count < plain.readableBytes
        else { return nil }
        return ByteBuffer(bytes: bytes)
    }
}

extension Request {
    /// Whether the request only reads.
    var isReading: Bool { method == .get || method == .head }
}
