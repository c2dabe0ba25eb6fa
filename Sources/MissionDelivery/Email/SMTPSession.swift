// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore
internal import NIOSSL

/// The talk with a mail server about one mail (RFC 5321, 3207, 4954).
struct SMTPSession: Sendable {
    let settings: EmailSettings
    let connection: SMTPConnection
    let security: NIOSSLContext

    /// Sends a mail to all recipients that the server takes.
    ///
    /// - Throws: ``DeliveryFailure`` where there is none, or what the connection throws.
    func send(_ mail: EmailMessage) async throws {
        try take(try await connection.reply(), 2, to: "the connection")
        var offers = try await greet()
        if settings.security == .startTLS {
            guard offers["STARTTLS"] != nil else {
                throw DeliveryFailure.refused(
                    "the mail server offers no STARTTLS; choose tls, or none with allow_plain")
            }
            try await ask("STARTTLS")
            try await connection.encrypt(security, name: settings.host)
            // What was offered in plain text may have been somebody else's words.
            offers = try await greet()
        }
        try await authenticate(offers)
        try await address(offers)
        try await ask("DATA", 3)
        try await connection.send(raw: Self.stuffed(mail.text) + ".\r\n")
        try take(try await connection.reply(), 2, to: "the mail")
        try? await connection.send("QUIT")
    }

    /// Introduces itself; gives what the server offers, by its name in capitals.
    private func greet() async throws -> [String: String] {
        try await connection.send("EHLO \(connection.greeting)")
        let reply = try await connection.reply()
        if reply.kind == 5, settings.security != .startTLS {
            try await ask("HELO \(connection.greeting)")
            return [:]
        }
        try take(reply, 2, to: "EHLO")
        var offers: [String: String] = [:]
        for line in reply.lines.dropFirst() {
            let name = line.prefix { $0 != " " && $0 != "=" }
            offers[name.uppercased(), default: ""] += line.dropFirst(name.count).uppercased() + " "
        }
        return offers
    }

    private func authenticate(_ offers: [String: String]) async throws {
        guard let user = settings.user, let password = settings.password else { return }
        let ways = Set((offers["AUTH"] ?? "").split { $0 == " " || $0 == "=" })
        if ways.contains("PLAIN") {
            try await ask("AUTH PLAIN \(Self.base64("\u{0}\(user)\u{0}\(password)"))", as: "the password")
        } else if ways.contains("LOGIN") {
            try await ask("AUTH LOGIN", 3)
            try await ask(Self.base64(user), 3, as: "the user")
            try await ask(Self.base64(password), as: "the password")
        } else {
            throw DeliveryFailure.refused("the mail server offers neither AUTH PLAIN nor AUTH LOGIN")
        }
    }

    /// Names sender and recipients.
    private func address(_ offers: [String: String]) async throws {
        let isASCII = settings.from.isASCII && settings.to.allSatisfy(\.isASCII)
        guard isASCII || offers["SMTPUTF8"] != nil else {
            throw DeliveryFailure.refused("the mail server takes only addresses in ASCII")
        }
        try await ask("MAIL FROM:<\(settings.from.text)>\(isASCII ? "" : " SMTPUTF8")", as: "the sender")
        var refusals: [SMTPReply] = []
        for recipient in settings.to {
            try await connection.send("RCPT TO:<\(recipient.text)>")
            let reply = try await connection.reply()
            if reply.kind != 2 { refusals.append(reply) }
        }
        guard refusals.count == settings.to.count else { return }
        // A recipient that may be taken later is worth another try, also beside one that never will.
        if let reply = refusals.first(where: { $0.kind == 4 }) ?? refusals.first {
            try take(reply, 2, to: "the recipient")
        }
    }

    private func ask(_ command: String, _ kind: Int = 2, as name: String? = nil) async throws {
        try await connection.send(command)
        try take(try await connection.reply(), kind, to: name ?? String(command.prefix { $0 != " " }))
    }

    /// - Throws: ``DeliveryFailure`` where the reply is not what was hoped for.
    private func take(_ reply: SMTPReply, _ kind: Int, to what: String) throws {
        if reply.kind == kind { return }
        let reason = "the mail server answered \(reply.code) to \(what): \(reply.text)"
        throw reply.kind == 5 ? DeliveryFailure.refused(reason) : .postponed(reason)
    }

    private static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

    /// A dot alone on a line would end the mail: those at a line's beginning are doubled.
    static func stuffed(_ text: String) -> String {
        let lines = text.replacing("\r\n.", with: "\r\n..")
        return lines.hasPrefix(".") ? ".\(lines)" : lines
    }
}
