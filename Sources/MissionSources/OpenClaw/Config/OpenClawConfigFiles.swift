// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// Reads a home's configuration with the files that it includes, within bounds: nothing outside the home, no circles, not
/// more than is reasonable.
struct OpenClawConfigFiles {
    /// OpenClaw's own limit for files that include files.
    private static let deepest = 10
    private static let mostFiles = 64
    private static let names = ["openclaw.json", "clawdbot.json", "moltbot.json"]

    private let home: OpenClawHome
    /// The folder that nothing is read outside of.
    private let root: String
    /// The configuration that the environment names instead of the home's.
    private let named: String?
    private var filesLeft = OpenClawConfigFiles.mostFiles

    init(home: OpenClawHome, environment: SearchEnvironment = .current) {
        self.home = home
        named = OpenClawPlaces.namedConfiguration(of: home.path, in: environment)
        root = AbsolutePath.of(named.map(OpenClawAgentFolder.folder(of:)) ?? home.path)
    }

    /// The configuration under its present name, or an earlier one; nil when there is none that can be read.
    mutating func configuration() -> JSONValue? {
        for name in named.map({ [$0] }) ?? Self.names where FileStat(path: home.absolute(name)) != nil {
            guard let value = read(name) else { return nil }
            return resolved(value, folder: "", trail: [AbsolutePath.of(home.absolute(name))])
        }
        return nil
    }

    /// One file of the home; nil when it cannot be read as JSON5, or has been enough.
    mutating func read(_ name: String) -> JSONValue? {
        filesLeft -= 1
        guard filesLeft >= 0 else { return nil }
        let data = try? FileAccess.withFile(home.absolute(name)) { descriptor, info in
            guard info.size <= Int64(JSON5Parser.largest) else { throw FileAccess.Failure(reason: "too large") }
            return Data(FileAccess.bytes(descriptor, at: 0, count: Int(info.size)))
        }
        return data.flatMap { JSON5Parser.parse($0, omitting: OpenClawConfig.secrets) }
    }

    /// The value with each `$include` replaced by what it names; members beside it go on top.
    private mutating func resolved(_ value: JSONValue, folder: String, trail: [String]) -> JSONValue {
        switch value {
        case .array(let values):
            var list: [JSONValue] = []
            for value in values { list.append(resolved(value, folder: folder, trail: trail)) }
            return .array(list)
        case .object(let members):
            var own: [JSONMember] = []
            for member in members where member.key != "$include" {
                own.append(
                    JSONMember(key: member.key, value: resolved(member.value, folder: folder, trail: trail)))
            }
            guard let include = value.at("$include") else { return .object(own) }
            let names = include.text.map { [$0] } ?? include.elements.compactMap(\.text)
            var merged: JSONValue?
            for name in names {
                guard let included = included(name, folder: folder, trail: trail) else { continue }
                merged = merged.map { $0.merging(included) } ?? included
            }
            guard let merged else { return .object(own) }
            return own.isEmpty ? merged : merged.merging(.object(own))
        default: return value
        }
    }

    private mutating func included(_ name: String, folder: String, trail: [String]) -> JSONValue? {
        let path = name.hasPrefix("/") ? name : "\(root)/\(folder)\(name)"
        let real = AbsolutePath.of(path)
        // Links resolved, so that nothing outside the home is read and no file includes itself.
        guard real.hasPrefix(root + "/"), !trail.contains(real), trail.count <= Self.deepest else { return nil }
        let inHome = String(real.dropFirst(root.count + 1))
        guard let value = read(real) else { return nil }
        let below = inHome.split(separator: "/").dropLast().map { "\($0)/" }.joined()
        return resolved(value, folder: below, trail: trail + [real])
    }
}

extension JSONValue {
    /// Both: objects member by member, lists one behind the other, of anything else the other one.
    fileprivate func merging(_ other: JSONValue) -> JSONValue {
        switch (self, other) {
        case (.object(var members), .object(let others)):
            var places = Dictionary(members.enumerated().map { ($1.key, $0) }) { $1 }
            for member in others {
                if let place = places[member.key] {
                    members[place].value = members[place].value.merging(member.value)
                } else {
                    places[member.key] = members.count
                    members.append(member)
                }
            }
            return .object(members)
        case (.array(let values), .array(let others)): return .array(values + others)
        default: return other
        }
    }
}
