# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""Answers that have no rows of calls, compared with a reading of their own: every call of the ledger, added up here by the
days of a zone as Python's clocks have them."""

import collections
import datetime
import fractions
import functools
import json
import random
import shlex
import zoneinfo

from support import openclaw_home, program

TOKENS = ["input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens", "thinking_tokens"]
# Days on which clocks change in New York and on Lord Howe, and days on which the real agents worked.
ENDS = ["2026-02-15", "2026-02-21", "2026-03-08", "2026-04-05", "2026-04-28", "2026-06-29"]
FEE = "99.50"


def day(text):
    return datetime.date.fromisoformat(text)


def money(value):
    return value["nanodollars"] if value else 0


class Ledger:
    """A ledger's calls."""

    def __init__(self, folder):
        self.folder = folder
        self.calls = self.ask("usage", "--calls", "--tz", "UTC")["events"]
        for call in self.calls:
            call["moment"] = datetime.datetime.fromisoformat(call["at"].replace("Z", "+00:00"))

    def ask(self, *arguments, now=None):
        env = program.environment(MISSION_NOW=now) if now else None
        return program.answer(*arguments, "--data-dir", self.folder, env=env)

    @functools.cache
    def days(self, zone):
        """The local day of each call."""
        clock = zoneinfo.ZoneInfo(zone)
        return [call["moment"].astimezone(clock).date() for call in self.calls]

    def between(self, zone, since, until):
        """The calls of some local days, both included."""
        return [call for call, at in zip(self.calls, self.days(zone)) if since <= at <= until]


def sums(calls, cost="cost"):
    """What calls add up to."""
    added = {key: sum(call[key] for call in calls) for key in TOKENS}
    return added | {"calls": len(calls), "cost": sum(money(call[cost]) for call in calls)}


def figures(row):
    return {key: row[key] for key in [*TOKENS, "calls"]} | {"cost": money(row["cost"])}


def forecast(tally, ledger, zone):
    """The part of a month that is over is what its calls cost, and the whole is that and what is expected."""
    odd, tried = [], 0
    for end in ENDS:
        now = f"{end}T12:30:00Z"
        answer = ledger.ask("forecast", "--tz", zone, now=now)
        today = datetime.datetime.fromisoformat(f"{end}T12:30:00+00:00").astimezone(zoneinfo.ZoneInfo(zone)).date()
        told = answer.get("forecast")
        if not told:
            continue
        tried += 1
        spent = sums(ledger.between(zone, today.replace(day=1), today))["cost"]
        ahead = sum(money(row["expected"]) for row in answer["days"])
        if money(told["spent"]) != spent or told["since"] != str(today.replace(day=1)):
            odd.append((end, "spent", money(told["spent"]), spent))
        # Days are rounded to the nanodollar one by one.
        if abs(money(told["expected"]) - spent - ahead) > len(answer["days"]):
            odd.append((end, "expected", money(told["expected"]), spent + ahead))
        bounds = [money(told[key]) for key in ("low_95", "low", "expected", "high", "high_95")]
        if bounds != sorted(bounds) or bounds[0] < spent:
            odd.append((end, "interval", bounds))
    tally.check(f"forecast in {zone}", not odd and tried, odd or f"{tried} months")


def what_if(tally, ledger, zone):
    """The calls as they were are those of the ledger, and the other model has each of them or says why not."""
    odd = []
    for end in ENDS:
        since, until = day(end) - datetime.timedelta(20), day(end)
        answer = ledger.ask("what-if", "--to", "anthropic/claude-haiku-4-5", "--since", since, "--until", until, "--tz", zone)
        want = sums(ledger.between(zone, since, until))
        called, other = answer["models"]
        if figures(answer["totals"]) != want or (called["calls"], money(called["cost"])) != (want["calls"], want["cost"]):
            odd.append((end, called, want))
        if other["calls"] + other["unpriced_calls"] != want["calls"]:
            odd.append((end, other, want["calls"]))
    tally.check(f"what-if in {zone}", not odd, odd or f"{len(ENDS)} spans")


def selected(ledger, zone, suggestion, since, until):
    """Reads the suggestion's filters here, as far as a call tells what they ask for."""
    wanted = {key: set(values) for key, values in suggestion["filters"].items()}
    for call in ledger.between(zone, since, until):
        known = {"model": call["model"], "provider": call["model"].split("/")[0], "agent": call["agent"], "status": call["status"]}
        if all(known[key] in values for key, values in wanted.items() if key in known):
            yield call


def suggestions(tally, ledger, zone, ends=ENDS):
    """The command beside each suggestion gives its calls, all of them, at the same cost; that for later works."""
    odd, kinds = [], collections.Counter()
    for end in ends:
        since, until = day(end) - datetime.timedelta(29), day(end)
        for found in ledger.ask("suggestions", "--until", until, "--tz", zone)["suggestions"]:
            kinds[found["kind"]] += 1
            odd += [(end, found["kind"], found["subject"], *fault) for fault in faults(ledger, zone, found, since, until)]
    counted = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items()))
    tally.check(f"suggestions in {zone}", not odd, odd or counted or "none")
    return kinds


