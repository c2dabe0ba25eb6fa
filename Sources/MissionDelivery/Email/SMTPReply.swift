// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What a mail server answers to a command.
struct SMTPReply: Hashable, Sendable {
    /// From 200 to 599.
    let code: Int
    /// What stands behind the code, a line each.
    let lines: [String]

    /// 2 for yes, 3 for go on, 4 for not now, 5 for no.
    var kind: Int { code / 100 }

    var text: String { lines.joined(separator: " ") }
}
