// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore
internal import MissionSQLite

/// `mctl organisation teams`
struct OrganisationTeams: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "teams", abstract: "What each team's machines used.",
        discussion: """
            A machine is the team's whose member names it (mctl organisation member add --machine). Machines that no member names \
            are listed without a team; one that two teams name is the first one's.
            """)

    @Argument(help: "The organisation.")
    var organisation: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            try global.checkIsFile()
            let directory = try OrganisationFolders(global.directory).existing(organisation)
            let teams = try Self.teams(MemberFile(directory).read())
            let ledger = try SQLiteLedger(path: directory.ledger, mode: .readOnly)
            let rows = try await ledger.usage(UsageQuery(groupBy: [.machine]))
            let usages = TeamUsage.of(rows, teams: teams)
            if global.json {
                let answer: JSONValue = [
                    "schema_version": 1, "organisation": .string(organisation), "teams": .array(usages.map(\.json)),
                ]
                return Console.output(answer.text(.indented))
            }
            let lines = usages.map { usage in
                [
                    usage.team ?? "–", usage.machines.joined(separator: ", "), usage.sums.calls.groupedString,
                    usage.sums.tokens.total.groupedString, usage.cost,
                ]
            }
            Console.output(Columns([["Team", "Machines", "Calls", "Tokens", "Cost"]] + lines).text)
        }
    }

    private static func teams(_ members: [Member]) -> [String: String] {
        let pairs = members.flatMap { member in
            member.machines.compactMap { machine in member.team.map { (machine, $0) } }
        }
        return Dictionary(pairs) { first, _ in first }
    }
}

/// What the machines of a team used.
struct TeamUsage {
    /// Nil for machines that no member names.
    var team: String?
    var machines: [String]
    var sums: UsageSums

    /// Rows by machine, gathered by team, by name; those without a team last.
    static func of(_ rows: [UsageRow], teams: [String: String]) -> [TeamUsage] {
        let groups = Dictionary(grouping: rows) { row in row.name.flatMap { teams[$0] } }
        return groups.map { team, rows in
            TeamUsage(
                team: team, machines: rows.map { $0.name ?? "–" }.sorted(),
                sums: rows.reduce(into: UsageSums()) { $0 += $1.sums })
        }.sorted { ($0.team == nil ? 1 : 0, $0.team ?? "") < ($1.team == nil ? 1 : 0, $1.team ?? "") }
    }

    /// A star says that calls without a known cost are left out.
    var cost: String { sums.cost.displayString + (sums.unpricedCalls > 0 ? "*" : "") }

    var json: JSONValue {
        JSONValue.object([
            JSONMember(key: "team", value: JSONValue(team)),
            JSONMember(key: "machines", value: .array(machines.map(JSONValue.string))),
        ]).appending(sums.json)
    }
}
