// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// A secret that stands in a file or comes on standard input, never on the command line, where everybody sees it.
struct SecretFile {
    /// Longer than any token or password.
    private static let longest = 8192

    let path: String

    /// Names a file; `-` is standard input.
    init(_ path: String) {
        self.path = path
    }

    /// The secret, without the line break that editors put behind it.
    ///
    /// - Throws: ``CommandFailure`` that names the file, never what it holds.
    func read() throws -> String {
        let name = path == "-" ? "standard input" : path
        guard let handle = path == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: path),
            let data = try? handle.read(upToCount: Self.longest + 1)
        else {
            throw CommandFailure(status: .configuration, message: "\(name) cannot be read; it should hold a secret")
        }
        let secret = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard !secret.isEmpty else {
            throw CommandFailure(status: .configuration, message: "\(name) is empty; it should hold a secret")
        }
        guard data.count <= Self.longest, !secret.contains(where: \.isNewline) else {
            throw CommandFailure(
                status: .configuration, message: "\(name) is no secret: it has several lines or more than 8 KiB")
        }
        return secret
    }
}
