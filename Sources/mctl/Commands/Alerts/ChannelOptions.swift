// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore
internal import MissionDelivery

/// What every kind of channel has.
struct ChannelOptions: ParsableArguments {
    @Argument(help: "What to call it: letters, digits, - _ and .")
    var name: String

    @Option(
        name: .customLong("severity"),
        help: ArgumentHelp("The least that is told: warning or critical.", valueName: "severity"))
    var severity = "warning"

    @Option(
        help: ArgumentHelp(
            "Only these rules, by their names, with commas; all by default.", valueName: "names"))
    var only: String?

    @Flag(name: .customLong("no-resolved"), help: "Do not tell that an alert is over.")
    var hidesResolved = false

    @Flag(
        name: .customLong("allow-private"),
        help: "Allow a server on this computer or in a private network, and for web addresses plain http.")
    var allowsPrivate = false

    @Option(
        name: .customLong("ca-file"),
        help: ArgumentHelp("Certificates in PEM to trust besides the system's.", valueName: "file"),
        completion: .file())
    var authorities: String?

    @Flag(help: "Replace the channel of that name.")
    var replace = false

    /// Keeps a channel of these options and `members`.
    ///
    /// - Parameter told: What is to be shown once, and never again.
    /// - Throws: ``CommandFailure``, or `SettingsError` about the file.
    func keep(_ kind: String, _ members: [JSONMember], told: JSONMember? = nil, _ global: GlobalOptions) throws {
        let file = ChannelFile(global.directory)
        var list = try file.read()
        let channel: ChannelSettings
        do {
            channel = try ChannelSettings(.object(common(kind) + members), key: "channel \(PlainName.shown(name))")
        } catch let error as SettingsError {
            throw CommandFailure(status: .usage, message: error.description)
        }
        guard replace || list[name] == nil else {
            throw CommandFailure(
                status: .usage, message: "there is a channel “\(name)” already; --replace puts this one in its place")
        }
        list.set(channel)
        try file.write(list)
        if global.json {
            let answer = JSONValue.object([JSONMember(key: "schema_version", value: 1)] + channel.publicJSON.members)
            return Console.output(answer.appending(.object([told].compactMap(\.self))).text(.indented))
        }
        let secret = told.map { "Its signing secret, which is not shown again: \($0.value.text ?? "")\n" } ?? ""
        Console.output("Added \(channel).\n\(secret)`mctl alerts test \(name)` tries it.\n")
    }

    private func common(_ kind: String) -> [JSONMember] {
        let rules = (only ?? "").split(separator: ",").map { JSONValue.string(String($0)) }
        return [
            JSONMember(key: "name", value: .string(name)), JSONMember(key: "kind", value: .string(kind)),
            JSONMember(key: "minimum_severity", value: .string(severity)),
            JSONMember(key: "tells_resolved", value: .bool(!hidesResolved)),
            JSONMember(key: "only", value: .array(rules)),
        ] + (allowsPrivate ? [JSONMember(key: "allow_private", value: true)] : [])
            + (authorities.map { [JSONMember(key: "ca_file", value: .string($0))] } ?? [])
    }
}

/// A name in a message, where it is one.
private enum PlainName {
    static func shown(_ name: String) -> String { Budget.isID(name) ? name : "with that name" }
}

extension JSONMember {
    /// Nothing where there is no value.
    static func text(_ key: String, _ value: String?) -> [JSONMember] {
        value.map { [JSONMember(key: key, value: .string($0))] } ?? []
    }

    /// A secret from a file; nothing where none is named.
    ///
    /// - Throws: ``CommandFailure`` that names the file.
    static func secret(_ key: String, _ path: String?) throws -> [JSONMember] {
        text(key, try path.map { try SecretFile($0).read() })
    }
}
