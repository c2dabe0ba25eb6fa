// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// The names of the zone database, in whatever case people write them.
enum ZoneNames {
    /// The name as the database spells it; nil when it has none such.
    static func canonical(_ name: String) -> String? {
        let lowered = name.lowercased()
        if let known = names[lowered] { return known }
        // Old names are in no list; all have a slash, unlike Foundation's abbreviations, which mean different zones to
        // different people ("CST").
        guard name.contains("/"), !name.hasSuffix("/") else { return nil }
        return [name, capitalized(lowered)].first { TimeZone(identifier: $0) != nil }
    }

    private static let names: [String: String] = {
        let known = TimeZone.knownTimeZoneIdentifiers.filter { $0.contains("/") } + legacy
        return Dictionary(known.map { ($0.lowercased(), $0) }) { first, _ in first }
    }()

    /// Names that the zone database keeps for whoever uses them still and Foundation does not list.
    private static let legacy = """
        CET CST6CDT Cuba EET EST EST5EDT Egypt Eire GB GB-Eire GMT+0 GMT-0 GMT0 Greenwich HST Hongkong Iceland Iran Israel \
        Jamaica Japan Kwajalein Libya MET MST MST7MDT NZ NZ-CHAT Navajo PRC PST8PDT Poland Portugal ROC ROK Singapore \
        Turkey UCT Universal W-SU WET Zulu Etc/UTC Etc/UCT Etc/GMT US/East-Indiana US/Indiana-Starke Brazil/DeNoronha \
        Mexico/BajaNorte Mexico/BajaSur Chile/EasterIsland America/Port-au-Prince America/Argentina/ComodRivadavia \
        Antarctica/DumontDUrville Antarctica/McMurdo Australia/ACT Australia/LHI Australia/NSW
        """.split(separator: " ").map(String.init)

    /// `america/buenos_aires` as `America/Buenos_Aires`, `us/eastern` as `US/Eastern`, `etc/gmt+5` as `Etc/GMT+5`.
    private static func capitalized(_ lowered: String) -> String {
        let parts = lowered.split(separator: "/", omittingEmptySubsequences: false)
        return parts.enumerated().map { index, part in
            if index == 0, part == "us" { return "US" }
            if part.hasPrefix("gmt") { return part.uppercased() }
            return part.split(separator: "_", omittingEmptySubsequences: false).map { word in
                ["of", "es"].contains(word) ? String(word) : word.prefix(1).uppercased() + word.dropFirst()
            }.joined(separator: "_")
        }.joined(separator: "/")
    }
}
