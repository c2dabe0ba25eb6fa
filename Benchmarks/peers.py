# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""The same question to other programs that read the same logs, where they are installed: how much Claude Code has used."""

import os
import pathlib
import shutil
import statistics


def measure(sample, program, place, projects, rounds):
    """Measures in turns; a program that is not on PATH gets a line that says so.

    - projects: a folder of Claude Code's logs, as `logs.py` writes them.
    """
    ledger, scratch = place / "peer-ledger", place / "peers"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    home = projects.parent
    surroundings = {
        **os.environ, "HOME": str(scratch), "TZ": "UTC", "CLAUDE_CONFIG_DIR": str(home),
        "CLAUDE_PROJECTS_DIR": str(projects), "AGENTSVIEW_DATA_DIR": str(scratch / "agentsview"),
        "AGENTSVIEW_NO_DAEMON": "1",
    }
    own = [program, "ingest", str(projects), "--source", "claude-code", "--data-dir", str(ledger)]
    asked = {
        "mctl ingest": (own, ledger),
        "ccusage daily": (["ccusage", "claude", "daily", "--offline", "--json"], None),
        "agentsview sync": (["agentsview", "sync"], scratch / "agentsview"),
    }
    found = {name: [] for name in asked}
    for _ in range(rounds):
        for name, (command, kept) in asked.items():
            if shutil.which(command[0]) is None:
                continue
            if kept:
                shutil.rmtree(kept, ignore_errors=True)
            found[name].append(sample(command, env=surroundings))
    shutil.rmtree(ledger, ignore_errors=True)
    size = sum(file.stat().st_size for file in pathlib.Path(projects).rglob("*.jsonl")) / 1e6
    show(found, size)


def show(found, size):
    print(f"Other programs, a first reading of the same {size:.0f} MB of Claude Code's logs:\n")
    print(f"{'':18}{'CPU':>10}{'MB/CPU-s':>10}{'time':>10}{'memory':>9}")
    for name, samples in found.items():
        if not samples:
            print(f"{name:18}  not measured: {name.split()[0]} is not installed")
            continue
        cpu = statistics.median(each.cpu for each in samples)
        seconds = statistics.median(each.seconds for each in samples)
        memory = max(each.megabytes for each in samples)
        print(f"{name:18}{cpu * 1000:7.0f} ms{size / cpu:10.0f}{seconds * 1000:7.0f} ms{memory:6.0f} MB")
    print()
