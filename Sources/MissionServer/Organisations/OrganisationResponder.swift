// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import MissionCore

/// Answers each request by the organisation whose token or session it came with.
///
/// An organisation is a whole server with a ledger, tokens and sessions of its own: what answers cannot see another's. Nothing is
/// looked up by a name that a request could choose.
struct OrganisationResponder: HTTPResponder {
    typealias Context = MissionContext

    /// An organisation: who may ask it, and who answers.
    struct Tenant: Sendable {
        let access: AccessControl
        let responder: RouterResponder<MissionContext>
    }

    /// Answers its own, and who comes without a token of anybody: with the way in, and with nothing else.
    let house: RouterResponder<MissionContext>
    let others: [Tenant]

    func respond(to request: Request, context: MissionContext) async throws -> Response {
        let tenant = others.first { Self.lets(request, into: $0) }
        if let tenant { return try await tenant.responder.respond(to: request, context: context) }
        guard request.method == .post, request.uri.path == SignIn.path else {
            return try await house.respond(to: request, context: context)
        }
        return try await signIn(request, context)
    }

    private static func lets(_ request: Request, into tenant: Tenant) -> Bool {
        // Tokens that cannot be read let nobody in, and keep nobody else out.
        guard let grant = try? tenant.access.grant(request), case .token = grant else { return false }
        return true
    }

    /// Whoever signs in shows the token in a form.
    private func signIn(_ request: Request, _ context: MissionContext) async throws -> Response {
        let bytes: [UInt8]
        do { bytes = try await request.content(SignIn.limits) } catch let problem as Problem {
            return problem.response(to: request)
        }
        var head = request.head
        head.headerFields[.contentEncoding] = nil
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer(bytes: bytes)))
        let secret = (try? FormFields(bytes)).map { SignIn.secret(in: $0) }
        let tenant = others.first { tenant in secret.flatMap { try? tenant.access.token($0) } != nil }
        return try await (tenant?.responder ?? house).respond(to: request, context: context)
    }
}