def faults(ledger, zone, found, since, until):
    answer = ledger.ask(*shlex.split(found["command"])[1:])
    ids = [call["id"] for call in answer["events"]]
    mode = "estimated_cost" if found["cost_mode"] == "estimated" else "cost"
    here = {call["id"]: call for call in selected(ledger, zone, found, since, until)}
    newest, total = found["shown_by_calls"]["newest"], found["shown_by_calls"]["total"]
    if answer["totals"]["calls"] != found["calls"] or len(ids) != found["calls"]:
        yield "calls", found["calls"], answer["totals"]["calls"], len(ids)
    if money(answer["totals"]["cost"]) != money(found["cost"]):
        yield "cost", found["cost"], answer["totals"]["cost"]
    if not set(ids) <= set(here):
        yield "calls that its filters do not select", len(set(ids) - set(here))
    elif sum(money(here[one][mode]) for one in ids) != money(found["cost"]):
        yield "cost of the calls", found["cost"]
    # Where a suggestion has no other filters, these are all.
    if set(found["filters"]) <= {"model", "provider", "agent", "status"} and len(here) != len(ids):
        yield "all calls", len(here), len(ids)
    if len(newest) != min(20, total) or [one for one in ids if one in set(newest)] != newest or total > found["calls"]:
        yield "newest", newest
    if total == found["calls"] and ids[:20] != newest:
        yield "newest of all", newest
    if not found["saving"]:
        if found["kind"] != "retry_storm" or found["low"] or found["high"]:
            yield "saving", found["saving"]
    elif not 0 < money(found["saving"]) or not money(found["low"]) <= money(found["saving"]) <= money(found["high"]):
        yield "saving", found["saving"], found["low"], found["high"]
    later = shlex.split(found["check_command"])
    if str(until + datetime.timedelta(1)) not in later or not ledger.ask(*later[1:]):
        yield "check", found["check_command"]


def health(tally, ledger, zone):
    """Model calls by how they ended; runs and conversations that nothing tells call by call tell nothing of that."""
    names = {"rateLimit": "rate_limited", "serverError": "server_error", "timeout": "timeout", "denied": "denied",
             "badRequest": "bad_request", "otherFailure": "failed", "aborted": "aborted"}
    odd = []
    for end in ENDS:
        since, until = day(end) - datetime.timedelta(13), day(end)
        answer = ledger.ask("health", "--since", since, "--until", until, "--tz", zone)
        calls = ledger.between(zone, since, until)
        ended = collections.Counter(call["status"] for call in calls)
        rows = ledger.ask("usage", "--group-by", "status", "--since", since, "--until", until, "--tz", zone)["rows"]
        for row in rows:
            ended[row["status"]] -= row["coarse_calls"]
        want = {"modelCalls": ended.total()} | {key: ended[status] for key, status in names.items()}
        found = {key: answer[key] for key in want}
        services = {key: sum(service[key] for service in answer["services"]) for key in want}
        if answer["requests"] == 0 and (found != want or services != want):
            odd.append((end, found, services, want))
    tally.check(f"health in {zone}", not odd, odd or f"{len(ENDS)} spans")


def subscriptions(tally, ledger, zone, account):
    """A fee by the days of its months; what the covered calls would have cost apart from what was spent."""
    odd = []
    for end in ENDS:
        since, until = day(end) - datetime.timedelta(40), day(end)
        answer = ledger.ask("subscriptions", "--since", since, "--until", until, "--tz", zone)
        calls = ledger.between(zone, since, until)
        covered = [call for call in calls if call["cost_basis"] == "subscription"]
        fee, month = 0, collections.Counter()
        for number in range((until - since).days + 1):
            at = since + datetime.timedelta(number)
            month[at.replace(day=1)] += 1
        for first, count in month.items():
            length = ((first + datetime.timedelta(31)).replace(day=1) - first).days
            fee += round(fractions.Fraction(FEE) * 10**9 * count / length)
        unvalued = [call for call in covered if call["estimated_cost"] is None]
        value = None if covered and len(unvalued) == len(covered) else sum(money(one["estimated_cost"]) for one in covered)
        (row,) = [row for row in answer["accounts"] if row["account"] == account]
        found = (money(row["monthly_fee"]), money(row["fee"]), row["calls"], row["subscription_value"] and
                 money(row["subscription_value"]), money(row["cost"]))
        want = (round(fractions.Fraction(FEE) * 10**9), fee, len(calls), value, sum(money(call["cost"]) for call in calls))
        if found != want:
            odd.append((end, found, want))
    tally.check(f"subscriptions in {zone}", not odd, odd or f"{len(ENDS)} spans")


