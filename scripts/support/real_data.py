# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""Real homes against their truth: one way of reading per function."""

import json
import os
import shutil
import signal
import subprocess
import time

from . import migrate, program
from .figures import Figures

PIECES = 10
FIGURES = Figures({
    "records": lambda m: m["calls"],
    "input": lambda m: m["input_tokens"],
    "output": lambda m: m["output_tokens"],
    "cacheRead": lambda m: m["cache_read_tokens"],
    "cacheWrite": lambda m: m["cache_write_tokens"],
    "costNanodollars": lambda m: m["reported_cost"]["nanodollars"],
})


class Truth:
    """What the independent program counted."""

    def __init__(self, folder):
        self.folder = folder
        truth = json.loads((folder / "truth.json").read_text())
        self.transcripts = {name: FIGURES.expected(row) for name, row in truth["by_set"].items()}
        # Runs of which nothing but the scheduler's log is left.
        self.logs = {name: FIGURES.expected(row) for name, row in truth["cron_only_by_set"].items()}
        self.sets = {name: FIGURES.added(row, self.logs.get(name, FIGURES.nothing())) for name, row in self.transcripts.items()}
        self.models = {name: FIGURES.expected(row) for name, row in truth["by_model"].items()}
        self.days = {name: FIGURES.expected(row) for name, row in truth["by_utc_day"].items()}
        self.total = FIGURES.added(FIGURES.expected(truth["totals"]), *self.logs.values())

    def files(self, name):
        """A set's files that may hold calls, in the order of their names."""
        files = (self.folder / name).rglob("*.jsonl*")
        return sorted(
            p for p in files
            if ("sessions" in p.parts and is_transcript(p.name)) or p.parts[-3:-1] == ("cron", "runs"))


def is_transcript(name):
    return ".trajectory" not in name and not name.endswith(".lock")


def usage(ledger, *arguments):
    return program.answer("usage", "--include-synthetic", "--tz", "UTC", "--data-dir", ledger, *arguments)


def totals(ledger):
    return FIGURES.of(usage(ledger)["totals"])


def sources(ledger):
    """The figures by the kind of place that calls were read from."""
    return {row["source"]: FIGURES.of(row) for row in usage(ledger, "--group-by", "source")["rows"]}


def expected_sources(truth, name):
    kinds = {"transcript": truth.transcripts[name], "run_log": truth.logs.get(name, FIGURES.nothing())}
    return {kind: row for kind, row in kinds.items() if row["records"] > 0}


def ingest(ledger, *paths):
    return program.answer("ingest", "--data-dir", ledger, *paths)["totals"]


def check_set(tally, truth, name, scratch, chance):
    """One set in every way that needs no killing."""
    home, want = truth.folder / name, truth.sets[name]

    ledger = scratch / "once"
    ingest(ledger, home)
    tally.equal(f"{name}: once", totals(ledger), want, summary(want))
    kinds = expected_sources(truth, name)
    tally.equal(f"{name}: by source", sources(ledger), kinds, ", ".join(f"{k} {v['records']:,}" for k, v in kinds.items()))
    again = ingest(ledger, home)
    tally.equal(f"{name}: twice", (totals(ledger), again["events_new"]), (want, 0))

    files = truth.files(name)
    shuffled = chance.sample(files, len(files))
    ledger = scratch / "shuffled"
    ingest(ledger, *shuffled)
    tally.equal(f"{name}: {len(files)} files shuffled", (totals(ledger), sources(ledger)), (want, kinds))

    ledger = scratch / "pieces"
    pieces = [piece for start in range(PIECES) if (piece := shuffled[start::PIECES])]
    for piece in pieces:
        ingest(ledger, *piece)
    tally.equal(
        f"{name}: in {len(pieces)} pieces of shuffled files", (totals(ledger), sources(ledger)), (want, kinds))

    ledger, copy = scratch / "grown", scratch / "home"
    grow(home, copy, files, lambda: ingest(ledger, copy))
    tally.equal(
        f"{name}: read {PIECES} times while its files grew", (totals(ledger), sources(ledger)), (want, kinds))


def check_migrated(tally, truth, name, scratch):
    """One set moved into databases of each schema, whole and half; then with the original in one ledger."""
    home, want = truth.folder / name, truth.sets[name]
    files = [file for file in truth.files(name) if "sessions" in file.parts]
    for way in migrate.WAYS:
        for schema in migrate.SCHEMAS:
            moved, ledger = scratch / "moved", scratch / "ledger"
            migrate.move(home, moved, files, schema, way)
            ingest(ledger, moved)
            tally.equal(f"{name}: {way}, schema {schema}", totals(ledger), want)
            if schema == migrate.SCHEMAS[-1]:
                again = ingest(ledger, home), ingest(ledger, moved)
                found = totals(ledger), sum(result["events_new"] for result in again)
                tally.equal(f"{name}: {way}, schema {schema}, both eras, twice", found, (want, 0))
            shutil.rmtree(moved)
            shutil.rmtree(ledger)


