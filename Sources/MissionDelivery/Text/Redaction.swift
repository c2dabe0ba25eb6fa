// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// Takes secrets out of what is told to people: the other side may repeat what it was sent.
struct Redaction: Sendable {
    /// The most characters of a reason that the other side gives.
    private static let longest = 200
    private let secrets: [String]

    /// - Parameter secrets: Tokens, passwords, and paths of addresses that are secrets.
    init(_ secrets: [String]) {
        let spellings = secrets.filter { !$0.isEmpty }.flatMap { secret in
            [
                secret, PlainText.line(secret),
                secret.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? secret,
                Data(secret.utf8).base64EncodedString(),
            ]
        }
        // A secret that another one begins with must not be taken out first.
        self.secrets = Set(spellings.filter { !$0.isEmpty }).sorted { ($1.utf8.count, $1) < ($0.utf8.count, $0) }
    }

    /// The text on one line, without secrets, at most 200 characters of it.
    func callAsFunction(_ text: String) -> String {
        // A secret that the cut leaves a part of would not be found any more.
        secrets.reduce(PlainText.line(text)) { $0.replacing($1, with: "…") }.cut(to: Self.longest)
    }
}
