// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Data goes to standard output, messages go to standard error.
enum Console {
    /// Writes data. Where nobody reads any more, as behind `| head`, the program ends in silence.
    static func output(_ text: String) { output(Array(text.utf8)) }

    /// The same for data that is no text.
    static func output(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EPIPE { exit(128 + SIGPIPE) }
            // A terminal that was closed has nobody left to complain to.
            if count < 0, errno == EIO, isOutputDevice { exit(128 + SIGHUP) }
            if count <= 0 {
                message("standard output cannot be written to: \(String(cString: strerror(errno)))")
                exit(1)
            }
            rest = rest.dropFirst(count)
        }
    }

    /// Whether standard output is a terminal or another device, also one that was closed: that is a terminal no more to
    /// `isatty`.
    private static var isOutputDevice: Bool {
        var facts = stat()
        return fstat(STDOUT_FILENO, &facts) == 0 && facts.st_mode & S_IFMT == S_IFCHR
    }

    /// Tells a person something.
    static func message(_ text: String) {
        FileHandle.standardError.write(Data("mctl: \(text)\n".utf8))
    }

    /// Whether a person is watching standard error.
    static var isWatched: Bool {
        isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    }

    /// Whether a person sees standard output.
    static var isOutputWatched: Bool {
        isatty(STDOUT_FILENO) == 1
    }

    /// How tables look on this terminal.
    static var tableStyle: TableStyle {
        let environment = ProcessInfo.processInfo.environment
        let isTerminal = isatty(STDOUT_FILENO) == 1
        let isPlain = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        let locale = environment["LC_ALL"] ?? environment["LC_CTYPE"] ?? environment["LANG"] ?? "C.UTF-8"
        return TableStyle(
            width: isTerminal ? width : nil, color: isTerminal && !isPlain && environment["TERM"] != "dumb",
            unicode: !isTerminal || locale.uppercased().contains("UTF"))
    }

    private static var width: Int? { size.map { Int($0.ws_col) } }

    /// How many lines the terminal has; nil where it does not say.
    static var height: Int? { size.flatMap { $0.ws_row > 0 ? Int($0.ws_row) : nil } }

    private static var size: winsize? {
        var size = winsize()
        return ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? size : nil
    }
}
