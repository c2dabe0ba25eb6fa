// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// Where an export goes: a file, or standard output.
struct ExportDestination {
    /// nil for standard output.
    private let path: String?

    /// - Parameter name: A file's name; `-` and nil are standard output.
    init(_ name: String?) {
        path = name == "-" ? nil : name
    }

    /// Writes all there is. A file is there whole or not at all.
    ///
    /// - Throws: ``CommandFailure`` when it cannot be written.
    func write(_ bytes: [UInt8]) throws {
        guard let path else { return Console.output(bytes) }
        // What is no file, such as a device, must not be replaced by one.
        let options: Data.WritingOptions = isFileOrNothing(path) ? .atomic : []
        do { try Data(bytes).write(to: URL(filePath: path), options: options) } catch {
            throw Self.failure(path, error)
        }
    }

    /// Begins to write piece by piece. What is there when it is interrupted stays.
    ///
    /// - Throws: ``CommandFailure`` when it cannot be written.
    func open() throws -> ExportFile {
        guard let path else { return ExportFile(path: nil, handle: nil) }
        if isFileOrNothing(path), !FileManager.default.createFile(atPath: path, contents: nil) {
            throw CommandFailure(status: .cannotCreate, message: "\(path) cannot be written")
        }
        do {
            return ExportFile(path: path, handle: try FileHandle(forWritingTo: URL(filePath: path)))
        } catch { throw Self.failure(path, error) }
    }

    private func isFileOrNothing(_ path: String) -> Bool {
        // Nothing can be told of a file that is not there.
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path) else { return true }
        return attributes[.type] as? FileAttributeType == .typeRegular
    }

    fileprivate static func failure(_ path: String, _ error: any Error) -> CommandFailure {
        CommandFailure(
            status: .cannotCreate, message: "\(path) cannot be written: \((error as NSError).localizedDescription)")
    }
}

/// A file, or standard output, that is being written.
struct ExportFile {
    fileprivate let path: String?
    fileprivate let handle: FileHandle?

    /// Writes a piece.
    ///
    /// - Throws: ``CommandFailure``.
    func write(_ text: String) throws {
        guard let handle, let path else { return Console.output(text) }
        do { try handle.write(contentsOf: Data(text.utf8)) } catch { throw ExportDestination.failure(path, error) }
    }

    /// Ends it.
    ///
    /// - Throws: ``CommandFailure``.
    func close() throws {
        guard let handle, let path else { return }
        do { try handle.close() } catch { throw ExportDestination.failure(path, error) }
    }
}
