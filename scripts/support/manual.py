# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""The pages of the manual that follow from the program: commands, reports, environment variables."""

import re

WRITTEN = "<!-- Written by `make docs`; do not edit. -->\n"

# Every variable of the environment that the program looks at. A variable in Sources that is not here fails the check.
SETTINGS = [
    ("MISSION_DATA_DIR", "The folder of the ledger. `--data-dir` goes before it.", "`$XDG_DATA_HOME/mission-control`"),
    ("MISSION_PUSH_TOKEN", "The token that `mctl push` sends. `--token-file` goes before it.", "none"),
    ("MISSION_LEDGER", "A ledger on ClickHouse instead of the file (docs/clickhouse.md). `--ledger` goes before it.", "none"),
    ("XDG_DATA_HOME", "Where programs keep their data; OpenCode does, too.", "`~/.local/share`"),
    ("OPENCLAW_STATE_DIR", "OpenClaw's state directory; when it is set, no other place is looked at.",
     "`~/.openclaw`, its profiles `~/.openclaw-*`, and the older names `~/.clawdbot`, `~/.moltbot`, `~/.moldbot`"),
    ("OPENCLAW_PROFILE", "A profile of OpenClaw, whose directory `~/.openclaw-<profile>` is looked at, too.", "none"),
    ("CLAWDBOT_STATE_DIR", "The state directory under OpenClaw's first name; looked at, too.", "none"),
    ("MOLTBOT_STATE_DIR", "The state directory under its second name; looked at, too.", "none"),
    ("OPENCLAW_CONFIG_PATH", "The configuration of OpenClaw's home, when it lies elsewhere.", "`openclaw.json` in it"),
    ("OPENCLAW_HOME", "The folder in which those directories are looked for.", "the home directory"),
    ("LLM_LOG_DB", "A database into which scripts log their calls; looked at, too.", "the usual places"),
    ("LLM_DB", "The same under another name.", "the usual places"),
    ("CLAUDE_CONFIG_DIR", "Claude Code's folders, separated by commas; when it is set, no other place is looked at.",
     "`~/.claude` and `$XDG_CONFIG_HOME/claude`"),
    ("XDG_CONFIG_HOME", "Where programs keep their configuration; Claude Code may have its folder there.", "`~/.config`"),
    ("CODEX_HOME", "Codex's folder.", "`~/.codex`"),
    ("GEMINI_CLI_HOME", "The folder in which Gemini CLI has its `.gemini`.", "the home directory"),
    ("PI_CODING_AGENT_DIR", "The folder of the pi coding agent, with its `sessions`.", "`~/.pi/agent`"),
    ("PI_CODING_AGENT_SESSION_DIR", "The folder in which it keeps its sessions instead; looked at, too.", "none"),
    ("OPENCODE_DB", "OpenCode's database, absolute or in its data directory; looked at, too.", "`opencode.db`"),
    ("OPENCODE_DATA_DIR", "Further data directories of OpenCode, separated by commas.", "`$XDG_DATA_HOME/opencode`"),
    ("RUNTIME_USAGE_PRICING_FILE",
     "A JSON file of your own prices, which go before the built-in ones: "
     "`{\"<provider>/<model>\": {\"input\": 3, \"output\": 15, \"cache_read\": 0.3, \"cache_write\": 3.75}}`, in dollars per "
     "million tokens, also under the key `rates_usd_per_million`. It is read again when it changes. A file with a mistake ends a command with exit code 78; while "
     "`mctl serve` runs it is warned about, and the prices before it stay.", "none"),
    ("MISSION_NOW", "A moment (`2026-11-21T13:30:00Z`) that reports take for the present; the manual's screens are made with it.",
     "the clock's"),
    ("TZ", "The time zone whose days count. `--tz` goes before it.", "the computer's"),
    ("NO_COLOR", "When it is set and not empty, tables have no colours.", "colours on a terminal"),
    ("TERM", "`dumb`: neither colours nor progress.", ""),
    ("LC_ALL", "With `LC_CTYPE` and `LANG`, in this order: whether the terminal shows more than ASCII.", ""),
    ("LC_CTYPE", "See `LC_ALL`.", ""),
    ("LANG", "See `LC_ALL`.", "`C.UTF-8`"),
    ("HOME", "The home directory.", "the user's"),
]
# The system's own library looks at these, and no source file names them.
BY_THE_SYSTEM = {"TZ"}
# These look like variables and are words in transcripts, errors of the TLS library, or what another program is told.
WORDS = {"HEARTBEAT_OK", "SOURCE_DATE_EPOCH", "CERTIFICATE_VERIFY_FAILED", "WRONG_VERSION_NUMBER"}

