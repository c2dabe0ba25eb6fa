// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// Any program that takes signed requests, as the Standard Webhooks specification has it.
struct WebhookChannel: HTTPChannel {
    /// The specification's limit for a body, in bytes.
    private static let longestBody = 20_000

    let settings: WebhookSettings
    var sender = HTTPSender()

    var who: String { "the webhook" }
    var endpoint: HTTPEndpoint { settings.endpoint }
    var secrets: [String] { settings.secrets.map(\.text) + endpoint.secrets }

    func body(_ message: AlertMessage) -> JSONValue {
        var message = message.cleaned
        message.id = Self.plainID(message.id)
        while true {
            let body: JSONValue = [
                "type": .string("alert.\(message.event.rawValue)"), "timestamp": .string(message.at.iso8601),
                "data": message.json,
            ]
            if message.alerts.isEmpty || body.text().utf8.count < Self.longestBody { return body }
            message.alerts.removeLast()
        }
    }

    func headers(_ message: AlertMessage, body: Data, at now: Timestamp) -> [(String, String)] {
        let (id, time) = (Self.plainID(message.id), "\(now.seconds)")
        let content = Data("\(id).\(time).".utf8) + body
        let signatures = settings.secrets.map { "v1,\($0.signature(of: content))" }
        return [
            ("webhook-id", id), ("webhook-timestamp", time), ("webhook-signature", signatures.joined(separator: " ")),
        ]
    }

    /// The id stands in a header and, with dots around it, in what is signed.
    private static func plainID(_ id: String) -> String {
        String(
            id.unicodeScalars.map {
                $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil) ? Character($0) : "_"
            })
    }
}
