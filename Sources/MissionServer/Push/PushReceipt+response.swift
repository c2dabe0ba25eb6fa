// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import Logging
internal import MissionCore

extension PushReceipt {
    /// The answer to whoever pushed it: 200 means committed.
    ///
    /// - Throws: A ``Problem`` where the key belongs to something else.
    func response() throws -> Response {
        switch self {
        case .committed(let answer):
            return Self.response(answer)
        case .repeated(let answer):
            var response = Self.response(answer)
            if let name = HTTPFieldNames.idempotencyReplayed { response.headers[name] = "true" }
            return response
        case .conflict:
            throw Problem(
                status: .unprocessableContent, code: "key_reused", title: "Key reused",
                detail: "This Idempotency-Key came with another body before; nothing of this one was kept.")
        }
    }

    private static func response(_ answer: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: answer)))
    }
}

extension Request {
    /// What the pusher calls the push; nil where it gives no name.
    ///
    /// - Throws: A ``Problem`` where it is none that can be remembered.
    func idempotencyKey() throws -> String? {
        let fields = HTTPFieldNames.idempotencyKey.map { headers[values: $0] } ?? []
        guard let key = fields.first else { return nil }
        let isPlain = key.utf8.allSatisfy { (0x21...0x7e).contains($0) }
        guard fields.count == 1, isPlain, (1...255).contains(key.utf8.count) else {
            throw Problem.badRequest("The Idempotency-Key must be one of 1 to 255 visible ASCII characters.")
        }
        return key
    }
}

extension QueryParameter {
    /// The header field that names a push.
    static let idempotencyKey = QueryParameter(
        "Idempotency-Key", "1 to 255 visible characters, new for each push.", .string("^[!-~]{1,255}$"))
}

extension Logger {
    /// Runs a commit of what was pushed. Where the ledger is full or busy nothing of it was committed, so sending it again is harmless.
    ///
    /// - Parameter what: What it is, for the log.
    /// - Throws: ``Problem``, `CancellationError`.
    func committing<Value>(_ what: String, _ commit: () async throws -> Value) async throws -> Value {
        do { return try await commit() } catch let error as CancellationError { throw error } catch {
            self.error("\(what) could not be committed", metadata: ["error": "\(error)"])
            throw Problem.notCommitted
        }
    }
}

extension Problem {
    /// The ledger is full or busy.
    fileprivate static let notCommitted = Problem(
        status: .serviceUnavailable, code: "not_committed", title: "Not committed",
        detail: "The ledger cannot be written now; nothing of this was kept. Send it again later.",
        headers: [.retryAfter: "5"])
}
