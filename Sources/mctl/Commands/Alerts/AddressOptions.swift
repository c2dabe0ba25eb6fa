// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore

/// An address that may be a secret.
struct AddressOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The address.", valueName: "url"))
    var url: String?

    @Option(
        name: .customLong("url-file"),
        help: ArgumentHelp(
            "A file that holds the address, where it is a secret, or - for standard input.", valueName: "file"),
        completion: .file())
    var urlFile: String?

    func validate() throws {
        if (url == nil) == (urlFile == nil) { throw ValidationError("Give --url or --url-file.") }
    }

    /// - Throws: ``CommandFailure``.
    var members: [JSONMember] {
        get throws { try JSONMember.text("url", url) + JSONMember.secret("url", urlFile) }
    }
}

/// An address that is a secret.
struct SecretAddressOptions: ParsableArguments {
    @Option(
        name: .customLong("url-file"),
        help: ArgumentHelp(
            "A file that holds the webhook's address, or - for standard input; whoever knows it can write there.",
            valueName: "file"),
        completion: .file())
    var urlFile: String

    /// - Throws: ``CommandFailure``.
    var members: [JSONMember] {
        get throws { try JSONMember.secret("url", urlFile) }
    }
}
