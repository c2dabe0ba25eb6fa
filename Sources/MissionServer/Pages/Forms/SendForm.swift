// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// A form that changes something: the page's script sends its fields as JSON, because the server takes no other type from a
/// page. Without the script it is not shown; ``WithoutScript`` says what to do instead.
struct SendForm {
    enum Method: String {
        case post = "POST"
        case put = "PUT"
        case delete = "DELETE"
    }

    let content: Markup

    /// - Parameters:
    ///   - path: Where it is sent; percent-encoded.
    ///   - done: What is said when that has worked.
    ///   - button: What its button says.
    ///   - about: What the button is about, for whoever cannot see what it stands beside.
    ///   - confirm: What the button says before a second press really sends; nil where one press does.
    init(
        _ method: Method, _ path: String, style: StaticString = "send", done: String, button: String,
        about: String = "", confirm: String? = nil, isPrimary: Bool = false,
        @MarkupBuilder fields: () -> Markup = { .empty }
    ) {
        let kind: [Attribute] =
            (isPrimary ? [.cssClass("primary")] : []) + (confirm.map { [Attribute("data-confirm", $0)] } ?? [])
        let fields = fields()
        content = tag(
            "form", .cssClass(style), .send("\(method.rawValue) \(path)"), Attribute("data-done", done)
        ) {
            fields
            tag("button", [Attribute("type", "submit")] + kind) {
                button
                if !about.isEmpty { tag("span", .cssClass("hidden")) { " \(about)" } }
            }
            tag("p", .cssClass("said"), Attribute("role", "status"), Attribute("data-said"))
        }
    }
}

/// What is said where the script that sends forms does not run.
enum WithoutScript {
    /// - Parameter sentence: Names the command that does the same, between backquotes.
    static func note(_ sentence: String) -> Markup {
        tag("noscript") {
            tag("p", .cssClass("detail note")) {
                Markup("Changing something here needs the page's script. Without it: ") + CodeText.markup(sentence)
            }
        }
    }
}

/// The fields of forms.
enum FormField {
    /// A field for a text or a number.
    ///
    /// - Parameter attributes: What else the script or the browser is told about it.
    static func text(
        _ title: String, _ name: String, value: String = "", hint: String = "", _ attributes: [Attribute] = []
    ) -> Markup {
        tag("label") {
            tag("span") { title }
            voidTag(
                "input",
                [Attribute("name", name), Attribute("value", value)]
                    + (hint.isEmpty ? [] : [Attribute("placeholder", hint)])
                    + [Attribute("autocomplete", "off"), Attribute("spellcheck", "false")] + attributes)
        }
    }

    /// A choice of one of several values.
    static func choice(
        _ title: String, _ options: [(value: String, title: String)], chosen: String = "",
        isTitleHidden: Bool = false, _ attributes: [Attribute]
    ) -> Markup {
        tag("label") {
            tag("span", isTitleHidden ? [.cssClass("hidden")] : []) { title }
            tag("select", attributes) {
                for option in options {
                    tag(
                        "option",
                        [Attribute("value", option.value)] + (option.value == chosen ? [Attribute("selected")] : [])
                    ) { option.title }
                }
            }
        }
    }

    /// Something that is sent along.
    static func hidden(_ name: String, _ value: String) -> Markup {
        voidTag("input", Attribute("type", "hidden"), Attribute("name", name), .whole("value", value))
    }
}
