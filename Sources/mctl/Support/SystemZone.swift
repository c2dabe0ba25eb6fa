// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// The zone that this computer is set to: the variable `TZ`, else `/etc/localtime`, as POSIX and the C library have it.
struct SystemZone {
    /// A place that no test has.
    struct Places {
        var localTime = "/etc/localtime"
        var localName = "/etc/timezone"
        /// Where the system keeps its compiled zones, unless `TZDIR` says otherwise.
        var database = "/usr/share/zoneinfo"
    }

    var places = Places()
    /// Told what cannot be understood.
    var warn: (String) -> Void = { _ in }

    /// The zone of this process, found once; what is wrong with it is said once.
    static let current: Zone = SystemZone(warn: Console.message).zone(ProcessInfo.processInfo.environment)

    /// Looks.
    ///
    /// - Parameter variables: The environment. A `TZ` that cannot be understood means UTC, and is warned about.
    func zone(_ variables: [String: String]) -> Zone {
        guard let value = variables["TZ"] else { return localTime() }
        let name = value.hasPrefix(":") ? String(value.dropFirst()) : value
        // POSIX: empty is UTC.
        if name.isEmpty { return .utc }
        if let zone = Zone(environment: name) { return zone }
        let folder = variables["TZDIR"] ?? places.database
        let path = name.hasPrefix("/") ? name : "\(folder)/\(name)"
        if !name.contains(".."), let zone = file(path) { return zone }
        warn(
            "TZ=\(value) names no time zone that this computer knows: days are counted in UTC. Set TZ to a name such as"
                + " Europe/Berlin, or give --tz.")
        return .utc
    }

    private func localTime() -> Zone {
        // Where there is no such file the system itself is in UTC.
        guard FileManager.default.fileExists(atPath: places.localTime) else { return .utc }
        if let zone = file(places.localTime) { return zone }
        warn(
            "\(places.localTime) is no time zone: days are counted in UTC. Give --tz with a name such as Europe/Berlin."
        )
        return .utc
    }

    /// The zone of a file: by the name in the database that its path ends with, links followed; else by what it holds.
    private func file(_ path: String) -> Zone? {
        let real = URL(filePath: path).resolvingSymlinksInPath().path
        if let zone = Self.databaseName(real).flatMap(Zone.init(environment:)) { return zone }
        guard let bytes = FileManager.default.contents(atPath: path).map(Array.init) else { return nil }
        return Zone(file: bytes, name: copiedName(bytes) ?? path)
    }

    /// `Europe/Berlin` of `/usr/share/zoneinfo/Europe/Berlin`.
    private static func databaseName(_ path: String) -> String? {
        guard let range = path.range(of: "/zoneinfo/", options: .backwards) else { return nil }
        let name = path[range.upperBound...]
        return ["posix/", "right/"].first { name.hasPrefix($0) }.map { String(name.dropFirst($0.count)) }
            ?? String(name)
    }

    /// The name that the system gives its zone beside it, if the zone of that name is the same; a copied file has none.
    private func copiedName(_ bytes: [UInt8]) -> String? {
        guard let data = FileManager.default.contents(atPath: places.localName) else { return nil }
        let name = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard !name.contains(".."), let known = FileManager.default.contents(atPath: "\(places.database)/\(name)")
        else {
            return nil
        }
        return Array(known) == bytes ? name : nil
    }
}
