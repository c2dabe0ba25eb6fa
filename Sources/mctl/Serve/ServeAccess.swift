// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionServer

/// Where `mctl serve` listens, and whether who asks there needs a token.
struct ServeAccess {
    let address: ListenAddress
    /// The tokens as they are kept now; nil where none is needed.
    let tokens: (@Sendable () throws -> AccessTokenList)?

    /// - Throws: ``CommandFailure`` where a token is needed and none is kept, so that nobody could get in.
    init(_ text: String, hostNames: [String], _ global: GlobalOptions, hasOrganisations: Bool = false) throws {
        address = ListenAddress(text) ?? .usual
        if hasOrganisations {
            // Their members' tokens let them in; the folder's own are for whoever looks after the server.
            tokens = TokenFile(global.directory).provider
            return
        }
        // A name is for others, also when they come through a server in front that connects from this computer.
        guard !address.isLoopback || !hostNames.isEmpty else {
            tokens = nil
            return
        }
        let file = TokenFile(global.directory)
        let now = SystemClock().now
        guard try file.read().tokens.contains(where: { $0.isValid(at: now) }) else {
            let folder = global.dataDirectory.map { " --data-dir \($0)" } ?? ""
            throw CommandFailure(
                status: .configuration,
                message: "others could reach the server, and no token is kept that would let them in; "
                    + "make one: mctl token create NAME --scope read\(folder)")
        }
        tokens = file.provider
    }

    /// Says where the dashboard is.
    func greeting(port: Int) -> String {
        let place =
            address.isEvery ? "on every address of this computer, port \(port)" : "at http://\(address.host):\(port)"
        return "the dashboard is \(place)\(tokens == nil ? "" : "; sign in with a token")"
    }
}

/// Names under which others reach a server.
enum HostName {
    /// Whether a text is a name or an address as a browser shows it, with or without a port: no scheme, no path.
    static func isOne(_ text: String) -> Bool {
        guard text.utf8.count <= 260 else { return false }
        let end =
            text.hasPrefix("[") ? text.firstIndex(of: "]").map { text.index(after: $0) } : text.firstIndex(of: ":")
        let (name, rest) = (text[..<(end ?? text.endIndex)], text[(end ?? text.endIndex)...])
        if !rest.isEmpty {
            guard rest.first == ":", let port = UInt16(rest.dropFirst()), port > 0, rest.dropFirst().first != "+" else {
                return false
            }
        }
        if name.hasPrefix("[") { return ListenAddress(String(name)) != nil }
        return !name.isEmpty
            && name.unicodeScalars.allSatisfy { scalar in
                scalar.isASCII
                    && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                        || "-._".unicodeScalars.contains(scalar))
            }
    }
}
