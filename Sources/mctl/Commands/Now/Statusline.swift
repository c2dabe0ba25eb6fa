// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Foundation
internal import MissionCore
internal import MissionSources

/// `mctl statusline`
struct Statusline: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "statusline", abstract: "One line for a status bar or a prompt.",
        discussion: """
            It reads the ledger and nothing else; where no `mctl serve` keeps that up to date, it starts one `mctl ingest` in \
            the background, at most every 30 seconds. What Claude Code tells its status line command on standard input is \
            understood: set {"statusLine": {"type": "command", "command": "mctl statusline"}} in ~/.claude/settings.json.
            """)

    @Flag(name: .customLong("no-ingest"), help: "Never start reading; show what the ledger has.")
    var noIngest = false

    @OptionGroup var limits: LimitOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let now = Present.now
            let prompt = PromptInput.read().flatMap { StatusPrompt($0, now: now) }
            let line = try await line(prompt, now: now)
            Console.output(global.json ? line.json.text(.indented) : line.text(Self.style) + "\n")
        }
        if !noIngest { BackgroundIngest(global.directory).startIfDue() }
    }

    /// A bar is no terminal of its own, and most show colour; the line has none, so that every bar can show it.
    private static var style: TableStyle {
        var style = Console.tableStyle
        style.color = false
        return style
    }

    private func line(_ prompt: StatusPrompt?, now: Timestamp) async throws -> StatusLine {
        guard let reader = try? await global.ledgerReader(briefly: true) else {
            // A first prompt before anything was read is no error that belongs into somebody's prompt.
            let current = CurrentUsage(now: now, block: nil, recent: RecentUse([UsageEvent](), now: now))
            return StatusLine(today: UsageSums(), current: current, prompt: prompt)
        }
        let zone = try global.zone()
        let day = zone.day(of: now)
        let today = try await reader.usage(UsageQuery(window: zone.window(from: day, through: day), zone: zone))
        var quotas = try await GatewayQuotas.load(from: reader, now: now)
        if let prompt, !prompt.quotas.isEmpty {
            quotas.append(GatewayQuotas(gateway: "claude-code", quotas: prompt.quotas))
        }
        // A line in a prompt is no place to complain about a file.
        let budgets = (try? global.budgets.plan()).map(WindowLimits.init) ?? WindowLimits()
        let current = try await CurrentUsage.load(
            from: reader, now: now, limits: limits.limits.filled(from: budgets), quotas: quotas)
        var session: UsageSums?
        if let id = prompt?.session {
            session = try await reader.usage(UsageQuery(filters: [.session: [id]])).first?.sums
        }
        return StatusLine(today: today.first?.sums ?? UsageSums(), current: current, prompt: prompt, session: session)
    }
}

extension Statusline {
    /// The command with nothing but plain options, without asking ArgumentParser.
    ///
    /// A prompt waits for this line, and finding one command among all of them takes a third of the time that it has.
    ///
    /// - Parameter arguments: What follows the program's name.
    /// - Returns: nil for everything else, other commands and mistakes among it.
    static func plain(_ arguments: [String]) -> Statusline? {
        guard arguments.first == "statusline" else { return nil }
        var rest = arguments.dropFirst()
        var command = Statusline()
        command.noIngest = false
        var global = GlobalOptions()
        (global.dataDirectory, global.ledgerAddress, global.zoneName, global.json) = (nil, nil, nil, false)
        var limits = LimitOptions()
        (limits.tokens, limits.cost, limits.calls) = (nil, nil, nil)
        while let argument = rest.popFirst() {
            switch argument {
            case "--no-ingest": command.noIngest = true
            case "--json", "-j": global.json = true
            case "--data-dir":
                // Given twice, or followed by what looks like an option: not for here to judge.
                guard global.dataDirectory == nil, let folder = rest.popFirst(), !folder.hasPrefix("-") else {
                    return nil
                }
                global.dataDirectory = folder
            default: return nil
            }
        }
        (command.global, command.limits) = (global, limits)
        return command
    }
}

/// What a program that shows the line writes to standard input.
enum PromptInput {
    private static let largest = 1 << 20
    /// Milliseconds to wait for more; whoever tells something tells it at once.
    private static let patience: Int32 = 100

    /// What is there; nil where standard input is a terminal or says nothing in time.
    static func read(_ descriptor: Int32 = STDIN_FILENO) -> Data? {
        guard isatty(descriptor) == 0 else { return nil }
        var data = Data()
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while data.count < largest {
            var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard Foundation.poll(&poll, 1, patience) > 0 else { break }
            let count = buffer.withUnsafeMutableBytes { Foundation.read(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { break }
            data.append(contentsOf: buffer.prefix(count))
        }
        return data.isEmpty ? nil : data
    }
}
