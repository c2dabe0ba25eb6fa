// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// Where a ledger on ClickHouse is: `clickhouse://[user@]host:port[,host:port…]/database[?cluster=…&password-file=…&ca-file=…]`.
///
/// The ports are those of ClickHouse's HTTP interface. `clickhouses://` means HTTPS. With a cluster, at least one server of
/// every shard is to be named; the first one of each that answers is written to.
package struct ClickHouseAddress: Hashable, Sendable {
    /// One server's HTTP interface.
    package struct Server: Hashable, Sendable {
        /// Its name or address; a version 6 address in brackets.
        package var host: String
        /// 1 to 65535.
        package var port: Int
    }

    /// Why an address cannot be read.
    package struct Mistake: Error, Hashable, Sendable, CustomStringConvertible {
        /// What is wrong, for people.
        package let description: String
    }

    /// The servers, in the order in which they are tried.
    package var servers: [Server]
    /// The database; letters, digits and `_`.
    package var database: String
    /// The cluster's name in the servers' configuration; nil for one server alone.
    package var cluster: String?
    /// Whether connections are encrypted and the servers' certificates verified.
    package var isEncrypted: Bool
    /// Who asks.
    package var user: String
    /// The file whose first line is the user's password; nil for none.
    package var passwordFile: String?
    /// The file with the certificates that are trusted in the place of the system's, as PEM.
    package var certificatesFile: String?

    /// Whether a text names such a ledger rather than a file.
    package static func isOne(_ text: String) -> Bool {
        text.hasPrefix("clickhouse://") || text.hasPrefix("clickhouses://")
    }

    /// Reads an address.
    ///
    /// - Throws: ``Mistake``.
    package init(_ text: String) throws(Mistake) {
        guard Self.isOne(text), let slashes = text.range(of: "://") else {
            throw Mistake(
                description: "the address of a ledger on ClickHouse begins with clickhouse:// or clickhouses://")
        }
        isEncrypted = text.hasPrefix("clickhouses")
        let parts = text[slashes.upperBound...].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let places = parts[0].split(separator: "/", omittingEmptySubsequences: false)
        guard places.count == 2 else {
            throw Mistake(description: "the address names no database: clickhouse://host:port/database")
        }
        database = try Self.name(places[1], "database")
        let authority = places[0].split(separator: "@", omittingEmptySubsequences: false)
        guard authority.count <= 2, let hosts = authority.last else {
            throw Mistake(description: "the address has two @")
        }
        user = authority.count == 2 ? String(authority[0]) : "default"
        if user.contains(":") {
            throw Mistake(
                description: "no password in the address, where others can read it: name a file with password-file=")
        }
        if user.isEmpty || !user.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) {
            throw Mistake(description: "the address names no user in front of @")
        }
        servers = []
        for host in hosts.split(separator: ",", omittingEmptySubsequences: false) {
            servers.append(try Self.server(host, isEncrypted: isEncrypted))
        }
        for option in parts.dropFirst().flatMap({ $0.split(separator: "&") }) {
            try take(option)
        }
        if certificatesFile != nil, !isEncrypted {
            throw Mistake(description: "certificates belong to an encrypted connection: clickhouses:// with ca-file=")
        }
    }

    /// The same servers with the database of an organisation, which no other name leads to: `mission__acme` beside `mission`.
    ///
    /// - Throws: ``Mistake`` where that name would be too long.
    package func ofOrganisation(_ organisation: String) throws(Mistake) -> ClickHouseAddress {
        let letters = organisation.utf8.map { byte in
            let isPlain =
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            return isPlain ? String(UnicodeScalar(byte)) : "_" + String(byte, radix: 16)
        }
        var address = self
        address.database = try Self.name("\(database)__\(letters.joined())", "database for \(organisation)")
        return address
    }

    /// The address for messages: without files.
    package var text: String {
        let hosts = servers.map { "\($0.host):\($0.port)" }.joined(separator: ",")
        return "\(isEncrypted ? "clickhouses" : "clickhouse")://\(hosts)/\(database)"
    }

    private mutating func take(_ option: Substring) throws(Mistake) {
        let pair = option.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        switch pair[0] {
        case "cluster" where pair.count == 2: cluster = try Self.name(pair[1], "cluster")
        case "password-file" where pair.count == 2 && !pair[1].isEmpty: passwordFile = String(pair[1])
        case "ca-file" where pair.count == 2 && !pair[1].isEmpty: certificatesFile = String(pair[1])
        default:
            throw Mistake(
                description: "the address may have cluster=, password-file= and ca-file= behind ?, not “\(pair[0])”")
        }
    }

    private static func name(_ text: Substring, _ what: String) throws(Mistake) -> String {
        let letters = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
        }
        guard letters, !text.isEmpty, text.utf8.count <= 64 else {
            throw Mistake(description: "the \(what) of an address has letters, digits and _, at most 64")
        }
        return String(text)
    }

    private static func server(_ text: Substring, isEncrypted: Bool) throws(Mistake) -> Server {
        let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x5C }
        // What stands behind the last colon is a port, unless the colon belongs to an address in brackets.
        let colon = text.lastIndex(of: ":").flatMap { text[$0...].contains("]") ? nil : $0 }
        let host = colon.map { text[..<$0] } ?? text
        let port = colon.map { Int(text[text.index(after: $0)...]) } ?? (isEncrypted ? 8443 : 8123)
        guard isPlain, !host.isEmpty, let port, (1...65535).contains(port) else {
            throw Mistake(description: "“\(text)” is no host:port of a server")
        }
        return Server(host: String(host), port: port)
    }
}
