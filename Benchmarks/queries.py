#!/usr/bin/env python3
# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""Measure how long `mctl serve` takes for each report over a ledger of millions of calls, and what the ledger weighs."""

import argparse
import datetime
import http.client
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import time

import years

REPOSITORY = pathlib.Path(__file__).resolve().parents[1]
# Milliseconds: of a report, and of a whole page.
GOAL, PAGE_GOAL = 20, 50
PAGES = [f"/{page}{days}" for page in ("", "breakdown", "sessions", "cron", "health", "advice") for days in ("", "?range=all")] + [
    "/?tz=Europe/Berlin", "/breakdown?by=cron", "/alerts", "/setup"]
# Reports that have no path of their own in the list of reports, and answers in other programs' shapes.
FURTHER = [
    "/api/v1/usage", "/api/v1/sessions", "/api/v1/cron-jobs", "/api/v1/heartbeats", "/api/v1/forecast",
    "/api/v1/suggestions", "/api/v1/subscriptions", "/api/v1/budgets", "/api/v1/alerts", "/api/v1/events",
    "/api/v1/sources", "/api/v1/rejections", "/api/costs", "/api/usage/today", "/api/usage/latest",
    "/api/usage/models", "/api/usage/providers", "/api/usage/top-models", "/api/usage/daily", "/api/usage/task-types",
    "/api/usage/thinking", "/api/usage/alerts", "/api/usage/health",
]
# A home that ends within so many seconds is not written again.
SETTLED = 6 * 3600
# A question about another model needs one.
PARAMETERS = {"what-if": "to=anthropic/claude-haiku-4-5"}


def routes(server, until):
    """What is asked, by name: every report that the server lists, and what has a path of its own. Defaults look at
    all days or a few; a zone east of UTC has days that are none of UTC's."""
    month = f"since={until - datetime.timedelta(days=29)}"
    listed = json.loads(server.get("/api/v1/reports")[1])["reports"]
    known = {report["href"] for report in listed}
    asked = {}
    for path in sorted(known) + [path for path in FURTHER if path not in known]:
        name = path.removeprefix("/api/v1/reports/").removeprefix("/api/v1/")
        asked[name] = f"{path}?{PARAMETERS[name]}" if name in PARAMETERS else path
    for name in ("daily", "models", "sessions", "cron-jobs", "heartbeats"):
        asked[f"{name}, 30 days"] = f"{asked[name]}?{month}"
    asked["daily in Berlin"] = f"{asked['daily']}?tz=Europe/Berlin"
    asked["health, all days"] = "/api/usage/health?since=2020-01-01"
    return asked


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--calls", type=int, default=1_000_000)
    options.add_argument("--large", action="store_true", help="3 million and 10 million calls, too")
    options.add_argument("--rounds", type=int, default=100, help="requests per report")
    options.add_argument("--seconds", type=float, default=20, help="at most so long per report")
    options.add_argument("--only", nargs="*", help="only these, by their names in the list")
    options.add_argument("--live", action="store_true", help="push a call before each request; the ledger keeps it")
    options.add_argument("--ledger", help="ask this folder's ledger in the place of one that is made for it")
    options = options.parse_args()
    program = os.environ.get("MCTL") or str(REPOSITORY / ".build/release/mctl")
    if options.ledger:
        return ask(program, pathlib.Path(options.ledger), options)
    for calls in [options.calls] + ([3_000_000, 10_000_000] if options.large else []):
        ask(program, made(program, calls), options)


def ask(program, folder, options):
    """Asks a ledger everything, and prints how long that took."""
    size = sum(path.stat().st_size for path in folder.glob("ledger.sqlite*"))
    print(f"{size / 1e6:,.0f} MB; from request to answer, in milliseconds:\n", flush=True)
    with Server(program, folder, options.live) as server:
        print(f"{'':24}{'first':>10}{'p50':>10}{'p99':>10}  goal")
        for name, path in routes(server, datetime.date.today()).items():
            if not options.only or name in options.only:
                show(name, server.measure(path, options.rounds, options.seconds))
        for path in PAGES:
            if not options.only or path in options.only:
                show(path, server.measure(path, options.rounds, options.seconds), PAGE_GOAL)
    show("mctl daily", measured(lambda: daily(program, folder), min(20, options.rounds), options.seconds))
    print(flush=True)


