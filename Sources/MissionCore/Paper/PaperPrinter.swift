// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Makes a PDF of pages.
package protocol PaperPrinter: Sendable {
    /// One file with a page for each drawing.
    ///
    /// - Parameters:
    ///   - pages: SVG documents, at least one.
    ///   - madeAt: The moment that the file gives for its making.
    /// - Throws: ``PaperError``.
    func pdf(of pages: [String], madeAt: Timestamp) async throws -> [UInt8]
}

/// Why there is no PDF.
package enum PaperError: Error, Hashable, CustomStringConvertible {
    /// A program that this computer does not have, and the package of Debian that it is in.
    case missing(program: String, package: String)
    /// Others are printing, and no more can at once.
    case busy
    /// The program failed: what it ended with.
    case failed(String)

    /// For people: what to do about it.
    package var description: String {
        switch self {
        case .missing(let program, let package):
            "a PDF needs the program \(program), which is not there: install the package \(package)"
                + " (apt-get install \(package)), or choose another format"
        case .busy: "too many PDFs are being made at once: try again in a moment"
        case .failed(let reason): "the PDF could not be made: \(reason)"
        }
    }
}
