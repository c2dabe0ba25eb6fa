# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""A conversation with `mctl mcp` about a made-up home at a made-up moment."""

import json
import subprocess
import tempfile

from . import openclaw_home, program, screens

# What is asked, with what somebody wants to know.
CALLS = [
    ("What did the last seven days cost?", "usage_summary", {"last": "7d"}),
    ("Which models were that?", "cost_by", {"by": "model", "last": "7d"}),
    ("And what of it was Opus, agent by agent?", "cost_by", {"by": "agent", "last": "7d", "filter": {"model": "claude-opus-4-6"}}),
    ("What do the cron jobs cost?", "cron_costs", {"last": "2w", "limit": 5}),
    ("How full are the budgets?", "budget_status", {}),
    ("What would the morning brief cost with Haiku?", "what_if",
     {"to": "anthropic/claude-haiku-4-5", "last": "2w", "filter": {"cron": "morning-brief"}}),
    ("What will this month come to?", "forecast", {}),
    ("What would cost less?", "suggestions", {"limit": 1}),
    ("And what does nobody know?", "cost_by", {"by": "model", "filter": {"provider": "house"}}),
]
# Answers of which the figures for programs are shown, too: a whole one, and one row with an unknown cost.
STRUCTURED = {0: lambda content: content, len(CALLS) - 1: lambda content: content["rows"][0]}
CLIENT = {"name": "example", "version": "1"}


class Session:
    """A client that says one thing after another."""

    def __init__(self, environment, data):
        self.process = subprocess.Popen(
            [program.binary(), "mcp", "--data-dir", data, "--tz", "UTC"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env=environment)
        self.number = 0

    def ask(self, method, **parameters):
        """The message and its answer."""
        self.number += 1
        message = {"jsonrpc": "2.0", "id": self.number, "method": method} | ({"params": parameters} if parameters else {})
        self.process.stdin.write(json.dumps(message) + "\n")
        self.process.stdin.flush()
        return message, json.loads(self.process.stdout.readline())

    def tell(self, method):
        message = {"jsonrpc": "2.0", "method": method}
        self.process.stdin.write(json.dumps(message) + "\n")
        self.process.stdin.flush()
        return message

    def end(self):
        self.process.stdin.close()
        if self.process.wait(10) != 0:
            raise RuntimeError("mctl mcp did not end well")


def page():
    """docs/mcp.md"""
    with tempfile.TemporaryDirectory(prefix="mission-mcp-page-") as scratch:
        openclaw_home.write_example(f"{scratch}/home", screens.NOW)
        environment = program.environment(MISSION_NOW=screens.NOW.isoformat().replace("+00:00", "Z"))
        data = f"{scratch}/data"
        program.answer("ingest", f"{scratch}/home", "--data-dir", data, env=environment)
        for budget in screens.BUDGETS:
            program.answer("budget", "set", *budget, "--data-dir", data, env=environment)
        session = Session(environment, data)
        lines = conversation(session)
        session.end()
    return "\n".join(lines)


HEAD = """# An agent that asks what it costs

<!-- Written by `make docs`; do not edit. -->

`mctl mcp` is a server of the [Model Context Protocol](https://modelcontextprotocol.io) on standard input and output, for a client that starts
it. Its tools read the ledger; none of them changes anything, and nothing leaves the computer but the answer to the client.

    claude mcp add mission-control -- mctl mcp                       # Claude Code
    openclaw mcp add mission-control --command mctl --arg mcp        # OpenClaw; openclaw mcp doctor mission-control --probe tries it

In a client's configuration it is the command `mctl` with the argument `mcp`; in OpenClaw's `openclaw.json`:

    {"mcp": {"servers": {"mission-control": {"command": "mctl", "args": ["mcp"]}}}}

`--data-dir` names another ledger and `--tz` the zone whose days count where a call names none. It speaks the revisions 2026-07-28 (without a
handshake), 2025-11-25, 2025-06-18, 2025-03-26 and 2024-11-05. Each answer has a table to read and the same figures as `structuredContent`. There a
cost that nobody knows is `null`, with the number of its calls beside it, and never zero. What cannot be answered is a result with `isError`
that says what to do. A report that is added to `mctl` can be asked for by `report` at once.
"""


def conversation(session):
    lines = [HEAD, "## Tools", ""]
    hello = session.ask("initialize", protocolVersion="2025-11-25", capabilities={}, clientInfo=CLIENT)
    ready = session.tell("notifications/initialized")
    tools = session.ask("tools/list")[1]["result"]["tools"]
    lines += ["| tool | what it answers | arguments |", "| --- | --- | --- |"]
    for tool in tools:
        needed = tool["inputSchema"]["required"]
        names = ", ".join(f"**`{name}`**" if name in needed else f"`{name}`" for name in tool["inputSchema"]["properties"])
        lines.append(f"| `{tool['name']}` | {tool['description'].splitlines()[0].replace('|', chr(92) + '|')} | {names} |")
    lines += ["", "Arguments in bold are needed.", "", "## A conversation", "",
              "About the made-up home that `scripts/make-home` writes, on Saturday, 2026-11-21, 13:30 UTC. First the handshake:", "",
              *block(hello[0]), *block(hello[1]), *block(ready)]
    for number, (question, tool, arguments) in enumerate(CALLS):
        asked, answered = session.ask("tools/call", name=tool, arguments=arguments)
        result = answered["result"]
        if result["isError"]:
            raise RuntimeError(f"{tool}: {result['content'][0]['text']}")
        lines += [f"### {question}", "", *block(asked), "The text of the answer:", "", *quoted(result["content"][0]["text"]), ""]
        if number in STRUCTURED:
            what = "Its `structuredContent`" if number == 0 else "The row in its `structuredContent`"
            lines += [f"{what}:", "", *block(STRUCTURED[number](result["structuredContent"]))]
    asked, answered = session.ask("tools/call", name="cost_by", arguments={"by": "colour"})
    return lines + ["### What makes no sense", "", *block(asked), *block(answered)]


def block(message):
    return ["```json", json.dumps(message, ensure_ascii=False), "```", ""]


def quoted(markdown):
    return [f"> {line}".rstrip() for line in markdown.rstrip("\n").split("\n")]
