// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird

/// Refuses requests that are larger than any that makes sense. Header fields are limited by the server's decoder.
struct RequestLimits<Context: RequestContext>: RouterMiddleware {
    /// Bytes of path and query together.
    static var maximumTarget: Int { 8 * 1024 }

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard (request.head.path?.utf8.count ?? 0) <= Self.maximumTarget else {
            throw Problem(
                status: .uriTooLong, code: "target_too_long", title: "Target too long",
                detail: "Path and query may have \(Self.maximumTarget) bytes together.")
        }
        // What may come with other methods is their route's affair.
        if request.hasBody, request.method == .get || request.method == .head { throw Problem.bodyNotExpected }
        return try await next(request, context)
    }
}
