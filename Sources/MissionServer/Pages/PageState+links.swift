// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension PageState {
    /// The address of this view.
    var href: String { href(path, parameters) }

    /// The same view with one parameter of the page's own changed; nil takes it away.
    func setting(_ name: String, _ value: String?) -> String {
        setting([name: value])
    }

    /// The same view with some parameters of the page's own changed.
    func setting(_ changes: [String: String?]) -> String {
        href(path, changes.reduce(into: parameters) { $0[$1.key] = $1.value })
    }

    /// The same view over other days.
    func over(_ range: PageRange) -> String {
        var state = self
        state.range = range
        return state.href
    }

    /// The same view of fewer calls.
    ///
    /// - Returns: nil for a value that no address can carry.
    func adding(_ filter: Filter) -> String? {
        guard Self.isLinkable(filter.value) else { return nil }
        var state = self
        if !state.filters.contains(filter) { state.filters.append(filter) }
        return state.href
    }

    /// The same view of more calls.
    func removing(_ filter: Filter) -> String {
        var state = self
        state.filters.removeAll { $0 == filter }
        return state.href
    }

    /// The same days and calls on another page.
    func on(_ path: String, _ parameters: [String: String] = [:]) -> String {
        href(path, parameters)
    }

    /// Another page about calls with one value only.
    func on(_ path: String, only filter: Filter, _ parameters: [String: String] = [:]) -> String? {
        guard Self.isLinkable(filter.value) else { return nil }
        var state = self
        if !state.filters.contains(filter) { state.filters.append(filter) }
        return state.href(path, parameters)
    }

    /// The parameters of days, zone and calls, for a form that sends its own beside them.
    var shared: [(name: String, value: String)] {
        var pairs: [(name: String, value: String)] = []
        switch range {
        case .standard: break
        case .named(let name): pairs.append(("range", name.rawValue))
        case .days(let since, let until):
            if let since { pairs.append(("since", since.description)) }
            if let until { pairs.append(("until", until.description)) }
        }
        if hasZone { pairs.append(("tz", zone.name)) }
        return pairs + filters.map { ($0.dimension.rawValue, $0.value) }
    }

    /// The address of a report about the same days and calls, in a format.
    func report(_ id: String, _ format: String, _ parameters: [String: String] = [:]) -> String {
        data("/api/v1/reports/\(id)", format, parameters)
    }

    /// The same as a file to print.
    func printed(_ id: String, _ parameters: [String: String] = [:]) -> String {
        data("/api/v1/export", "pdf", parameters.merging(["report": id]) { own, _ in own })
    }

    private func data(_ path: String, _ format: String, _ parameters: [String: String]) -> String {
        var pairs: [(name: String, value: String)] = []
        if let since = days.since { pairs.append(("since", since.description)) }
        if let until = days.until { pairs.append(("until", until.description)) }
        if hasZone { pairs.append(("tz", zone.name)) }
        pairs += filters.map { ($0.dimension.rawValue, $0.value) } + [("format", format)]
        return Self.address(path, pairs + parameters.sorted { $0.key < $1.key }.map { ($0, $1) })
    }

    private func href(_ path: String, _ parameters: [String: String]) -> String {
        Self.address(path, shared + parameters.sorted { $0.key < $1.key }.map { ($0, $1) })
    }

    static func address(_ path: String, _ pairs: [(name: String, value: String)]) -> String {
        if pairs.isEmpty { return path }
        return path + "?" + pairs.map { "\(encoded($0.name))=\(encoded($0.value))" }.joined(separator: "&")
    }

    /// A name that fits into an address. A log can hold megabytes in one, and no server takes a zero byte.
    static func isLinkable(_ value: String) -> Bool {
        !value.isEmpty && value.utf8.count <= 400 && !value.utf8.contains(0)
    }

    /// Percent-encoded, also `/`, so that a name is one part of a path.
    static func encoded(_ text: String) -> String {
        text.utf8.reduce(into: "") { encoded, byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f, 0x7e:
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                encoded += "%" + hexadecimal(byte >> 4) + hexadecimal(byte & 15)
            }
        }
    }

    private static func hexadecimal(_ digit: UInt8) -> String {
        String(digit, radix: 16, uppercase: true)
    }
}
