// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionSources

/// Somebody of an organisation: who they are there is their token, which has the same name.
struct Member: Hashable {
    var name: String
    /// The team; nil for none.
    var team: String?
    /// The machines whose calls are theirs.
    var machines: [String] = []
}

/// What is known about members beside their tokens: a file of the organisation's folder.
struct MemberFile {
    private let file: SettingsFile

    init(_ directory: DataDirectory) { file = SettingsFile(path: "\(directory.path)/members.json") }

    /// - Throws: `SettingsError` that names the file and the key.
    func read() throws -> [Member] { try file.read(Self.members) ?? [] }

    /// - Throws: `SettingsError`.
    func write(_ members: [Member]) throws { try file.write(["members": .array(members.map(\.json))]) }

    private static func members(_ json: JSONValue) throws -> [Member] {
        guard case .array(let rows)? = json["members"] else { throw SettingsError("members", expected: "a list") }
        return try rows.enumerated().map { place, row in
            guard let name = row.at("name")?.text, AccessToken.isName(name) else {
                throw SettingsError("members[\(place)].name", expected: "the name of a token")
            }
            let machines = (row.at("machines")?.elements ?? []).compactMap(\.text)
            return Member(name: name, team: row.at("team")?.text, machines: machines)
        }
    }
}

extension Member {
    var json: JSONValue {
        [
            "name": .string(name), "team": JSONValue(team), "machines": .array(machines.map(JSONValue.string)),
        ]
    }
}
