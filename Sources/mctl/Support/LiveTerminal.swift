// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore
internal import Synchronization

/// A terminal whose whole screen is drawn again and again, and which is afterwards as it was.
final class LiveTerminal: Sendable {
    private let former = Mutex<termios?>(nil)

    /// Takes the terminal's other screen, without a cursor and without showing what is typed.
    func enter() {
        var settings = termios()
        if tcgetattr(STDIN_FILENO, &settings) == 0 {
            former.withLock { $0 = settings }
            settings.c_lflag &= ~tcflag_t(ECHO | ICANON)
            tcsetattr(STDIN_FILENO, TCSANOW, &settings)
        }
        Console.output("\u{1b}[?1049h\u{1b}[?25l")
    }

    /// Gives it back.
    func leave() {
        Console.output("\u{1b}[?25h\u{1b}[?1049l")
        guard var settings = former.withLock({ $0 }) else { return }
        tcsetattr(STDIN_FILENO, TCSANOW, &settings)
    }

    /// Shows a text from the top; lines for which there is no space are left out.
    func draw(_ text: String) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        // A line that is too wide would take two, and push the first one out.
        if let width = Console.tableStyle.width { lines = lines.flatMap { $0.wrapped(to: width) } }
        if let height = Console.height, lines.count > height { lines.removeLast(lines.count - height) }
        // Each line clears what stood behind it, so that nothing flickers.
        let body = lines.map { "\($0)\u{1b}[K" }.joined(separator: "\r\n")
        Console.output("\u{1b}[H\(body)\u{1b}[J")
    }

    /// Whether somebody has typed q.
    func wantsToEnd() -> Bool {
        var poll = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        guard former.withLock({ $0 }) != nil, Foundation.poll(&poll, 1, 0) > 0 else { return false }
        var key: UInt8 = 0
        return Foundation.read(STDIN_FILENO, &key, 1) == 1 && (key == 0x71 || key == 0x51)
    }
}