def grow(home, copy, files, read):
    """Copies a set so that every file gets a tenth of its bytes at a time, cut anywhere, and reads in between."""
    names = {str(file) for file in files}
    shutil.copytree(home, copy, ignore=lambda folder, children: [c for c in children if f"{folder}/{c}" in names])
    # The originals may be write-protected, and the copy inherits that.
    for folder, _, _ in os.walk(copy):
        os.chmod(folder, 0o755)
    for step in range(1, PIECES + 1):
        for file in files:
            content = file.read_bytes()
            start, end = len(content) * (step - 1) // PIECES, len(content) * step // PIECES
            with open(copy / file.relative_to(home), "ab") as grown:
                grown.write(content[start:end])
        read()


def check_together(tally, truth, scratch):
    """All sets in one ledger, by model and by day; gives the ledger."""
    ledger = scratch
    ingest(ledger, *(truth.folder / name for name in truth.sets))
    tally.equal("together: totals", totals(ledger), truth.total, summary(truth.total))
    for title, key, want in [
        ("model as recorded", "recorded_model", truth.models), ("UTC day", "day", truth.days)
    ]:
        rows = usage(ledger, "--group-by", f"{key},source")["rows"]
        # The truth has models and days of transcripts alone.
        found = {row[key]: FIGURES.of(row) for row in rows if row["source"] == "transcript"}
        # The truth has a row for each model that stands in a usage record, though it may hold nothing.
        wrong = [name for name in want.keys() | found.keys() if found.get(name) != want.get(name)]
        tally.check(f"together: by {title}", not wrong, f"{len(want)} rows" if not wrong else describe(wrong, found, want))
    return ledger


def describe(wrong, found, want):
    name = sorted(wrong)[0]
    return f"{len(wrong)} differ; {name}: found {found.get(name)}, expected {want.get(name)}"


def check_kills(tally, truth, scratch, chance, kills):
    """Kills the program while it reads all homes."""
    paths = [str(truth.folder / name) for name in truth.sets]
    kill_and_resume(tally, "", scratch, paths, truth.total, totals, chance, kills)


def kill_and_resume(tally, title, scratch, arguments, want, read, chance, kills):
    """Kills the program at random points until so many kills met it running, and lets it finish in between."""
    start = time.monotonic()
    ingest(scratch / "timing", *arguments)
    duration = time.monotonic() - start
    hits = misses = rounds = broken = torn = 0
    while hits < kills:
        ledger = scratch / f"round-{rounds}"
        rounds += 1
        # Several kills on one ledger: what a killed run left behind is what the next one starts from.
        for _ in range(min(5, kills - hits)):
            if was_hit(ledger, arguments, chance.uniform(0.01, duration * 0.5)):
                hits += 1
                torn += not is_whole(ledger)
            else:
                misses += 1
        ingest(ledger, *arguments)
        broken += read(ledger) != want
        shutil.rmtree(ledger)
    detail = f"{hits} kills met it running, {misses} came too late; {rounds} ledgers"
    name = f"{title}killed {hits} times: "
    tally.check(f"{name}a killed ledger's rollups are the sums of its calls", torn == 0, detail)
    tally.check(f"{name}finished totals", broken == 0, f"{rounds - broken} of {rounds} ledgers right")


def was_hit(ledger, arguments, delay):
    process = subprocess.Popen(
        [program.binary(), "ingest", "--data-dir", str(ledger), *arguments], env=program.environment(),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(delay)
    process.kill()
    return process.wait() == -signal.SIGKILL


def is_whole(ledger):
    """Whether the sums that reports read are those of the calls themselves, which sqlite3 adds up."""
    if not (ledger / "ledger.sqlite").exists():
        return True
    done = program.mctl("usage", "--json", "--data-dir", ledger)
    if done.returncode == 66:
        # Killed before the first transaction made the tables.
        return True
    if done.returncode != 0:
        # Killed between two steps of making the tables: an older ledger, in which nothing can be yet.
        return "older" in done.stderr and asked(ledger, "SELECT count(*) FROM events") == "0"
    sums = json.loads(done.stdout)["totals"]
    found = asked(ledger, "SELECT count(*), ifnull(sum(total_tokens), 0) FROM llm_calls")
    return found == f"{sums['calls']}|{sums['total_tokens']}"


def asked(ledger, query):
    return subprocess.run(
        ["sqlite3", "-readonly", ledger / "ledger.sqlite", query], capture_output=True, text=True, check=True
    ).stdout.strip()


def summary(want):
    tokens = sum(want[name] for name in ("input", "output", "cacheRead", "cacheWrite"))
    return f"{want['records']:,} records, {tokens:,} tokens, ${want['costNanodollars'] / 1e9:.9f} recorded"
