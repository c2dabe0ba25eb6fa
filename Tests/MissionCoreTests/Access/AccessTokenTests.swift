// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import Testing

/// Tokens: what they allow, how long, and what is kept of them.
@Suite struct AccessTokenTests {
    private static let now = Timestamp(seconds: 1_795_267_800)

    private func token(_ name: String, _ secret: AccessSecret, expires: Timestamp? = nil) -> AccessToken {
        AccessToken(name: name, digest: secret.digest, scopes: [.read], createdAt: Self.now, expiresAt: expires)
    }

    private static func list(_ tokens: [AccessToken]) -> AccessTokenList {
        tokens.reduce(into: AccessTokenList()) { _ = $0.add($1) }
    }

    @Test func `a new secret is 256 bits that only its digest is kept of`() throws {
        let secrets = (0..<100).map { _ in AccessSecret.random(prefix: AccessToken.prefix) }
        #expect(Set(secrets.map(\.text)).count == 100)
        for secret in secrets {
            #expect(secret.text.wholeMatch(of: /mct_[A-Za-z0-9_-]{43}/) != nil)
            let list = Self.list([token("a", secret)])
            #expect(!list.json.text().contains(secret.text) && !"\(secret)".contains(secret.text))
        }
        // SHA-256 of "abc", as the standard has it.
        #expect(AccessSecret("abc").digest.prefix(4) == [0xba, 0x78, 0x16, 0xbf])
    }

    @Test func `write allows everything, read and push only themselves`() {
        for (has, needed) in AccessScope.allCases.flatMap({ has in AccessScope.allCases.map { (has, $0) } }) {
            #expect(has.covers(needed) == (has == .write || has == needed))
        }
    }

    @Test func `a token is found by its whole text, and holds until it expires`() throws {
        let (one, two) = (AccessSecret("mct_one"), AccessSecret("mct_two"))
        let end = Self.now.advanced(byMilliseconds: 1000)
        var list = Self.list([token("one", one), token("two", two, expires: end)])
        let isAddedAgain = list.add(token("one", two))
        #expect(!isAddedAgain)
        #expect(list.token(one)?.name == "one" && list.token(two)?.name == "two")
        for text in ["", "mct_on", "mct_onee", "MCT_ONE", " mct_one"] { #expect(list.token(AccessSecret(text)) == nil) }
        #expect(list.token(digest: []) == nil)
        let expiring = try #require(list["two"])
        #expect(expiring.isValid(at: Self.now) && !expiring.isValid(at: end))
        #expect(list["one"]?.isValid(at: Timestamp(milliseconds: .max)) == true)
        let removals = (0..<2).map { _ in list.remove("one") }
        #expect(removals == [true, false] && list.token(one) == nil)
    }

    @Test func `what is written is read`() throws {
        let list = Self.list([token("one", AccessSecret("1")), token("two", AccessSecret("2"), expires: Self.now)])
        let json = try #require(JSONValue(parsing: Data(list.json.text().utf8)))
        #expect(try AccessTokenList(json) == list)
        #expect(list.tokens.allSatisfy { $0.facts["sha256"] == nil })
    }

    @Test(arguments: [
        (#"{}"#, "tokens"), (#"{"tokens":[{}]}"#, "tokens[0].name"),
        (#"{"tokens":[{"name":"a b"}]}"#, "tokens[0].name"),
        (#"{"tokens":[{"name":"a","sha256":"00"}]}"#, "tokens[0].sha256"),
        (#"{"tokens":[{"name":"a","sha256":"X","scopes":[]}]}"#, "tokens[0].scopes"),
        (#"{"tokens":[{"name":"a","sha256":"X","scopes":["admin"]}]}"#, "tokens[0].scopes"),
        (#"{"tokens":[{"name":"a","sha256":"X","scopes":["read"]}]}"#, "tokens[0].created_at"),
        (
            #"{"tokens":[{"name":"a","sha256":"X","scopes":["read"],"created_at":"2026-01-01T00:00:00Z","expires_at":7}]}"#,
            "tokens[0].expires_at"
        ),
        (
            #"{"tokens":[{"name":"a","sha256":"X","scopes":["read"],"created_at":"2026-01-01T00:00:00Z","expires_at":null}]}"#,
            "tokens[0].expires_at"
        ),
    ])
    func `a file with a mistake is refused as a whole, and says where`(text: String, key: String) throws {
        let text = text.replacing("\"X\"", with: "\"\(String(repeating: "0f", count: 32))\"")
        let json = try #require(JSONValue(parsing: Data(text.utf8)))
        let error = #expect(throws: SettingsError.self) { try AccessTokenList(json) }
        #expect(error?.key == key)
    }

    @Test func `names are short and plain`() {
        for name in ["a", "CI-2", "my_laptop.home", String(repeating: "x", count: 64)] {
            #expect(AccessToken.isName(name))
        }
        for name in ["", "a b", "ä", "a/b", "a\n", "<b>", String(repeating: "x", count: 65)] {
            #expect(!AccessToken.isName(name))
        }
    }
}
