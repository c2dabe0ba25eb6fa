// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Hummingbird
import HummingbirdTesting
import MissionCore
import MissionSources
import MissionTesting
import Synchronization
import Testing

@testable import MissionServer

/// A server that needs tokens, and what browsers and programs get of it.
@Suite struct AccessTests {
    private static let browser: HTTPFields = [.accept: "text/html,application/xhtml+xml,*/*;q=0.8"]

    private func get(
        _ path: String, _ tokens: Tokens, _ headers: HTTPFields = [:], method: HTTPRequest.Method = .get,
        body: String = ""
    ) async throws -> TestResponse {
        try await tokens.served.application.test(.router) { client in
            try await client.execute(uri: path, method: method, headers: headers, body: ByteBuffer(string: body)) { $0 }
        }
    }

    @Test func `every route but the way in needs a token, whatever its method`() async throws {
        let tokens = Tokens()
        let server = MissionServer(
            reader: MemoryLedger(), feed: LiveFeed(), endpoints: PushEndpoints.all, tokens: { AccessTokenList() }
        ) { HealthReport() }
        for path in server.paths {
            for method in [HTTPRequest.Method.get, .head, .post, .put, .delete, .patch, .options] {
                let response = try await get(path.replacing("{name}", with: "dashboard.css"), tokens, method: method)
                let isOpen = ["/livez", "/login", "/logout", "/assets/{name}"].contains(path)
                // Of an open path other methods need a token like everything that is not known.
                #expect(isOpen || response.status == .unauthorized, "\(method) \(path)")
            }
        }
        #expect(try await get("/livez", tokens).status == .ok)
        #expect(try await get("/assets/dashboard.css", tokens).status == .ok)
        #expect(try await get("/nothing", tokens).status == .unauthorized)
    }

