// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird

/// Headers that every answer carries, errors included.
struct SecurityHeaders<Context: RequestContext>: RouterMiddleware {
    private let fields: [HTTPFields.Element]

    init() {
        fields = Self.values.compactMap { name, value in
            HTTPFields.Element.Name(name).map { HTTPFields.Element(name: $0, value: value) }
        }
    }

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        for field in fields where !response.headers.contains(field.name) { response.headers.append(field) }
        return response
    }

    private static var values: [(String, String)] {
        [
            (
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
                    + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
            ),
            ("X-Content-Type-Options", "nosniff"),
            // Nothing to other servers. With "no-referrer" browsers would hide the origin of this server's own forms, too.
            ("Referrer-Policy", "same-origin"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Cache-Control", "private, no-cache"),
        ]
    }
}
