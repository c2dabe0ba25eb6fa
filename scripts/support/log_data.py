# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""Real logs of the other kinds against their truth: by set, model and day, grown, and with the program killed."""

import json
import shutil

from . import program, real_data
from .figures import Figures

KINDS = ["claude-code", "codex", "gemini", "opencode", "pi", "usage-log"]
FIGURES = Figures(real_data.FIGURES | {"reasoning": lambda m: m["thinking_tokens"]})


class Truth:
    """What the independent program counted of one kind."""

    def __init__(self, folder):
        self.kind, self.folder = folder.name, folder
        truth = json.loads((folder / "truth.json").read_text())
        # Calls that stand nested in other entries were billed too; the truth has them apart from everything else.
        self.nested = {name: FIGURES.expected(row) for name, row in truth.get("nested_by_set", {}).items() if row["records"]}
        self.plain = {name: FIGURES.expected(row) for name, row in truth["by_set"].items()}
        self.sets = {name: FIGURES.added(row, self.nested.get(name, FIGURES.nothing())) for name, row in self.plain.items()}
        self.models = {name: FIGURES.expected(row) for name, row in truth["by_model"].items()}
        self.days = {name: FIGURES.expected(row) for name, row in truth["by_utc_day"].items()}

    def paths(self):
        return [str(self.folder / name) for name in self.sets]

    def growing(self, name):
        """A set's files that their producers append to."""
        return sorted(p for p in (self.folder / name).rglob("*.jsonl") if p.is_file())


def ingest(ledger, kind, *paths):
    return program.answer("ingest", "--source", kind, "--data-dir", ledger, *paths)["totals"]


def totals(ledger):
    return FIGURES.of(real_data.usage(ledger)["totals"])


def check(tally, data, scratch, chance, kills):
    """Every kind that lies beside the homes of OpenClaw."""
    for kind in KINDS:
        if not (data / kind / "truth.json").exists():
            tally.skip(f"real logs of {kind}", f"{data / kind}/truth.json is not there")
            continue
        truth = Truth(data / kind)
        check_sets(tally, truth, scratch / "sets")
        check_kills(tally, truth, scratch / "kills", chance, kills)
        shutil.rmtree(scratch, ignore_errors=True)


def check_sets(tally, truth, scratch):
    """Each set in a ledger of its own: its sums, and its part of the sums by model and by day."""
    models, days = {}, {}
    for name, want in truth.sets.items():
        title, home, ledger = f"{truth.kind} {name}", truth.folder / name, scratch / name
        ingest(ledger, truth.kind, home)
        tally.equal(f"{title}: once", totals(ledger), want, f"{want['records']:,} records")
        again = ingest(ledger, truth.kind, home)
        tally.equal(f"{title}: twice", (totals(ledger), again["events_new"], again["events_updated"]), (want, 0, 0))
        for key, sums in (("recorded_model", models), ("day", days)):
            for row in rows(ledger, key, name in truth.nested):
                sums[row[key]] = FIGURES.added(sums.get(row[key], FIGURES.nothing()), FIGURES.of(row))
        if files := truth.growing(name):
            grown, copy = scratch / f"{name}-grown", scratch / f"{name}-home"
            real_data.grow(home, copy, files, lambda: ingest_what_is_there(grown, truth.kind, copy))
            tally.equal(f"{title}: read {real_data.PIECES} times while its files grew", totals(grown), want)
            shutil.rmtree(copy)
    if "unknown" in truth.days:
        # Entries without any time count for the day on which their file was written, which the truth does not know.
        stray = [days.pop(day) for day in days.keys() - truth.days.keys()]
        days["unknown"] = FIGURES.added(FIGURES.nothing(), *stray)
    for title, found, want in (("model as recorded", models, truth.models), ("UTC day", days, truth.days)):
        none = FIGURES.nothing()
        wrong = [name for name in want.keys() | found.keys() if found.get(name, none) != want.get(name, none)]
        detail = real_data.describe(wrong, found, want) if wrong else f"{len(want)} rows"
        tally.check(f"{truth.kind}: by {title}", not wrong, detail)


def ingest_what_is_there(ledger, kind, home):
    """While files are growing there may be nothing to count yet, which a command tells with an exit code."""
    done = program.mctl("ingest", "--source", kind, "--data-dir", ledger, home, "--json")
    if done.returncode not in (0, 66):
        raise RuntimeError(f"mctl ingest {home} ended with {done.returncode}: {done.stderr.strip()}")


def rows(ledger, key, has_nested):
    """Rows by a key; without what stands nested, which the truth leaves out there."""
    if not has_nested:
        return real_data.usage(ledger, "--group-by", key)["rows"]
    found = real_data.usage(ledger, "--group-by", f"{key},session_kind")["rows"]
    return [row for row in found if row["session_kind"] == "chat"]


def check_kills(tally, truth, scratch, chance, kills):
    """Kills the program while it reads all sets into one ledger, and lets it finish in between."""
    calm = scratch / "calm"
    ingest(calm, truth.kind, *truth.paths())
    want = totals(calm)
    arguments = ["--source", truth.kind, *truth.paths()]
    real_data.kill_and_resume(tally, f"{truth.kind}: ", scratch, arguments, want, totals, chance, kills)
