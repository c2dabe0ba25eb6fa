// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// Text that was looked at once and must stay as it is, kept in a `Goldens` folder of the test target.
///
/// `MISSION_RECORD=1 swift test` writes what the tests produce, and fails, so that nobody records by accident.
package enum Golden {
    /// Compares text with the golden of that name.
    ///
    /// - Parameter testFile: The file of the test; the golden lies in `Goldens` of the same test target.
    /// - Throws: ``GoldenError`` when they differ, when there is no golden, or when one was recorded.
    package static func check(_ text: String, _ name: String, testFile: String = #filePath) throws {
        let url = folder(of: testFile).appending(path: name)
        if ProcessInfo.processInfo.environment["MISSION_RECORD"] == "1" {
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
            throw GoldenError.recorded(name)
        }
        guard let data = try? Data(contentsOf: url) else { throw GoldenError.missing(name) }
        let golden = String(decoding: data, as: UTF8.self)
        if text != golden { throw GoldenError(name, golden: golden, text: text) }
    }

    private static func folder(of testFile: String) -> URL {
        var folder = URL(filePath: testFile).deletingLastPathComponent()
        // The target's folder is the one right below `Tests`.
        while folder.pathComponents.count > 2, folder.deletingLastPathComponent().lastPathComponent != "Tests" {
            folder.deleteLastPathComponent()
        }
        return folder.appending(path: "Goldens")
    }
}

/// Why a text is not its golden.
package enum GoldenError: Error, CustomStringConvertible {
    /// It was recorded just now: look at it, then run without recording.
    case recorded(String)
    /// There is no golden of that name.
    case missing(String)
    /// They differ, first at this line.
    case different(name: String, line: Int, golden: String, text: String)

    init(_ name: String, golden: String, text: String) {
        let old = golden.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let new = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let same = zip(old, new).prefix { $0 == $1 }.count
        self = .different(
            name: name, line: same + 1, golden: same < old.count ? old[same] : "(end)",
            text: same < new.count ? new[same] : "(end)")
    }

    /// For people.
    package var description: String {
        switch self {
        case .recorded(let name): "\(name) was recorded; look at it and run without MISSION_RECORD"
        case .missing(let name): "there is no golden \(name); MISSION_RECORD=1 swift test records it"
        case .different(let name, let line, let golden, let text):
            "\(name):\(line): expected “\(golden)”, got “\(text)”"
        }
    }
}