EXIT_CODES = [
    (0, "All is well."),
    (64, "The command line was wrong."),
    (65, "A ledger or a backup is damaged, or does not hold what it should."),
    (66, "There is nothing to read, or it cannot be read; there is no ledger yet, or no gateway, budget, "
     "channel or token of that name."),
    (69, "Something that is needed is not available: a ledger that cannot be opened, a port that is taken, a gateway "
     "that cannot be reached, a channel that did not take a message, a provider that did not tell its bill."),
    (73, "A file that was to be made exists already, or cannot be made."),
    (75, "Try again later: another process is writing to the ledger, a gateway is starting up, or a provider has had too many "
     "requests."),
    (78, "A file of prices, settings or a gateway is wrong, a gateway wants another credential or somebody's approval, a provider "
     "another key, or "
     "others could reach the server and there is no token."),
]


# What dashboards of other people ask for.
LIVE = [
    ("latest", "what was called after `?since=` (a moment; without it, today), and today's sums; 304 while nothing is new"),
    ("today", "today so far, by model"),
    ("models", "models, with average cost of a call and ratio of input to output"),
    ("daily", "the last `?days=` (30), first to last, without gaps"),
    ("top-models", "the `?limit=` (5) most expensive models"),
    ("providers", "providers"),
    ("task-types", "kinds of work, and the rules that tell them"),
    ("thinking", "thinking: total, calls, largest, average, part of the cost, and whether a subscription includes it"),
    ("health", "failures, rate limits and success rate by service"),
    ("alerts", "what is exceeded now; `state` says when no budget is set"),
]


def settings_problems(sources):
    """What is wrong with the table above, seen from the sources."""
    named = set()
    for path in sources.rglob("*.swift"):
        # The codes of a gateway's errors look like variables.
        if not any(part.startswith(("MissionTesting", "MissionGateway")) for part in path.parts) and path.parent.name != "Gateway":
            named |= set(re.findall(r'"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|HOME|TERM|LANG|TZ)"', path.read_text()))
    named -= WORDS
    told = {name for name, _, _ in SETTINGS}
    return [f"{name} is looked at in Sources and missing in scripts/support/manual.py" for name in sorted(named - told)] + [
        f"{name} is in scripts/support/manual.py and nowhere in Sources" for name in sorted(told - named - BY_THE_SYSTEM)]


def configuration():
    """docs/configuration.md"""
    rows = [f"| `{name}` | {text} | {default} |" for name, text, default in SETTINGS]
    return "\n".join([
        "# Configuration", "", WRITTEN,
        "Nothing has to be configured. These variables of the environment change what is found, kept and shown.", "",
        "| variable | what it does | without it |", "| --- | --- | --- |", *rows, ""])


def reports(rows):
    """docs/reports.md"""
    lines = [
        "# Reports", "", WRITTEN,
        "Every report is a command (`mctl daily`), an answer over HTTP (`/api/v1/reports/daily`, also `?format=csv` or `md`), can be [exported](exports.md), and takes",
        "the same questions: a range of days, filters, and `--group-by`. See [the command line](cli.md#report-options).", "",
        "| report | what it shows | grouped by |", "| --- | --- | --- |"]
    for row in rows:
        keys = ", ".join(f"`{key}`" for key in row["group_by"]) or "nothing"
        lines.append(f"| `{row['id']}` | {cell(row['summary'])} | {keys} |")
    lines += [
        "", "## For live pages", "",
        "The same figures under the names that dashboards know; days and filters as above, `limit` and `days` where it says so.", "",
        "| path | what it answers |", "| --- | --- |",
        *(f"| `/api/usage/{path}` | {text} |" for path, text in LIVE)]
    return "\n".join(lines) + "\n"


