# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""Measure a first reading of every kind of source, in one run, each beside `cat` of the same files."""

import json
import pathlib
import shutil
import statistics
import subprocess
import sys

import logs

GOALS = {"openclaw": 1000, "usage-log": None}
USUAL_GOAL = 450
MEMORY = 128


def facts_of(path, kind, megabytes, seed):
    """Makes logs in a process of its own, for the same reason as the other corpus."""
    command = [sys.executable, "-c", "import logs, sys; logs.facts(*sys.argv[1:3], *map(int, sys.argv[3:]))"]
    arguments = [str(part) for part in (path, kind, megabytes, seed)]
    subprocess.run(command + arguments, cwd=pathlib.Path(__file__).parent, check=True)
    return logs.facts(path, kind, megabytes, seed)


def measure(sample, program, place, home, options):
    """Makes what is missing, then measures in turns, so that whatever else the computer does hits all alike.

    Returns the folders of logs by kind.
    """
    known = {"openclaw": (home, None)}
    for kind in logs.KINDS:
        # A log of usage has nothing but calls, so that a third of it has many.
        megabytes = options.megabytes // 3 // (4 if kind == "usage-log" else 1)
        path = place / f"{kind}-{megabytes}"
        known[kind] = (path, facts_of(path, kind, megabytes, options.seed))
    found = {kind: {"cat": [], "cold": []} for kind in known}
    files = {
        kind: [str(file) for file in sorted(path.rglob("*")) if file.is_file()] for kind, (path, _) in known.items()}
    ledger = place / "ledger"
    for number in range(options.rounds + 1):
        for kind, (path, facts) in known.items():
            shutil.rmtree(ledger, ignore_errors=True)
            folder = path / logs.KINDS[kind].home if kind in logs.KINDS else path
            command = [program, "ingest", str(folder), "--source", kind, "--data-dir", str(ledger)]
            if number == 0:
                # Once for the page cache, and to see that the figures are right.
                verify(command, facts)
                continue
            found[kind]["cat"].append(sample(["cat", *files[kind]]))
            found[kind]["cold"].append(sample(command))
    shutil.rmtree(ledger, ignore_errors=True)
    show(files, found)
    return {kind: path for kind, (path, _) in known.items()}


def verify(command, facts):
    done = subprocess.run(command + ["--json"], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stderr)
    totals = json.loads(done.stdout)["totals"]
    if facts and (totals["events_new"], totals["rejections"]) != (facts["calls"], 0):
        sys.exit(f"The reading of {facts['kind']} is wrong: found {totals}, expected {facts['calls']} calls")


def show(files, found):
    print("Every kind of source, a first reading; CPU seconds are those of user and system together:\n")
    print(f"{'':14}{'MB':>7}{'CPU':>9}{'MB/CPU-s':>10}{'time':>9}{'to cat':>9}{'memory':>9}  goal")
    for kind, samples in found.items():
        size = sum(pathlib.Path(file).stat().st_size for file in files[kind]) / 1e6
        cpu = statistics.median(each.cpu for each in samples["cold"])
        seconds = statistics.median(each.seconds for each in samples["cold"])
        ratio = statistics.median(cold.cpu / cat.cpu for cold, cat in zip(samples["cold"], samples["cat"]))
        memory = max(each.megabytes for each in samples["cold"])
        goal = GOALS.get(kind, USUAL_GOAL)
        wanted = f"{goal} MB/CPU-s: {'reached' if size / cpu >= goal else 'MISSED'}" if goal else ""
        if memory > MEMORY:
            wanted += f"  {MEMORY} MB: MISSED"
        print(f"{kind:14}{size:7.1f}{cpu * 1000:6.0f} ms{size / cpu:10.0f}{seconds * 1000:6.0f} ms"
              f"{ratio:9.1f}{memory:6.0f} MB  {wanted}")
    print()
