// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore
internal import MissionGateway
internal import MissionSources

/// `mctl gateway list`
struct GatewayList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The gateways that are kept.",
        discussion: "Ends with 78 when a gateway's file cannot be used, after listing the others.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let content = global.gateways.content()
            Console.output(global.json ? json(content).text(.indented) : text(content))
            for problem in content.problems.dropLast() { Console.message(problem.message) }
            if let last = content.problems.last {
                throw CommandFailure(status: .configuration, message: last.message)
            }
        }
    }

    private func text(_ content: GatewayStore.Content) -> String {
        if content.gateways.isEmpty {
            return content.problems.isEmpty ? "No gateway is kept; `mctl gateway add ID URL` adds one.\n" : ""
        }
        let header = ["Id", "Credential", "Account", "Machine", "Followed", "Address"]
        let rows = content.gateways.map(\.gateway).map { gateway in
            [
                gateway.id, gateway.credential.rawValue, gateway.accountText, gateway.machine,
                gateway.isEnabled ? "yes" : "no", gateway.url,
            ]
        }
        return Columns([header] + rows).text
    }

    private func json(_ content: GatewayStore.Content) -> JSONValue {
        [
            "schema_version": 1, "gateways": .array(content.gateways.map(\.gateway.json)),
            "problems": .array(content.problems.map(\.json)),
        ]
    }
}

/// `mctl gateway show`
struct GatewayShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One gateway that is kept, without its secret.")

    @Argument(help: "Its id.")
    var id: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let gateway = try global.gateways.gateway(id).gateway
            Console.output(global.json ? gateway.answer.text(.indented) : gateway.text)
        }
    }
}

extension KeptGateway {
    /// For programs.
    var answer: JSONValue {
        .object([JSONMember(key: "schema_version", value: 1)] + json.members)
    }

    /// For people, a line a fact.
    var text: String {
        let rows = [
            ["id", id], ["address", url], ["credential", credential.rawValue], ["account", accountText],
            ["machine", machine], ["followed", isEnabled ? "yes" : "no"],
        ]
        return Columns(rows.map { ["  \($0[0])", $0[1]] }).text
    }

    /// `work, anthropic: max`.
    var accountText: String {
        let mapped = accounts.byProvider.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        let all = [accounts.key].compactMap(\.self) + mapped
        return all.isEmpty ? GatewayAccounts.unknown : all.joined(separator: ", ")
    }
}
