// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Foundation
internal import MissionFleet

/// Whom a machine hands over to, and how it says who it is.
struct PushTarget: ParsableArguments {
    private static let variable = "MISSION_PUSH_TOKEN"

    @Option(
        name: .customLong("to"),
        help: ArgumentHelp("The server, such as https://mission.example.", valueName: "url"))
    var address: String

    @Option(
        name: .customLong("token-file"),
        help: ArgumentHelp(
            "A file that holds a token of scope push, or - for standard input.",
            discussion: "Without it the variable MISSION_PUSH_TOKEN is asked. A server on this computer may need none.",
            valueName: "file"))
    var tokenFile: String?

    @Option(
        name: .customLong("ca-file"),
        help: ArgumentHelp("Certificates to trust in the place of the system's, as PEM.", valueName: "file"))
    var certificates: String?

    @Flag(
        name: .customLong("unencrypted"),
        help: "Allow http:// to another computer, in a network that encrypts by itself.")
    var isUnencrypted = false

    @Flag(name: .customLong("moved"), help: "The server that the queue is for has this address now.")
    var isMoved = false

    /// Made of what was checked.
    var upstream: Upstream {
        get throws { try Upstream(address, allowsPlain: isUnencrypted) }
    }

    func validate() throws {
        do { _ = try upstream } catch let error as UpstreamAddressError {
            throw ValidationError("--to: \(Self.explain(error))")
        }
    }

    /// - Throws: ``CommandFailure`` where a file cannot be read.
    func credentials() throws -> UpstreamCredentials {
        if let certificates, !FileManager.default.isReadableFile(atPath: certificates) {
            throw CommandFailure(status: .configuration, message: "\(certificates) cannot be read")
        }
        if let tokenFile {
            return UpstreamCredentials(token: try SecretFile(tokenFile).read(), certificates: certificates)
        }
        let token = ProcessInfo.processInfo.environment[Self.variable]
        return UpstreamCredentials(token: token.flatMap { $0.isEmpty ? nil : $0 }, certificates: certificates)
    }

    private static func explain(_ error: UpstreamAddressError) -> String {
        switch error {
        case .noAddress: "this is no address; give one such as https://mission.example or http://127.0.0.1:8787."
        case .tooMuch: "give only scheme, host, port and path; a token comes from --token-file."
        case .notEncrypted: "the token would be sent unencrypted; give https://, or allow it with --unencrypted."
        }
    }
}
