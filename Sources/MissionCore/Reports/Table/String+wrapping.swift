// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension String {
    /// The line cut at spaces so that no part is wider than so many columns; escape sequences take no room.
    package func wrapped(to width: Int) -> [String] {
        guard visibleWidth > width, width > 0 else { return [self] }
        var parts: [String] = []
        var part = ""
        for word in split(separator: " ", omittingEmptySubsequences: false) {
            let longer = part.isEmpty ? String(word) : part + " " + word
            if longer.visibleWidth <= width || part.isEmpty {
                part = longer
            } else {
                parts.append(part)
                part = String(word)
            }
        }
        return parts + [part]
    }

    /// Its columns, without escape sequences.
    private var visibleWidth: Int {
        guard contains("\u{1b}") else { return displayWidth }
        return replacing(#/\u{1b}\[[0-9;]*m/#, with: "").displayWidth
    }
}
