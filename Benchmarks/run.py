#!/usr/bin/env python3
# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""Measure a first reading, its memory, and a start with nothing new, each beside `cat` of the same files; then a first
reading of every kind of source, other programs that are installed, and every report of a large ledger."""

import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

import corpus
import kinds
import logs
import peers

REPOSITORY = pathlib.Path(__file__).resolve().parents[1]
GOALS = {"speed": 400, "memory": 128, "warm": 100}


class Sample:
    """One run of a program: seconds, seconds of CPU, and the most memory that it held."""

    def __init__(self, command, output=subprocess.DEVNULL, env=None):
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=output, env=env)
        _, status, used = os.wait4(process.pid, 0)
        self.seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            sys.exit(f"{command[0]} {command[1]} ended with {process.returncode}")
        self.cpu = used.ru_utime + used.ru_stime
        self.megabytes = used.ru_maxrss * 1024 / 1e6


def facts_of(*arguments):
    """Makes the corpus in a process of its own: that takes 230 MB, and Linux counts what a process held when it started
    another one as held by that one, too. Even `true` would seem to need as much."""
    command = [sys.executable, "-c", "import corpus, sys; corpus.facts(sys.argv[1], *map(int, sys.argv[2:]))"]
    subprocess.run(command + [str(part) for part in arguments], cwd=REPOSITORY / "Benchmarks", check=True)
    return corpus.facts(*arguments)


def median(samples, value="seconds"):
    return statistics.median(getattr(sample, value) for sample in samples)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=7)
    options.add_argument("--megabytes", type=int, default=300)
    options.add_argument("--files", type=int, default=1000)
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--large", action="store_true", help="ask ledgers of 3 and 10 million calls, too")
    options = options.parse_args()
    program = os.environ.get("MCTL") or str(REPOSITORY / ".build/release/mctl")
    place = REPOSITORY / ".build/bench"
    place.mkdir(parents=True, exist_ok=True)
    home = place / f"home-{options.megabytes}"
    facts = facts_of(home, options.megabytes, options.files, options.seed)
    print(f"{facts['bytes'] / 1e6:.1f} MB in {facts['files']} files, {facts['lines']:,} lines, "
          f"{facts['usage_lines']:,} with usage, {facts['calls']:,} different calls; seed {options.seed}")
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {options.rounds} rounds, medians\n", flush=True)
    measured = measure(program, place, home, facts, options.rounds)
    show(facts, measured)
    print(flush=True)
    known = kinds.measure(Sample, program, place, home, options)
    peers.measure(Sample, program, place, known["claude-code"] / logs.KINDS["claude-code"].home, options.rounds)
    queries = [sys.executable, str(REPOSITORY / "Benchmarks/queries.py")] + (["--large"] if options.large else [])
    sys.exit(subprocess.run(queries).returncode)


def measure(program, place, home, facts, rounds):
    """In turns, so that whatever else the computer does hits all alike."""
    files = [str(path) for path in sorted(home.rglob("*")) if path.is_file()]
    twin = place / f"{home.name}-twin"
    link(home, twin)
    ledger, measured = place / "ledger", {name: [] for name in ("cat", "cold", "warm", "known", "start")}
    # Once for the page cache, and to see that the figures are right.
    Sample(["cat", *files])
    verify(program, home, ledger, facts)
    for _ in range(rounds):
        shutil.rmtree(ledger)
        measured["cat"].append(Sample(["cat", *files]))
        measured["cold"].append(Sample([program, "ingest", str(home), "--data-dir", str(ledger)]))
        measured["warm"].append(Sample([program, "ingest", str(home), "--data-dir", str(ledger)]))
        # The same bytes under another path: all is read and parsed, and every call is known already.
        measured["known"].append(Sample([program, "ingest", str(twin), "--data-dir", str(ledger)]))
        measured["start"].append(Sample([program, "--version"]))
    return measured


def link(home, twin):
    """The same files under another path."""
    shutil.rmtree(twin, ignore_errors=True)
    shutil.copytree(home, twin, copy_function=os.link)


def verify(program, home, ledger, facts):
    shutil.rmtree(ledger, ignore_errors=True)
    done = subprocess.run(
        [program, "ingest", str(home), "--data-dir", str(ledger), "--json"], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stderr)
    totals = json.loads(done.stdout)["totals"]
    wanted = {"events_new": facts["calls"], "duplicates": facts["usage_lines"] - facts["calls"], "rejections": 0}
    found = {name: totals[name] for name in wanted}
    if found != wanted:
        sys.exit(f"The reading is wrong: found {found}, expected {wanted}")


def show(facts, measured):
    cat, cold, warm, known, start = (median(measured[name]) for name in ("cat", "cold", "warm", "known", "start"))
    size = facts["bytes"] / 1e6
    memory = max(sample.megabytes for sample in measured["cold"])
    rows = [
        ("first reading", f"{cold * 1000:.0f} ms", f"{size / cold:.0f} MB/s", ratio(measured, "cold"),
         verdict(size / cold >= GOALS["speed"], f"at least {GOALS['speed']} MB/s")),
        ("  its CPU time", f"{median(measured['cold'], 'cpu') * 1000:.0f} ms", "", "", ""),
        ("  its memory, at most", f"{memory:.0f} MB", "", "", verdict(memory < GOALS["memory"], f"under {GOALS['memory']} MB")),
        ("start, nothing new", f"{warm * 1000:.0f} ms", f"{facts['files']} files", ratio(measured, "warm"),
         verdict(warm * 1000 < GOALS["warm"], f"under {GOALS['warm']} ms")),
        ("cat of the same files", f"{cat * 1000:.0f} ms", f"{size / cat:.0f} MB/s", "1.00", ""),
    ]
    print(f"{'':24}{'median':>10}{'':>14}{'to cat':>9}  goal")
    for name, time_, speed, to_cat, goal in rows:
        print(f"{name:24}{time_:>10}{speed:>14}{to_cat:>9}  {goal}")
    # Each step of the way is what it needs beyond the step before it.
    steps = [
        ("process start", start), ("looking at the files, opening the ledger", warm - start),
        ("reading, parsing, finding calls known", known - warm), ("storing new calls and their sums", cold - known),
    ]
    print("\nWhere a first reading's time goes:")
    for name, seconds in steps:
        print(f"  {name:42}{seconds * 1000:7.0f} ms  {seconds / cold * 100:4.0f} %")
    print(f"  What limits it: {max(steps, key=lambda step: step[1])[0]}.")


def ratio(measured, name):
    """The median of what each round measured, so that a slow moment is in both."""
    return f"{statistics.median(a.seconds / b.seconds for a, b in zip(measured[name], measured['cat'])):.2f}"


def verdict(holds, goal):
    return f"{goal}: {'reached' if holds else 'MISSED'}"


main()
