// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore
internal import Subprocess
internal import Synchronization

/// Prints with librsvg's own program, which makes a page of each drawing that it is given.
final class SVGPrinter: PaperPrinter {
    private static let package = "librsvg2-bin"
    private static let patience = Duration.seconds(60)
    /// More than any PDF of it has.
    private static let largest = 64 << 20
    /// So many run at once.
    private static let slots = 2

    private let program: String
    private let running = Mutex(0)

    init(program: String = "rsvg-convert") { self.program = program }

    /// One file with a page for each drawing; see ``PaperPrinter/pdf(of:madeAt:)``.
    func pdf(of pages: [String], madeAt: Timestamp) async throws -> [UInt8] {
        let isFree = running.withLock { count in
            guard count < Self.slots else { return false }
            count += 1
            return true
        }
        guard isFree else { throw PaperError.busy }
        defer { running.withLock { $0 -= 1 } }
        // Whoever lacks the program learns that at once, however busy the computer is.
        guard (try? await Executable.name(program).resolveExecutablePath(in: .inherit)) != nil else {
            throw PaperError.missing(program: program, package: Self.package)
        }
        let folder = FileManager.default.temporaryDirectory.appending(path: "mission-pdf-\(UUID().uuidString)")
        do {
            // Names of projects and sessions are nobody else's business on a shared computer.
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        } catch { throw PaperError.failed("\(folder.path) cannot be made") }
        // What cannot be removed now goes with the other temporary files.
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = try Self.write(pages, to: folder)
        guard let data = try await Patience.within(Self.patience, { [self] in try await run(files, madeAt) }) else {
            throw PaperError.failed("\(program) did not end within \(Self.patience.components.seconds) s")
        }
        return Array(data)
    }

    private static func write(_ pages: [String], to folder: URL) throws -> [String] {
        try pages.enumerated().map { index, page in
            let file = folder.appending(path: "\(Int64(index).padded(to: 6)).svg")
            do { try Data(page.utf8).write(to: file) } catch {
                throw PaperError.failed("\(file.path) cannot be written")
            }
            return file.path
        }
    }

    private func run(_ files: [String], _ madeAt: Timestamp) async throws -> Data {
        do {
            let result = try await Subprocess.run(
                .name(program), arguments: Arguments(["--format=pdf"] + files),
                environment: .inherit.updating(["SOURCE_DATE_EPOCH": "\(madeAt.seconds)"]),
                output: .data(limit: Self.largest))
            guard result.terminationStatus.isSuccess else {
                throw PaperError.failed("\(program): \(result.terminationStatus)")
            }
            return result.standardOutput
        } catch let error as SubprocessError {
            throw error.code == .executableNotFound
                ? PaperError.missing(program: program, package: Self.package)
                : PaperError.failed("\(program) cannot be run: \(error)")
        }
    }
}