    @Test func `a server beyond loopback that was given no tokens answers nobody`() async throws {
        let address = try #require(ListenAddress("0.0.0.0"))
        let application = MissionServer(
            reader: MemoryLedger(), feed: LiveFeed(), options: ServerOptions(address: address, port: 80)
        ) { HealthReport() }.application
        try await application.test(.router) { client in
            try await client.execute(uri: "/api/costs", method: .get) { #expect($0.status == .unauthorized) }
            try await client.execute(uri: "/livez", method: .get) { #expect($0.status == .ok) }
        }
    }

    @Test func `a loopback server needs no token and has nothing to sign in to`() async throws {
        try await Served().application.test(.router) { client in
            try await client.execute(uri: "/api/costs", method: .get, headers: [.authorization: "Bearer x"]) {
                #expect($0.status == .ok)
            }
            try await client.execute(uri: "/login", method: .get) { #expect($0.status == .notFound) }
        }
    }

    @Test func `what a token allows is decided by the route that answers`() async throws {
        let tokens = Tokens()
        let push = #"{"at":"2026-11-21T08:00:00Z","provider":"openai","model":"gpt-5.2","output_tokens":1}"#
        for scope in AccessScope.allCases {
            let headers: HTTPFields = [
                .authorization: "Bearer \(tokens.secret(scope).text)", .contentType: "application/json",
            ]
            let reads = try await get("/api/costs", tokens, headers).status
            let pushes = try await get("/api/v1/events", tokens, headers, method: .post, body: push).status
            let changes = try await get("/api/v1/budgets/b", tokens, headers, method: .delete).status
            #expect(reads == (scope == .push ? .forbidden : .ok))
            #expect(pushes == (scope == .read ? .forbidden : .ok))
            // There is no such budget, which only who may change learns.
            #expect(changes == (scope == .write ? .notFound : .forbidden))
        }
    }

    @Test func `a token holds until it expires or is revoked, and so do its sessions`() async throws {
        let tokens = Tokens()
        let bearer: HTTPFields = [.authorization: "Bearer \(tokens.secret(.read).text)"]
        let cookie: HTTPFields = [.cookie: "other=1; mission_session=x; mission_session=\(tokens.session(.read))"]
        try await tokens.served.application.test(.router) { client in
            func statuses() async throws -> [HTTPResponse.Status] {
                var statuses: [HTTPResponse.Status] = []
                for headers in [bearer, cookie] {
                    statuses.append(
                        try await client.execute(uri: "/api/costs", method: .get, headers: headers) { $0.status })
                }
                return statuses
            }
            let atFirst = try await statuses()
            #expect(atFirst == [.ok, .unauthorized])
            tokens.remove("read")
            let revoked = try await statuses()
            #expect(revoked == [.unauthorized, .unauthorized])
            tokens.breaks()
            let broken = try await statuses()
            #expect(broken == [.serviceUnavailable, .unauthorized])
        }
    }

    @Test func `a session ends with its token, its time, and by signing out`() throws {
        let tokens = Tokens()
        let control = AccessControl(clock: FixedClock(Served.now)) { try tokens.list() }
        let token = try #require(try control.token(tokens.secret(.read)))
        let (first, second) = (control.signIn(with: token), control.signIn(with: token))
        let request = { (session: AccessSecret) in
            Request(
                head: HTTPRequest(
                    method: .get, scheme: nil, authority: nil, path: "/",
                    headerFields: [.cookie: "mission_session=\(session.text)"]), body: RequestBody(buffer: ByteBuffer())
            )
        }
        func isGood(_ session: AccessSecret) throws -> Bool {
            if case .token(let found, session: .some) = try control.grant(request(session)) { return found == token }
            return false
        }
        #expect(try isGood(first) && isGood(second))
        let grant = try control.grant(request(second))
        #expect(control.stillHolds(grant))
        control.signOut(first)
        #expect(try !isGood(first) && isGood(second))
        tokens.remove("read")
        #expect(try !isGood(second))
        #expect(!control.stillHolds(grant))
        let table = SessionTable()
        let session = table.begin(with: token, at: Served.now)
        #expect(
            table.token(of: session, at: Served.now.advanced(byMilliseconds: SessionTable.longest - 1)) == token.digest)
        #expect(table.token(of: session, at: Served.now.advanced(byMilliseconds: SessionTable.longest)) == nil)
        for step in 1...Int64(SessionTable.most) {
            _ = table.begin(with: token, at: Served.now.advanced(byMilliseconds: step))
        }
        #expect(table.token(of: session, at: Served.now) == nil)
    }

    @Test func `a browser is sent to sign in and comes back, also from an address with odd characters`() async throws {
        let response = try await get("/api/costs?tz=%3Cb%3E", Tokens(), Self.browser)
        #expect(response.status == .seeOther)
        #expect(response.headers[.location] == "/login?next=/api/costs%3Ftz%3D%253Cb%253E")
        let page = try await get(response.headers[.location] ?? "", Tokens(), Self.browser)
        #expect(page.text.contains("value=\"/api/costs?tz=%3Cb%3E\""))
        #expect(page.headers[.cacheControl] == "no-store" && !page.text.contains(" style="))
        #expect(try await get("/", Tokens(), Self.browser, method: .post).status == .unauthorized)
        var script = Self.browser
        script[try #require(HTTPFields.Element.Name("Sec-Fetch-Dest"))] = "empty"
        #expect(try await get("/breakdown", Tokens(), script).status == .unauthorized)
    }

    @Test func `failures wait, so many at once, and others are told to come later`() async throws {
        let gate = SignInGate(limit: 2, delay: .seconds(30))
        let waiting = (0..<2).map { _ in Task { try await gate.slowDown() } }
        var problem: Problem?
        while problem == nil {
            // Until both wait, this one waits itself; it is then ended.
            let third = Task { try await gate.slowDown() }
            try await Task.sleep(for: .milliseconds(20))
            third.cancel()
            do { try await third.value } catch let error as Problem { problem = error } catch {}
        }
        #expect(problem?.code == "too_many_failures" && problem?.headers[.retryAfter] == "5")
        for task in waiting { task.cancel() }
        for task in waiting { _ = try? await task.value }
        try await SignInGate(limit: 1, delay: .zero).slowDown()
    }
}

/// Tokens of every scope, kept in memory, and a server that needs them.
private final class Tokens: Sendable {
    private struct Broken: Error {}

    private let secrets = AccessScope.allCases.map { ($0, AccessSecret.random(prefix: AccessToken.prefix)) }
    private let kept: Mutex<AccessTokenList?>

    init() {
        var list = AccessTokenList()
        for (scope, secret) in secrets {
            _ = list.add(
                AccessToken(name: scope.rawValue, digest: secret.digest, scopes: [scope], createdAt: Served.now))
        }
        kept = Mutex(list)
    }

    var served: Served { Served(tokens: { try self.list() }) }

    func list() throws -> AccessTokenList {
        guard let list = kept.withLock({ $0 }) else { throw Broken() }
        return list
    }

    func secret(_ scope: AccessScope) -> AccessSecret {
        secrets.first { $0.0 == scope }?.1 ?? AccessSecret("")
    }

    /// A session that this server never began.
    func session(_ scope: AccessScope) -> String { secret(scope).text }

    func remove(_ name: String) { kept.withLock { _ = $0?.remove(name) } }

    func breaks() { kept.withLock { $0 = nil } }
}
