# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""docs/scale.md: how large a ledger for so many gateways has to be, computed from what was measured."""

import json
import math

from .program import REPOSITORY

FIGURES = REPOSITORY / "Benchmarks/scale.json"
# What is assumed where nobody says otherwise.
CALLS_A_DAY, DAYS = 200, 400
# How many calls one file was measured with, and how many it is recommended for; bytes of a call in it.
FILE_MEASURED, FILE_MOST, FILE_BYTES = 9_997_350, 50_000_000, 150
# A busy hour has so many times the calls of an average one.
PEAK = 10
# Of a server: how much of its disk may be full, GB of disk at most, dollars a month with 4 cores and 16 GB, dollars for a GB a month.
FILL, DISK, SERVER, GIGABYTE = 0.6, 2000, 120, 0.08
# Calls that a shard is given at most: a judgement, not a measurement.
SHARD_MOST = 500_000_000
# What lies on every server, whatever the number of shards.
EVERYWHERE = ("documents",)
# The log of commits: `mctl serve` keeps the last few hundred.
BOUNDED = ("commits",)


class Sizing:
    """What a ledger needs for so many gateways."""

    def __init__(self, figures, gateways, calls=CALLS_A_DAY, days=DAYS):
        self.gateways, self.daily = gateways, gateways * calls
        self.kept = self.daily * days
        self.peak = self.daily / 86_400 * PEAK
        self.needs_cluster = self.kept > FILE_MOST
        if not self.needs_cluster:
            self.shards, self.servers, self.nodes = 0, 0, 1
            self.disk = self.kept * FILE_BYTES / 1e9
            return
        # As copied: what is multiplied within the database repeats itself, and so weighs less.
        weights = figures["sizes"][0]["bytes_a_call"]
        everywhere = self.kept * sum(weights[name] for name in EVERYWHERE) / 1e9 / FILL
        sharded = self.kept * sum(size for name, size in weights.items() if name not in EVERYWHERE + BOUNDED) / 1e9 / FILL
        room = max(DISK - everywhere, DISK / 10)
        self.shards = max(1, math.ceil(sharded / room), math.ceil(self.kept / SHARD_MOST))
        # A commit has to be on two servers while one is gone, so that one shard has three.
        replicas = 3 if self.shards == 1 else 2
        self.servers, self.nodes = replicas * self.shards, 2
        self.disk = sharded * replicas + everywhere * self.servers

    @property
    def dollars(self):
        """A month; the keepers are small and stand on the nodes' machines."""
        return (self.servers + self.nodes) * SERVER + self.disk * GIGABYTE if self.needs_cluster else self.disk * GIGABYTE

    def row(self):
        machines = f"{self.shards} × {self.servers // self.shards}" if self.needs_cluster else "none: one file"
        money = f"${self.dollars:,.0f}" if self.needs_cluster else "the machine that is there"
        disk = f"{self.disk:,.1f}" if self.disk < 10 else f"{self.disk:,.0f}"
        return [f"{self.gateways:,}", f"{self.daily:,}", number(self.kept), f"{self.peak:,.1f}", machines, str(self.nodes), disk, money]


def number(count):
    for size, name in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        # What rounds to a thousand of the next smaller unit is one of this.
        if count >= size * 0.9995:
            return f"{count / size:,.3g} {name}"
    return str(count)


def table(head, rows):
    yield "| " + " | ".join(head) + " |"
    yield "| " + " | ".join(["---"] + ["--:"] * (len(head) - 1)) + " |"
    for row in rows:
        yield "| " + " | ".join(row) + " |"


def lines(figures):
    rate = figures["copied_calls"] / figures["copied_in_seconds"]
    yield "# How large it has to be"
    yield ""
    yield "<!-- Written by `make docs`; do not edit. -->"
    yield ""
    yield f"One file holds a year of a hundred gateways: pages over {FILE_MEASURED:,} calls take less than a tenth of a second ([benchmarks](../Benchmarks/README.md))."
    yield "Beyond some fifty million calls, or where several servers are to answer, [a ledger on ClickHouse](clickhouse.md) takes its place."
    yield ""
    yield "## For so many gateways"
    yield ""
    yield f"With {CALLS_A_DAY} calls a gateway and day (six real homes had 12 to 153), kept for {DAYS} days:"
    yield ""
    yield from table(["gateways", "calls a day", "calls kept", "calls a second in a busy hour", "shards × servers", "nodes", "disk, GB", "a month"],
                     [Sizing(figures, count).row() for count in (10, 1_000, 100_000)])
    yield ""
    yield f"Disk is that of all servers, filled to {FILL:.0%}; one has {DISK:,} GB at most. The log of commits keeps the last few hundred and is left"
    yield f"out. A shard is given {number(SHARD_MOST)} calls at most, which is a judgement and no measurement. One shard has three replicas, because a commit has to be"
    yield f"on two while one is gone. Money is ${SERVER} a month for a server of 4 cores and 16 GB and ${GIGABYTE} for a GB, of no particular provider: `scripts/sizing --help`"
    yield "takes yours, and your calls and days. One node writes at a time: compare the calls of a busy hour with the rate below."
    yield ""
    yield "## What was measured"
    yield ""
    yield f"{figures['date']}, ClickHouse {figures['servers']}, {figures['shards']} shards with {figures['replicas']} replicas each and their ZooKeeper, all on one machine of"
    yield f"{figures['machine']} that also ran `mctl`: {figures['build']}, so these are bounds and no records. {figures['copied_calls']:,} calls of made-up agents were copied by"
    yield f"`mctl ledger copy` in {figures['copied_in_seconds']:,.0f} s, the check of the totals included: {rate:,.0f} calls a second through the one node that writes. More were made within the"
    yield "database, of the same conversations and days. Milliseconds, each as a command with its start:"
    yield ""
    names = list(figures["sizes"][0]["milliseconds"])
    yield from table(["report"] + [f"{number(size['calls'])} calls" for size in figures["sizes"]],
                     [[name] + [f"{size['milliseconds'][name]:,}" for size in figures["sizes"]] for name in names])
    yield ""
    yield "Bytes a call on one replica, by table; multiplied calls repeat themselves, so the first column is the one to plan with:"
    yield ""
    tables = [name for name, weight in figures["sizes"][-1]["bytes_a_call"].items() if weight >= 0.05]
    yield from table(["table"] + [f"{number(size['calls'])} calls" for size in figures["sizes"]],
                     [[f"`{name}`"] + [f"{size['bytes_a_call'].get(name, 0):,.1f}" for size in figures["sizes"]] for name in tables])
    yield ""
    yield "`python3 Benchmarks/cluster.py --help` says how to measure it again."


def page():
    return "\n".join(lines(json.loads(FIGURES.read_text()))) + "\n"
