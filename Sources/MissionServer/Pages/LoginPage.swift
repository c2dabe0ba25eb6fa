// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Where a person signs in with a token.
struct LoginPage {
    /// Where to go on to.
    let next: LocalPath
    /// What went wrong before.
    var message: String?

    var document: Markup {
        SmallPage.document(title: "Sign in") {
            tag("h1") { "Sign in" }
            if let message { tag("p", .id("problem"), Attribute("role", "alert")) { CodeText.markup(message) } }
            tag("form", Attribute("method", "post"), Attribute("action", "/login")) {
                voidTag("input", Attribute("type", "hidden"), Attribute("name", "next"), Attribute("value", next.text))
                tag("label") {
                    tag("span") { "Token" }
                    voidTag(
                        "input", .id("token"), Attribute("type", "password"), Attribute("name", "token"),
                        Attribute("autocomplete", "current-password"), Attribute("spellcheck", "false"),
                        Attribute("required"), Attribute("autofocus"))
                }
                tag("button", Attribute("type", "submit")) { "Sign in" }
            }
            tag("p", .cssClass("detail")) {
                CodeText.markup(
                    "On the computer where Mission Control runs, `mctl token create NAME --scope read` makes a token.")
            }
        }
    }
}

/// What who has signed in sees there.
struct SignedInPage {
    let name: String
    let next: LocalPath

    var document: Markup {
        SmallPage.document(title: "Signed in") {
            tag("h1") { "Signed in" }
            tag("p") { "You have signed in with the token “\(name)”." }
            tag("p") { tag("a", Attribute("href", next.text)) { "Go on" } }
            tag("form", Attribute("method", "post"), Attribute("action", "/logout")) {
                tag("button", Attribute("type", "submit")) { "Sign out" }
            }
        }
    }
}
