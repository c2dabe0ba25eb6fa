# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""What the program shows on terminals of several widths, of a made-up home at a made-up moment."""

import datetime
import fcntl
import os
import pty
import re
import struct
import subprocess
import tempfile
import termios

from . import openclaw_home, program

NOW = datetime.datetime(2026, 11, 21, 13, 30, tzinfo=datetime.timezone.utc)
WIDTHS = [80, 200]
COMMANDS = [
    ["status", "--cost-limit", "5"], ["watch", "--once", "--cost-limit", "5"], ["daily", "--last", "7d"], ["cron"], ["models"],
    ["budget"], ["alerts"], ["alerts", "conditions"],
]
# What the screens of budgets show.
BUDGETS = [
    ["all", "--usd", "5", "--per", "day"], ["month", "--usd", "120", "--per", "month"],
    ["opus", "--model", "opus-4.6", "--usd", "12", "--per", "week"],
]
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def on_terminal(width, arguments, environment):
    """What a command writes to a terminal of so many columns."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 60, width, 0, 0))
    with subprocess.Popen(
            [program.binary(), *arguments], stdin=subprocess.DEVNULL, stdout=theirs, stderr=subprocess.PIPE,
            env=environment) as process:
        os.close(theirs)
        written = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:
                break
            if not part:
                break
            written += part
        problem = process.stderr.read().decode()
    os.close(ours)
    if process.returncode != 0:
        raise RuntimeError(f"mctl {' '.join(arguments)} ended with {process.returncode}: {problem}")
    return written.decode().replace("\r\n", "\n")


def page():
    """docs/screens.md"""
    lines = [
        "# Screens", "", "<!-- Written by `make docs`; do not edit. -->", "",
        "Of the made-up home that `scripts/make-home` writes, on Saturday, 2026-11-21, 13:30 UTC, at 80 and 200 columns. On a",
        "terminal heads and totals are bold and warnings are yellow; with `NO_COLOR` the text is the same without that.", ""]
    with tempfile.TemporaryDirectory(prefix="mission-screens-") as scratch:
        openclaw_home.write_example(f"{scratch}/home", NOW)
        environment = program.environment(MISSION_NOW=NOW.isoformat().replace("+00:00", "Z"), TERM="xterm")
        data = ["--data-dir", f"{scratch}/data"]
        program.answer("ingest", f"{scratch}/home", *data, env=environment)
        for budget in BUDGETS:
            program.answer("budget", "set", *budget, *data, env=environment)
        for command in COMMANDS:
            lines += [f"## mctl {' '.join(command)}", ""]
            for width in WIDTHS:
                coloured = on_terminal(width, [*command, *data], environment)
                plain = on_terminal(width, [*command, *data], environment | {"NO_COLOR": "1"})
                if COLOURS.sub("", coloured) != plain or "\x1b" in plain:
                    raise RuntimeError(f"mctl {command[0]} does not say the same without colours")
                lines += [f"{width} columns:", "", "```", plain.rstrip("\n"), "```", ""]
    return "\n".join(lines)
