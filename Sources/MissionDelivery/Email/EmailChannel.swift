// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore
internal import NIOCore
internal import NIOSSL

/// Mail, by a server that takes it for sending on. There is no SMTP client for SwiftNIO that is both kept and complete, so this
/// one is its own.
struct EmailChannel: DeliveryChannel {
    /// A second less than a delivery may take.
    private static let patience = TimeAmount.seconds(14)

    let settings: EmailSettings
    var resolver = HostResolver.system

    func deliver(_ message: AlertMessage, at now: Timestamp) async -> DeliveryOutcome {
        do {
            try await send(EmailMessage(message, from: settings.from, to: settings.to))
            return .delivered
        } catch {
            return Self.explain(error, host: settings.host).outcome(redaction)
        }
    }

    private var redaction: Redaction {
        let (user, password) = (settings.user ?? "", settings.password ?? "")
        return Redaction(
            password.isEmpty ? [] : [password, Data("\u{0}\(user)\u{0}\(password)".utf8).base64EncodedString()])
    }

    private func send(_ mail: EmailMessage) async throws {
        let deadline = NIODeadline.now() + Self.patience
        let security = try NIOSSLContext(
            configuration: try TrustedAuthorities.configuration(and: settings.authorities))
        let policy = NetworkPolicy(allowsPrivate: settings.allowsPrivate, resolver: resolver)
        var failure: any Error = DeliveryFailure.postponed("\(settings.host) cannot be reached")
        for address in try await policy.addresses(of: settings.host, by: deadline) where deadline > .now() {
            let connection: SMTPConnection
            do {
                connection = try await .open(
                    address, port: settings.port, name: settings.host,
                    security: settings.security == .tls ? security : nil, by: deadline)
            } catch {
                failure = error
                continue
            }
            return try await withTaskCancellationHandler {
                defer { connection.close() }
                try await SMTPSession(settings: settings, connection: connection, security: security).send(mail)
            } onCancel: {
                connection.close()
            }
        }
        throw failure
    }

    private static func explain(_ error: any Error, host: String) -> DeliveryFailure {
        switch error {
        case SMTPReplyParser.Mistake.garbage: .postponed("\(host) does not answer as a mail server does")
        case SMTPReplyParser.Mistake.endless: .postponed("\(host) does not stop answering")
        default: DeliveryFailure(error, host: host)
        }
    }
}
