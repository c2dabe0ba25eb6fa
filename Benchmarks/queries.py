#!/usr/bin/env python3
# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""Measure how long `mctl serve` takes for each report over a ledger of millions of calls, and what the ledger weighs."""

import argparse
import datetime
import http.client
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import time

import years

REPOSITORY = pathlib.Path(__file__).resolve().parents[1]
GOAL = 20
HEARTBEATS = "/api/v1/heartbeats"


def routes(until):
    """What is asked, by name. Defaults look at all days or a few; a zone east of UTC has days that are none of UTC's."""
    month = f"since={until - datetime.timedelta(days=29)}"
    return {
        "/": "/", "/ in Berlin": "/?tz=Europe/Berlin",
        "daily": "/api/v1/reports/daily", "daily, 30 days": f"/api/v1/reports/daily?{month}",
        "daily in Berlin": "/api/v1/reports/daily?tz=Europe/Berlin",
        "models": "/api/v1/reports/models", "models, 30 days": f"/api/v1/reports/models?{month}",
        "sessions": "/api/v1/sessions", "sessions, 30 days": f"/api/v1/sessions?{month}",
        "cron-jobs": "/api/v1/cron-jobs", "cron-jobs, 30 days": f"/api/v1/cron-jobs?{month}",
        "health": "/api/usage/health", "health, all days": "/api/usage/health?since=2020-01-01",
        "heartbeats": HEARTBEATS, "heartbeats, 30 days": f"{HEARTBEATS}?{month}",
    }


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--calls", type=int, default=3_000_000)
    options.add_argument("--rounds", type=int, default=100, help="requests per report")
    options.add_argument("--seconds", type=float, default=20, help="at most so long per report")
    options.add_argument("--ledger", help="ask this folder's ledger in the place of one that is made for it")
    options = options.parse_args()
    program = os.environ.get("MCTL") or str(REPOSITORY / ".build/release/mctl")
    folder = pathlib.Path(options.ledger) if options.ledger else made(program, options.calls)
    size = sum(path.stat().st_size for path in folder.glob("ledger.sqlite*"))
    print(f"{size / 1e6:,.0f} MB", flush=True)
    with Server(program, folder) as server:
        facts = server.get("/healthz")
        print(f"{'':24}{'first':>10}{'p50':>10}{'p99':>10}  goal")
        for name, path in routes(datetime.date.today()).items():
            show(name, server.measure(path, options.rounds, options.seconds))
        del facts
    show("mctl daily", measured(lambda: daily(program, folder), min(20, options.rounds), options.seconds))


def made(program, calls):
    """A ledger of so many calls, read by the program itself from a home that ends today."""
    place = REPOSITORY / ".build/bench"
    place.mkdir(parents=True, exist_ok=True)
    home, folder = place / f"years-{calls}", place / f"years-{calls}-ledger"
    today = datetime.datetime.now(datetime.timezone.utc).replace(hour=0, minute=0, second=0, microsecond=0)
    facts = years.facts(home, calls, int(today.timestamp() + 86_400) * 1000)
    print(f"{facts['calls']:,} calls in {facts['sessions']:,} sessions; {os.cpu_count()} cores", flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    start = time.perf_counter()
    subprocess.run([program, "ingest", str(home), "--data-dir", str(folder)], check=True, stdout=subprocess.DEVNULL)
    seconds = time.perf_counter() - start
    size = (folder / "ledger.sqlite").stat().st_size
    print(f"read in {seconds:.1f} s, {facts['calls'] / seconds:,.0f} calls a second, {size / facts['calls']:.1f} bytes a call")
    return folder


class Server:
    """`mctl serve` of a ledger without any source to look at."""

    def __init__(self, program, folder):
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

    def measure(self, path, rounds, seconds):
        def ask():
            status, body = self.get(path)
            if status != 200:
                sys.exit(f"{path}: {status} {body[:300]}")
        return measured(ask, rounds, seconds)


def daily(program, folder):
    subprocess.run(
        [program, "daily", "--data-dir", str(folder)], check=True, stdout=subprocess.DEVNULL)


def measured(ask, rounds, seconds):
    """Milliseconds of each request, the first one first."""
    times, begin = [], time.perf_counter()
    while len(times) < rounds and (len(times) < 3 or time.perf_counter() - begin < seconds):
        start = time.perf_counter()
        ask()
        times.append((time.perf_counter() - start) * 1000)
    return times


def show(name, times):
    ordered = sorted(times)
    p50, p99 = ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]
    verdict = "reached" if p99 <= GOAL else "MISSED"
    print(f"{name:24}{times[0]:>8.1f}ms{p50:>8.1f}ms{p99:>8.1f}ms  {GOAL} ms: {verdict}", flush=True)


if __name__ == "__main__":
    main()
