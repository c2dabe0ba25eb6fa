// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore
internal import MissionSQLite
internal import MissionSources

/// `mctl doctor`
struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Where was looked, what was found, what could not be read, and what to do about it.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let diagnosis = try await Diagnosis.make(
                findings: SourceCatalog.discover(in: .current), ledger: global.directory.ledger)
            Console.output(global.json ? diagnosis.json.text(.indented) : diagnosis.text)
            if diagnosis.findings.sources.isEmpty, diagnosis.ledgerState == nil {
                throw ExitCode(ExitStatus.noInput.rawValue)
            }
        }
    }
}