def command_line(tool, report_names):
    """docs/cli.md"""
    commands = [command for command in leaves(tool) if command["commandName"] != "help"]
    everywhere = shared(commands, 0.8)
    # A report that cannot be about some calls only has options of its own.
    report_names = {
        command["commandName"] for command in commands
        if command["commandName"] in report_names and any("--model" in spelling(a) for a in command["arguments"])}
    of_reports = shared([command for command in commands if command["commandName"] in report_names], 1) - everywhere
    lines = [
        "# The command line", "", WRITTEN, sentence(tool.get("abstract", "")), "", tool.get("discussion", ""), "",
        "Data goes to standard output and messages go to standard error. `mctl help COMMAND` says the same as this page.", ""]
    lines += ["## Commands", ""]
    for command in commands:
        lines += section(command, everywhere, of_reports if command["commandName"] in report_names else set())
    for title, keys, text in [
        ("Report options", of_reports, "Every report takes these."), ("Common options", everywhere, "Nearly every command takes these."),
    ]:
        source = next(command for command in commands if keys <= {key(a) for a in command["arguments"]})
        lines += [f"## {title}", "", text, "", *options([a for a in source["arguments"] if key(a) in keys]), ""]
    lines += ["## Exit codes", "", "| code | meaning |", "| --- | --- |"]
    lines += [f"| {code} | {text} |" for code, text in EXIT_CODES]
    return "\n".join(lines) + "\n"


def leaves(command, parents=()):
    """Every command that does something, with its whole name."""
    path = (*parents, command["commandName"])
    subcommands = command.get("subcommands", [])
    if not subcommands:
        return [command | {"path": " ".join(path)}]
    return [leaf for subcommand in subcommands for leaf in leaves(subcommand, path)]


def shared(commands, share):
    """The options that at least this share of the commands has."""
    keys = [key(argument) for command in commands for argument in command["arguments"]]
    return {one for one in keys if keys.count(one) >= share * len(commands)}


def key(argument):
    return (argument["kind"], spelling(argument), argument.get("abstract", ""))


def section(command, everywhere, of_reports):
    own = [a for a in command["arguments"] if a.get("shouldDisplay", True) and key(a) not in everywhere | of_reports]
    positional = [f"[<{a['valueName']}>{' …' if a.get('isRepeating') else ''}]" for a in own if a["kind"] == "positional"]
    usage = " ".join([command["path"], *positional] + (["[options]"]))
    lines = [f"### {command['path']}", "", sentence(command.get("abstract", "")), ""]
    if command.get("discussion"):
        lines += [command["discussion"], ""]
    lines += [f"    {usage}", ""]
    if own:
        lines += [*options(own), ""]
    if of_reports:
        lines += ["Takes the [report options](#report-options).", ""]
    return lines


def options(arguments):
    lines = ["| option | meaning |", "| --- | --- |"]
    for argument in arguments:
        text = [cell(argument.get("abstract", "")), cell(argument.get("discussion", ""))]
        if argument.get("defaultValue") is not None:
            text.append(f"Default: `{argument['defaultValue']}`.")
        if argument.get("isRepeating") and argument["kind"] == "option":
            text.append("May be given several times.")
        lines.append(f"| {spelling(argument)} | {' '.join(filter(None, text))} |")
    return lines


def spelling(argument):
    if argument["kind"] == "positional":
        return f"`<{argument['valueName']}>`"
    names = [("-" if name["kind"] == "short" else "--") + name["name"] for name in argument["names"]]
    value = f" <{argument['valueName']}>" if argument["kind"] == "option" else ""
    return ", ".join(f"`{name}{value}`" for name in sorted(names, key=len))


def cell(text):
    return text.replace("|", "\\|").replace("\n", " ").strip()


def sentence(text):
    return text if text.endswith((".", "?", "!")) or not text else f"{text}."
