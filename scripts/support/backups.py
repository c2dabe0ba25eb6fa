# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""Ledgers to back up, backups to damage, and what must stay as it was."""

import contextlib
import datetime
import hashlib
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import threading
import time
import urllib.request

from . import openclaw_home, program, pushes

START = datetime.datetime(2026, 10, 1, tzinfo=datetime.timezone.utc)
SETTINGS = {
    "budgets.json": None,
    "gateways/home.json": '{"version": 1, "id": "home", "url": "ws://127.0.0.1:18789", "token": "made-up", "enabled": false}',
    "channels.json": None,
}


class Bench:
    """A home, its data folder, and a place for backups."""

    def __init__(self, scratch, calls=3000):
        self.scratch, self.home, self.data, self.place = (scratch, scratch / "home", scratch / "data", scratch / "backups")
        self.environment = program.environment(scratch, MISSION_DATA_DIR=str(self.data))
        write_home(self.home, calls)

    def run(self, *arguments, **options):
        return program.mctl(*arguments, env=self.environment, **options)

    def must(self, *arguments):
        """What a command that has to succeed prints as JSON."""
        return program.answer(*arguments, env=self.environment)

    def fill(self):
        """Reads the home, and makes settings of which some hold secrets."""
        self.run("ingest", self.home)
        self.run("budget", "set", "all", "--usd", "5")
        self.run("alerts", "channel", "add", "ntfy", "me", "--url", "https://ntfy.example/made-up")
        path = self.data / "gateways/home.json"
        path.parent.mkdir(mode=0o700, exist_ok=True)
        path.write_text(SETTINGS["gateways/home.json"])
        (self.data / "alerts.json.123.456").write_text("half of a file")

    def usage(self, data=None):
        """The totals as text, byte by byte."""
        done = self.run("usage", "--json", "--tz", "UTC", *(["--data-dir", data] if data else []))
        return done.stdout if done.returncode == 0 else f"{done.returncode}: {done.stderr}"

    def backup(self, *options):
        return pathlib.Path(self.must("backup", self.place, *options)["folder"])

    def visible(self):
        """The names that a person sees in the place for backups."""
        return sorted(path.name for path in self.place.iterdir() if not path.name.startswith("."))

    def hidden(self):
        return sorted(path.name for path in self.place.iterdir() if path.name.startswith("."))


class Pusher:
    """Pushes batches of 40 calls one after the other, as fast as they are acknowledged."""

    def __init__(self, address):
        self.address, self.acknowledged, self.problems, self.slowest = address, 0, [], 0.0
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def run(self):
        while not self.stop.is_set() and not self.problems:
            lines = [pushes.call(self.acknowledged + index, with_id=True) for index in range(40)]
            request = urllib.request.Request(
                self.address + pushes.PATH, "\n".join(lines).encode(), {"Content-Type": "application/x-ndjson"})
            began = time.monotonic()
            try:
                with urllib.request.urlopen(request, timeout=30) as answer:
                    answer.read()
                self.acknowledged += 40
            except OSError as error:
                self.problems.append(str(error))
            self.slowest = max(self.slowest, time.monotonic() - began)

    def end(self):
        self.stop.set()
        self.thread.join()


def write_home(path, calls):
    """A home with so many calls in transcripts of at most 2,000."""
    home = openclaw_home.Home(path)
    for first in range(0, calls, 2000):
        session, lines = f"00000000-0000-4000-8000-{first:012}", []
        lines.append(openclaw_home.header(session, START))
        for number in range(first, min(calls, first + 2000)):
            moment = START + datetime.timedelta(seconds=40 * number)
            model = list(openclaw_home.RATES)[number % len(openclaw_home.RATES)]
            tokens = (100 + number % 900, 10 + number % 70, number % 5000, number % 300)
            lines.append(openclaw_home.call(f"m{number}", moment, model, tokens, cost=openclaw_home.price(model, tokens)))
        file = home.transcript("main", session)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join(lines) + "\n")


def digests(folder):
    """The content of every file, by its path; what comes and goes with reading is left out."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.endswith(("-shm", ".lock")) and not (path.name.endswith("-wal") and path.stat().st_size == 0):
            found[str(path.relative_to(folder))] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


@contextlib.contextmanager
def damaged(backup, change):
    """A copy of a backup that something has happened to."""
    copy = backup.parent.parent / "damaged"
    shutil.copytree(backup, copy)
    change(copy)
    yield copy
    shutil.rmtree(copy)


def flip(path, offset):
    """Changes one bit of a file."""
    with open(path, "r+b") as file:
        file.seek(offset)
        byte = file.read(1)[0]
        file.seek(offset)
        file.write(bytes([byte ^ 0x10]))


def edit(path, change):
    """Changes a JSON file."""
    value = json.loads(path.read_text())
    change(value)
    path.write_text(json.dumps(value))


def add_nanodollar(manifest):
    manifest["ledger"]["totals"]["cost"]["nanodollars"] += 1


def lead_outside(manifest):
    manifest["files"].append({"name": "../../outside", "bytes": 1, "sha256": "0" * 64})


def make_older(copy):
    """The backup as a version without the last change of the tables would have made it."""
    ledger = copy / "ledger.sqlite"
    connection = sqlite3.connect(ledger)
    connection.execute("DELETE FROM grdb_migrations WHERE identifier = 'identity'")
    connection.commit()
    connection.close()

    def change(manifest):
        file = next(file for file in manifest["files"] if file["name"] == "ledger.sqlite")
        file |= {"bytes": ledger.stat().st_size, "sha256": hashlib.sha256(ledger.read_bytes()).hexdigest()}

    edit(copy / "manifest.json", change)


def can_mount():
    """Whether a small disk of our own can be had."""
    return os.getuid() == 0 and subprocess.run(
        ["unshare", "-m", "sh", "-c", "mount -t tmpfs -o size=1m none /mnt"], capture_output=True).returncode == 0


def on_small_disk(folder, kibibytes, command, environment):
    """Runs a command while a folder is a disk of so many KiB; gives the outcome and the names that were left on it."""
    folder.mkdir(exist_ok=True)
    script = f'mount -t tmpfs -o size={kibibytes}k none "{folder}" || exit 99; "$@"; code=$?; find "{folder}" -mindepth 1 >&3; exit $code'
    reading, writing = os.pipe()
    done = subprocess.run(
        ["unshare", "-m", "bash", "-c", f"exec 3>&{writing}; {script}", "_", *map(str, command)], env=environment,
        capture_output=True, text=True, pass_fds=[writing])
    os.close(writing)
    with os.fdopen(reading) as left:
        return done, left.read().split()
