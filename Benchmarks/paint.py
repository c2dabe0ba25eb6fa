#!/usr/bin/env python3
# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""Measure when a browser paints each page of `mctl serve` over a ledger, and what it loads. Runs in .venv (make setup).

    .venv/bin/python Benchmarks/paint.py --ledger .build/bench/years-10000000-ledger
"""

import argparse
import os
import pathlib
import time

from playwright.sync_api import sync_playwright

import queries

# Milliseconds until the first text or drawing, and kilobytes as they are sent.
PAINT_GOAL, SIZE_GOAL = 300, 150
PAINTED = """() => new Promise(done => new PerformanceObserver(list => {
    const paint = list.getEntriesByName('first-contentful-paint')[0];
    if (paint) done(paint.startTime);
}).observe({ type: 'paint', buffered: true }))"""
LOADED = """() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
    .reduce((sum, entry) => sum + entry.transferSize, 0)"""


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--ledger", required=True)
    options.add_argument("--rounds", type=int, default=10, help="times per page, each with nothing cached")
    options = options.parse_args()
    program = os.environ.get("MCTL") or str(queries.REPOSITORY / ".build/release/mctl")
    # Days of another zone than the browser's would be loaded behind the page.
    os.environ["TZ"] = "UTC"
    with queries.Server(program, pathlib.Path(options.ledger)) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"] if os.getuid() == 0 else [])
        print(f"{'first paint in milliseconds':28}{'median':>8}{'most':>8}{'sent':>10}")
        for path in queries.PAGES:
            server.get(path)
            settle(server.process.pid)
            show(path, [visit(browser, f"http://127.0.0.1:{server.port}{path}") for _ in range(options.rounds)])
        browser.close()


def settle(process):
    """Waits until nothing is worked out behind the page any more: the browser needs both cores."""
    before = None
    while before is None or spent(process) - before > 0.05:
        before = spent(process)
        time.sleep(1)


def spent(process):
    """Seconds of CPU time."""
    fields = pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def visit(browser, address):
    """When the page was painted, and how many bytes it took."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, timezone_id="UTC")
    page = context.new_page()
    page.goto(address, wait_until="load")
    painted, loaded = page.evaluate(PAINTED), page.evaluate(LOADED)
    context.close()
    return painted, loaded


def show(path, visits):
    times, size = sorted(time for time, _ in visits), max(size for _, size in visits)
    is_reached = times[-1] <= PAINT_GOAL and size <= SIZE_GOAL * 1000
    print(f"{path:28}{times[len(times) // 2]:>8.0f}{times[-1]:>8.0f}{size / 1000:>8.1f}kB  "
          f"{PAINT_GOAL} ms, {SIZE_GOAL} kB: {'reached' if is_reached else 'MISSED'}", flush=True)


if __name__ == "__main__":
    main()
