// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import MissionCore

/// An answer that knows its tag, so that who has it already is not sent it again.
struct Answer {
    let content: Content
    var headers = HTTPFields()

    init(_ text: String, as mediaType: String) {
        content = Content(ByteBuffer(string: text), as: mediaType)
    }

    init(_ bytes: [UInt8], as mediaType: String) {
        content = Content(ByteBuffer(bytes: bytes), as: mediaType)
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

    /// The answer with the address of the next page, as RFC 8288 tells it.
    ///
    /// - Parameter next: What `after` of that page is; nil where this is the last.
    func followed(by next: String?, of request: Request) -> Answer {
        guard let next, let name = HTTPFieldNames.link else { return self }
        let kept = (request.uri.query ?? "").split(separator: "&").filter { !$0.hasPrefix("after=") }
        let query = (kept.map(String.init) + ["after=\(LocalPath.encoded(next))"]).joined(separator: "&")
        var answer = self
        answer.headers[name] = "<\(request.uri.path)?\(query)>; rel=\"next\""
        return answer
    }

    /// The whole answer, packed where the request allows it, or 304 when the request names its tag.
    func response(to request: Request) -> Response {
        content.response(to: request, headers: headers)
    }
}