def subagents(tally, ledger, zone):
    """Each call of a family once, and each session with all that it started."""
    answer = ledger.ask("subagents", "--tz", zone)
    rows = answer["rows"]
    own = collections.defaultdict(list)
    for call in ledger.calls:
        own[call["session"]].append(call)
    keys = [row["session"] for row in rows]
    odd = [(key, count) for key, count in collections.Counter(keys).items() if count > 1]
    families = sums([call for key in set(keys) for call in own[key]])
    if figures(answer["totals"]) != families:
        odd.append(("totals", figures(answer["totals"]), families))
    children = collections.defaultdict(list)
    for row in rows:
        children[row["parent"]].append(row["session"])

    def whole(key):
        return own[key] + [call for child in children[key] for call in whole(child)]

    for row in rows:
        want = (sums(own[row["session"]]), sums(whole(row["session"])))
        found = (figures(row), figures(row["with_children"]))
        if found != want:
            odd.append((row["session"], found, want))
    tally.check(f"subagents in {zone}", not odd and rows, odd or f"{len(rows)} rows")


def families(folder):
    """A home in which sessions start others, two generations deep, over a change of clocks in New York and on Lord Howe."""
    chance, home = random.Random(5), openclaw_home.Home(folder)
    first = datetime.datetime(2026, 3, 7, tzinfo=datetime.timezone.utc)
    parents = {"agent:main:main": None, "agent:main:subagent:a": "agent:main:main", "agent:main:subagent:b": "agent:main:main",
               "agent:main:subagent:c": "agent:main:subagent:b", "agent:other:main": None}
    for number, (key, parent) in enumerate(parents.items()):
        name = f"00000000-0000-4000-8000-00000000000{number}"
        lines = [openclaw_home.header(name, first)]
        for call in range(30):
            at = first + datetime.timedelta(hours=call * 25, minutes=number * 7)
            tokens = tuple(chance.randrange(10, 5000) for _ in range(4))
            lines.append(openclaw_home.call(f"{number}{call:07}", at, "anthropic/claude-sonnet-4-6", tokens))
        facts = {"spawnedBy": parent} if parent else {}
        home.add(key.split(":")[1], key, name, lines, **facts)


def wasteful(folder):
    """A home in which every kind of suggestion has its reason, up to the end of 15 February 2026."""
    home = openclaw_home.Home(folder)
    first = datetime.datetime(2026, 1, 20, 3, tzinfo=datetime.timezone.utc)
    opus, haiku = "anthropic/claude-opus-4-6", "anthropic/claude-haiku-4-5"

    def add(agent, key, number, model, calls, **facts):
        name = f"00000000-0000-4000-8000-000000001{number:03}"
        lines = [openclaw_home.header(name, first)]
        for place, (minute, tokens, more) in enumerate(calls):
            at = first + datetime.timedelta(minutes=minute)
            cost = more.pop("cost", None)
            text = openclaw_home.call(f"{number:03}{place:05}", at, model, tokens, cost=cost, **{
                key: value for key, value in more.items() if key != "thinking"})
            if "thinking" in more:
                entry = json.loads(text)
                entry["message"]["usage"]["reasoning"] = more["thinking"]
                text = openclaw_home.line(entry)
            lines.append(text)
        home.add(agent, key, name, lines, **facts)

    add("main", "agent:main:main:heartbeat", 1, opus, [(30 * n, (10, 20, 0, 40_000), {}) for n in range(40)])
    for run in range(26):
        add("main", f"agent:main:cron:digest:run:r{run}", 10 + run, opus, [(1440 * run, (4000, 100, 0, 0), {})])
        add("main", f"agent:main:cron:watch:run:w{run}", 40 + run, haiku, [(1440 * run, (2000, 12, 0, 0), {})])
        add("main", f"agent:main:cron:sum:run:t{run}", 100 + run, opus, [(1440 * run, (2000, 5150, 0, 0), {"thinking": 5000})])
    add("main", "agent:main:telegram:direct:1", 70, opus, [(n, (30_000, 500, 0, 0), {}) for n in range(20)])
    failed = {"stop": "error", "error": "429 rate limit"}
    add("main", "agent:main:discord:group:7", 71, haiku, [(n, (0, 0, 0, 0), dict(failed)) for n in range(14)])
    broken = {"stop": "error", "error": "500 internal server error"}
    add("paid", "agent:paid:main", 72, opus, [(60 * n, (10_000, 100, 0, 0), dict(broken)) for n in range(6)])
    for number in range(8):
        add("run", f"agent:run:telegram:direct:{number}", 80 + number, haiku, [(60 * number, (20_000, 200, 0, 0), {})])
    add("run", "agent:run:telegram:direct:99", 90, opus, [(n, (2_000_000, 200, 0, 0), {}) for n in range(3)])
    home.add_cron_jobs({"digest": "Digest", "watch": "Watch", "sum": "Sum"})
