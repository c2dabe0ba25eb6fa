// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Foundation
internal import MissionBilling
internal import MissionCore
internal import MissionGateway
internal import MissionSQLite
internal import MissionSources

/// Exit codes that scripts may rely on, named as in `sysexits.h`.
enum ExitStatus: Int32 {
    /// The command line was wrong.
    case usage = 64
    /// A ledger or a backup is damaged, or holds something else than it should.
    case damaged = 65
    /// There is nothing to read, or it cannot be read.
    case noInput = 66
    /// Something that is needed is not available.
    case unavailable = 69
    /// A file that was to be made exists already, or cannot be made.
    case cannotCreate = 73
    /// Somebody else is at it: try again.
    case tryAgain = 75
    /// A configuration or price file is wrong, or a gateway wants another credential or somebody's approval.
    case configuration = 78
}

/// Ends a command with a message for people and a code for scripts.
struct CommandFailure: Error {
    var status: ExitStatus
    var message: String

    /// Runs a command's work and turns what goes wrong into a message on standard error and an exit code.
    static func reporting(_ work: () async throws -> Void) async throws {
        do {
            try await work()
        } catch let failure as CommandFailure {
            Console.message(failure.message)
            throw ExitCode(failure.status.rawValue)
        } catch let error as LedgerError {
            Console.message(error.message)
            throw ExitCode(status(of: error).rawValue)
        } catch let error as GatewayError {
            Console.message(error.description)
            throw ExitCode(status(of: error).rawValue)
        } catch let error as SettingsError {
            Console.message(error.description)
            throw ExitCode(ExitStatus.configuration.rawValue)
        } catch let error as GatewayConfigurationError {
            Console.message(error.description)
            throw ExitCode(status(of: error).rawValue)
        } catch let error as PriceFileError {
            Console.message(error.description)
            throw ExitCode(ExitStatus.configuration.rawValue)
        } catch let error as BillingError {
            Console.message(error.description)
            throw ExitCode(status(of: error).rawValue)
        } catch let error as ReportError {
            throw ValidationError(error.description)
        }
    }

    private static func status(of error: GatewayError) -> ExitStatus {
        switch error.trouble {
        case .usage: .usage
        case .unavailable: .unavailable
        case .soon: .tryAgain
        case .configuration: .configuration
        }
    }

    private static func status(of error: BillingError) -> ExitStatus {
        switch error.trouble {
        case .key: .configuration
        case .soon: .tryAgain
        case .unavailable: .unavailable
        }
    }

    private static func status(of error: GatewayConfigurationError) -> ExitStatus {
        switch error {
        case .unknown: .noInput
        case .exists, .invalid: .usage
        case .unusable: .configuration
        }
    }

    private static func status(of error: LedgerError) -> ExitStatus {
        switch error {
        case .missing: .noInput
        case .locked, .busy: .tryAgain
        default: .unavailable
        }
    }
}
