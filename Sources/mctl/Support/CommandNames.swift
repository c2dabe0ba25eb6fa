// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore

/// The names of commands. The parser looks for options first, so that of `mctl dayly --json` it would call `--json` unknown.
enum CommandNames {
    /// What is wrong with the names in front of the options: `unknown command 'dayly'; did you mean 'daily'?` Nil when
    /// nothing is.
    static func mistake(in arguments: [String], of root: any ParsableCommand.Type) -> String? {
        var command = root
        var path: [String] = [name(root)]
        for argument in arguments {
            let children = children(command)
            if children.isEmpty || argument.hasPrefix("-") || argument == "help" { return nil }
            guard let child = children.first(where: { names($0).contains(argument) }) else {
                return unknown(argument, path, children.flatMap(names))
            }
            command = child
            path.append(argument)
        }
        return nil
    }

    private static func unknown(_ argument: String, _ path: [String], _ names: [String]) -> String {
        let shown = argument.displayable
        let parent = path.count > 1 ? " of '\(path.joined(separator: " "))'" : ""
        let wanted = Spelling(argument)
        let distances = names.map { wanted.distance(to: Spelling($0)) }
        let best = zip(names, distances).min { left, right in left.1 < right.1 }
        // Half a name typed right is a guess worth making.
        let near = best.flatMap { name, distance in distance <= max(1, argument.count / 2) ? name : nil }
        let guess = near.map { "; did you mean '\($0)'?" } ?? ""
        return
            "unknown command '\(shown)'\(parent)\(guess)\nmctl: `\(path.joined(separator: " ")) --help` lists them all"
    }

    private static func children(_ command: any ParsableCommand.Type) -> [any ParsableCommand.Type] {
        command.configuration.ungroupedSubcommands + command.configuration.groupedSubcommands.flatMap(\.subcommands)
    }

    private static func names(_ command: any ParsableCommand.Type) -> [String] {
        [name(command)] + command.configuration.aliases
    }

    private static func name(_ command: any ParsableCommand.Type) -> String {
        command.configuration.commandName ?? command._commandName
    }
}
