// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird

/// Refuses requests that are larger than any that makes sense. What is larger still the server's decoder refuses, with an empty 400.
struct RequestLimits<Context: RequestContext>: RouterMiddleware {
    /// Bytes of path and query together.
    static var maximumTarget: Int { 8 * 1024 }
    /// Bytes of one header field, its name included.
    static var maximumField: Int { 16 * 1024 }
    /// Bytes of all header fields together.
    static var maximumFields: Int { 32 * 1024 }
    /// How many header fields there may be.
    static var maximumFieldCount: Int { 100 }

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard (request.head.path?.utf8.count ?? 0) <= Self.maximumTarget else {
            throw Problem(
                status: .uriTooLong, code: "target_too_long", title: "Target too long",
                detail: "Path and query may have \(Self.maximumTarget) bytes together.")
        }
        try checkFields(request)
        return try await next(request, context)
    }

    private func checkFields(_ request: Request) throws {
        let sizes = request.headers.map { $0.name.canonicalName.utf8.count + $0.value.utf8.count }
        guard sizes.count <= Self.maximumFieldCount, sizes.allSatisfy({ $0 <= Self.maximumField }),
            sizes.reduce(0, +) <= Self.maximumFields
        else {
            throw Problem(
                status: .requestHeaderFieldsTooLarge, code: "fields_too_large", title: "Header fields too large",
                detail: "There may be \(Self.maximumFieldCount) header fields, of \(Self.maximumField) bytes each and"
                    + " \(Self.maximumFields) bytes together.", headers: [.connection: "close"])
        }
    }
}
