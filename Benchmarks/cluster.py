#!/usr/bin/env python3
# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""Measure a ledger on a ClickHouse cluster: how fast it is filled, what a call weighs, and how long reports take by the number of calls.

    python3 Benchmarks/cluster.py --ledger FOLDER [--calls 1000000 10000000 50000000] [--record] [--cluster DIR]

FOLDER has a ledger of `years.py` (queries.py leaves one in .build/bench). It is copied to a cluster of two shards and two replicas on this
computer by `mctl ledger copy`, and then multiplied within the database, each time with other identities in the same conversations and at
the same times, until there are as many calls as asked for. DIR may have a cluster (scripts/clickhouse-cluster), which stays with all of them in
its database "scale" for `Tests/EndToEnd/verify-cluster --cluster DIR --into scale --only kills replica shard`. --record writes
Benchmarks/scale.json, of which docs/scale.md is made.
"""

import argparse
import concurrent.futures
import datetime
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

REPOSITORY = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY / "scripts"))

from support.cluster import Cluster  # noqa: E402

DATABASE = "scale"
# What is asked, by the name in the table: the reports of a month and of all time.
REPORTS = {
    "days of a month": ["daily", "--since", "MONTH"], "models, a month": ["models", "--since", "MONTH"],
    "days, all time": ["daily", "--since", "2000-01-01"], "models, all time": ["models", "--since", "2000-01-01"],
    "agents, all time": ["agents", "--since", "2000-01-01"],
    "hours of a week, another zone": ["hourly", "--since", "WEEK", "--tz", "Asia/Kolkata"],
}


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--ledger", type=pathlib.Path, required=True)
    options.add_argument("--calls", type=int, nargs="*", default=[1_000_000, 10_000_000, 50_000_000])
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--build", default="a release build", help="what is said of the program and of what runs beside it")
    options.add_argument("--record", action="store_true")
    options.add_argument("--cluster", help="a folder whose cluster is used, and left running with the database")
    options = options.parse_args()
    program = os.environ.get("MCTL") or str(REPOSITORY / ".build/release/mctl")
    with tempfile.TemporaryDirectory(prefix="mission-scale-") as folder:
        cluster = Cluster(options.cluster or folder)
        try:
            facts = measure(program, cluster, options)
        finally:
            if not options.cluster:
                cluster.do("stop")
    print(json.dumps(facts, indent=2))
    if options.record:
        (REPOSITORY / "Benchmarks/scale.json").write_text(json.dumps(facts, indent=2) + "\n")


def measure(program, cluster, options):
    address = cluster.address(DATABASE)
    start = time.perf_counter()
    copied = run(program, "ledger", "copy", "--data-dir", options.ledger, "--to", address, "--json")
    seconds = time.perf_counter() - start
    calls = json.loads(copied)["copy"]["events"]
    facts = {
        "date": datetime.date.today().isoformat(), "machine": f"{os.cpu_count()} cores", "build": options.build,
        "servers": cluster.ask("SELECT version()"),
        "shards": 2, "replicas": 2, "copied_calls": calls, "copied_in_seconds": round(seconds, 1), "sizes": [],
    }
    print(f"{calls:,} calls copied in {seconds:.0f} s, {calls / seconds:,.0f} a second", flush=True)
    facts["sizes"].append(look(program, cluster, address, options, calls))
    for wanted in (number for number in options.calls if number > calls * 1.5):
        multiply(cluster, round(wanted / calls))
        start = time.perf_counter()
        run(program, "ledger", "verify", "--ledger", address, "--sum", check=False)
        print(f"days added up in {time.perf_counter() - start:.0f} s", flush=True)
        facts["sizes"].append(look(program, cluster, address, options, count(cluster)))
    return facts


def run(program, *arguments, check=True):
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True)
    if check and done.returncode != 0:
        sys.exit(f"mctl {arguments[0]} ended with {done.returncode}: {done.stderr}")
    return done.stdout


def count(cluster):
    return sum(int(cluster.ask(f"SELECT count() FROM {DATABASE}.events", node)) for node in (1, 3))


def multiply(cluster, factor):
    """Makes so many of each call of the first copy, and forgets the sums of days."""
    names = cluster.ask(f"SELECT name FROM system.columns WHERE database = '{DATABASE}' AND table = 'events'").split("\n")
    # Copies are told apart by who called.
    original = "substring(caller, 1, 5) != 'copy-'"
    there = int(cluster.ask(f"SELECT count(DISTINCT caller) FROM {DATABASE}.events WHERE NOT ({original})"))
    for number in range(there + 1, factor):
        changed = {"id_high": f"id_high + {number} * 7919", "caller": f"'copy-{number}'"}
        select = ", ".join(changed.get(name, name) for name in names)
        insert = f"INSERT INTO {DATABASE}.events ({', '.join(names)}) SELECT {select} FROM {DATABASE}.events WHERE {original}"
        with concurrent.futures.ThreadPoolExecutor() as pool:
            list(pool.map(lambda node: cluster.ask(insert, node), (1, 3)))
        print(f"{count(cluster):,} calls", flush=True)
    cluster.ask(f"INSERT INTO {DATABASE}.documents SELECT kind, key, ref, ref2, ref3, ref4, at, '', version + 1, 1 FROM {DATABASE}.documents FINAL"
                " WHERE kind = 'day' AND is_deleted = 0")
    cluster.wait_until_equal(DATABASE, 600)


def look(program, cluster, address, options, calls):
    """What a call weighs on one replica, and how long each report takes as a command, its start included."""
    parts = ("SELECT table, sum(bytes_on_disk) FROM system.parts WHERE active AND database = '%s' GROUP BY table ORDER BY table" % DATABASE)
    weights = {}
    for node in (1, 3):
        for line in cluster.ask(parts, node).split("\n"):
            table, size = line.split("\t")
            # What lies on every server is counted once.
            if table in ("events", "day_sums") or node == 1:
                weights[table] = weights.get(table, 0) + int(size)
    today = datetime.date.today()
    dates = {"MONTH": today - datetime.timedelta(days=29), "WEEK": today - datetime.timedelta(days=6)}
    times = {}
    for name, arguments in REPORTS.items():
        asked = [str(dates.get(part, part)) for part in arguments]
        taken = []
        for _ in range(options.rounds):
            start = time.perf_counter()
            run(program, *asked, "--json", "--ledger", address)
            taken.append((time.perf_counter() - start) * 1000)
        times[name] = round(statistics.median(taken))
        print(f"{calls:>12,} calls  {name:32} {times[name]:>8} ms", flush=True)
    weight = {table: round(size / calls, 1) for table, size in weights.items()}
    print(f"{calls:>12,} calls  bytes a call {weight}", flush=True)
    weight = {table: size for table, size in weight.items() if table in ("events", "commits", "day_sums", "documents")}
    return {"calls": calls, "bytes_a_call": weight, "milliseconds": times}


if __name__ == "__main__":
    main()
