// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import MissionCore

/// An answer that knows its tag, so that who has it already is not sent it again.
struct Answer {
    let content: ByteBuffer
    let mediaType: String
    var headers = HTTPFields()
    let tag: EntityTag

    init(_ text: String, as mediaType: String) {
        content = ByteBuffer(string: text)
        self.mediaType = mediaType
        tag = EntityTag(of: text.utf8)
    }

    static func json(_ value: JSONValue) -> Answer {
        Answer(value.text(), as: "application/json")
    }

    static func json(text: String) -> Answer {
        Answer(text, as: "application/json")
    }

    static func page(_ markup: Markup) -> Answer {
        Answer(markup.text, as: "text/html; charset=utf-8")
    }

    /// The whole answer, or 304 when the request names its tag.
    func response(to request: Request) -> Response {
        var headers = headers
        headers[.eTag] = tag.value
        if tag.matches(request.headers[.ifNoneMatch]) {
            return Response(status: .notModified, headers: headers)
        }
        headers[.contentType] = mediaType
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: content))
    }
}
