// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import MissionServer

/// Where browsers may be sent, and how forms are read.
@Suite struct LocalPathTests {
    @Test(arguments: [
        "/", "/a", "/api/v1/reports/daily?format=csv&tz=Europe/Berlin", "/a//b", "/%2f%2fevil", "/?next=//evil", "/:x",
    ])
    func `a path of this server is one`(text: String) {
        #expect(LocalPath(text)?.text == text)
    }

    @Test(arguments: [
        "", "//evil.example", "///evil", "/\\evil.example", "\\\\evil", "/a\\b", "https://evil.example", "https:evil",
        "evil",
        "javascript:alert(1)", "/\t/evil", "/ /evil", "/\n/evil", "/\r\nSet-Cookie: x", "/ü", "/\u{0}", " //evil",
        "\t//evil",
        "/" + String(repeating: "a", count: 512),
    ])
    func `whatever a browser could take for another server's address is none`(text: String) {
        #expect(LocalPath(text) == nil)
    }

    @Test func `it is encoded for a query`() {
        #expect(LocalPath("/a?b=c&d=%20#e")?.encoded == "/a%3Fb%3Dc%26d%3D%2520%23e")
    }

    @Test func `forms are read as browsers send them`() throws {
        let fields = try FormFields(Array("token=mct_a-b_c&next=%2Fa%3Fb%3D%C3%BC+d&twice=1&twice=2&empty=&bare".utf8))
        #expect(fields["token"] == "mct_a-b_c" && fields["next"] == "/a?b=ü d")
        #expect(fields["twice"] == nil && fields["none"] == nil)
        #expect(fields["empty"]?.isEmpty == true && fields["bare"]?.isEmpty == true)
        #expect(throws: Problem.self) { try FormFields(Array("token=%zz".utf8)) }
        #expect(throws: Problem.self) { try FormFields([0xff, 0x3d]) }
        #expect(throws: Problem.self) { try FormFields(Array("a=%ff".utf8)) }
    }
}