def made(program, calls):
    """A ledger of so many calls, read by the program itself from a home that ends now, or less than six hours ago."""
    place = REPOSITORY / ".build/bench"
    place.mkdir(parents=True, exist_ok=True)
    home, folder = place / f"years-{calls}", place / f"years-{calls}-ledger"
    now = int(time.time())
    facts = years.facts(home, calls, (now - now % SETTLED) * 1000)
    print(f"{facts['calls']:,} calls in {facts['sessions']:,} sessions; {os.cpu_count()} cores", flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    start = time.perf_counter()
    process = subprocess.Popen(
        [program, "ingest", str(home), "--data-dir", str(folder)], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"mctl ingest ended with {process.returncode}")
    seconds, cpu = time.perf_counter() - start, used.ru_utime + used.ru_stime
    size = (folder / "ledger.sqlite").stat().st_size
    print(f"read in {seconds:.1f} s, {cpu:.1f} s of CPU, {facts['calls'] / seconds:,.0f} durable calls a second, "
          f"{size / facts['calls']:.1f} bytes a call, {used.ru_maxrss * 1024 / 1e6:.0f} MB of memory at most")
    return folder


class Server:
    """`mctl serve` of a ledger without any source to look at."""

    def __init__(self, program, folder, is_live=False):
        self.is_live, self.pushed = is_live, 0
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        empty = folder.parent / "no-home"
        (empty / "agents/main/sessions").mkdir(parents=True, exist_ok=True)
        self.process = subprocess.Popen(
            [program, "serve", str(empty), "--source", "openclaw", "--data-dir", str(folder), "--port", str(self.port)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def __enter__(self):
        for _ in range(6000):
            try:
                self.get("/healthz")
                return self
            except OSError:
                if self.process.poll() is not None:
                    sys.exit(f"mctl serve ended with {self.process.returncode}")
                time.sleep(0.05)
        sys.exit("mctl serve does not answer")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def get(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, body

    def push(self):
        """A call of this moment, so that nothing about today is known any more."""
        self.pushed += 1
        call = {"at": datetime.datetime.now(datetime.timezone.utc).isoformat(), "provider": "anthropic", "model": "claude-opus-4-6",
                "input_tokens": 7, "output_tokens": self.pushed, "session": "bench", "id": f"bench-{time.time_ns()}"}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.request("POST", "/api/v1/events", json.dumps(call), {"Content-Type": "application/x-ndjson"})
        answer = connection.getresponse()
        if answer.status not in (200, 201, 202):
            sys.exit(f"a push was answered with {answer.status} {answer.read()[:300]}")
        connection.close()

    def measure(self, path, rounds, seconds):
        def ask():
            try:
                status, body = self.get(path)
            except TimeoutError:
                # As slow as that; what it costs goes on beside the questions that follow.
                return
            if status != 200:
                sys.exit(f"{path}: {status} {body[:300]}")
        return measured(ask, rounds, seconds, self.push if self.is_live else None)


def daily(program, folder):
    subprocess.run(
        [program, "daily", "--data-dir", str(folder)], check=True, stdout=subprocess.DEVNULL)


def measured(ask, rounds, seconds, before=None):
    """Milliseconds of each request, the first one first; what comes before each is not measured."""
    times, begin = [], time.perf_counter()
    while not times or len(times) < rounds and time.perf_counter() - begin < seconds:
        if before:
            before()
        start = time.perf_counter()
        ask()
        times.append((time.perf_counter() - start) * 1000)
    return times


def show(name, times, goal=GOAL):
    # The first request fills what is remembered until the ledger changes, and has a column of its own.
    ordered = sorted(times[1:] or times)
    p50, p99 = ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]
    verdict = "reached" if p99 <= goal else "MISSED"
    print(f"{name:24}{times[0]:>8.1f}ms{p50:>8.1f}ms{p99:>8.1f}ms  {goal} ms: {verdict}", flush=True)


if __name__ == "__main__":
    main()
