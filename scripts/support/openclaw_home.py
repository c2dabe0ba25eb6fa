# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""Made-up OpenClaw homes of the file era, for trying, testing and taking pictures. Nothing in them is anybody's."""

import datetime
import json
import pathlib
import random
import uuid

# Dollars per million tokens: input, output, cache read, cache write. Only the recorded costs of made-up calls.
RATES = {
    "anthropic/claude-opus-4-6": (5, 25, 0.5, 6.25),
    "anthropic/claude-sonnet-4-6": (3, 15, 0.3, 3.75),
    "anthropic/claude-haiku-4-5": (1, 5, 0.1, 1.25),
    "google/gemini-2.5-flash": (0.3, 2.5, 0.03, 0.3),
    "ollama/qwen3:8b": (0, 0, 0, 0),
    "house/tuned-7b": None,
}


def iso(moment):
    """A moment as OpenClaw writes it."""
    return moment.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03}Z"


def line(entry):
    """An entry as OpenClaw writes it, without its line's end."""
    return json.dumps(entry, separators=(",", ":"), ensure_ascii=False)


def call(entry_id, moment, model, tokens, text="Done.", cost=None, parent=None, stop="stop", error=None):
    """An answer of a model: tokens are input, output, cache read, cache write; cost is in dollars."""
    provider, name = model.split("/", 1)
    usage = dict(zip(("input", "output", "cacheRead", "cacheWrite"), tokens))
    usage["totalTokens"] = sum(tokens)
    if cost is not None:
        usage["cost"] = {"input": 0, "output": 0, "cacheRead": 0, "cacheWrite": 0, "total": cost}
    message = {
        "role": "assistant", "content": [{"type": "text", "text": text}], "api": f"{provider}-messages",
        "provider": provider, "model": name, "usage": usage, "stopReason": stop,
        "timestamp": int(moment.timestamp() * 1000)}
    if error:
        message["errorMessage"] = error
    return line({
        "type": "message", "id": entry_id, "parentId": parent, "timestamp": iso(moment), "message": message})


def question(entry_id, moment, text):
    """What a person or a schedule says."""
    return line({
        "type": "message", "id": entry_id, "parentId": None, "timestamp": iso(moment),
        "message": {
            "role": "user", "content": [{"type": "text", "text": text}], "timestamp": int(moment.timestamp() * 1000)}})


def header(session_id, moment):
    """A transcript's first line."""
    return line({"type": "session", "version": 3, "id": session_id, "timestamp": iso(moment), "cwd": "/home/user"})


def price(model, tokens):
    """What a made-up call costs; None where no price is known."""
    rates = RATES[model]
    return None if rates is None else round(sum(r * n for r, n in zip(rates, tokens)) / 1e6, 9)


class Home:
    """A home that grows conversation by conversation."""

    def __init__(self, path):
        self.path = pathlib.Path(path)
        self.stores = {}

    def transcript(self, agent, session_id):
        """Where a conversation's transcript lies."""
        return self.path / "agents" / agent / "sessions" / f"{session_id}.jsonl"

    def add(self, agent, key, session_id, lines, **facts):
        """Adds a conversation; the one that the key named before becomes an archive, as after `/new`."""
        path = self.transcript(agent, session_id)
        path.parent.mkdir(parents=True, exist_ok=True)
        store = self.stores.setdefault(agent, {})
        before = store.get(key, {})
        if before:
            old = self.transcript(agent, before["sessionId"])
            old.rename(old.with_name(f"{old.name}.reset.{json.loads(lines[0])['timestamp'].replace(':', '-')}"))
        path.write_text("".join(f"{text}\n" for text in lines))
        family = before.get("usageFamilySessionIds", []) + [session_id]
        store[key] = {"sessionId": session_id, "usageFamilySessionIds": family, **facts}
        (path.parent / "sessions.json").write_text(json.dumps(store, indent=2))
        return path

    def add_cron_jobs(self, jobs):
        """Names scheduled jobs: id to name."""
        folder = self.path / "cron"
        folder.mkdir(parents=True, exist_ok=True)
        rows = [{"id": job, "agentId": "main", "name": name, "enabled": True} for job, name in jobs.items()]
        (folder / "jobs.json").write_text(json.dumps({"version": 1, "jobs": rows}, indent=2))


# Who works how much: agent, key, label, model, calls a day, tokens a call, first and last hour.
HABITS = [
    ("main", "agent:main:main", "Everyday", "anthropic/claude-sonnet-4-6", 34, (1_800, 620, 31_000, 1_900), (5, 23)),
    ("main", "agent:main:telegram:direct:100", "Phone", "anthropic/claude-haiku-4-5", 18, (900, 350, 12_000, 700), (6, 23)),
    ("research", "agent:research:main", "Reading list", "anthropic/claude-opus-4-6", 16, (4_200, 1_400, 58_000, 5_100), (5, 22)),
    ("research", "agent:research:subagent:5b1c", "Sources", "google/gemini-2.5-flash", 26, (9_000, 800, 0, 0), (5, 22)),
    ("main", "agent:main:cron:morning-brief", "Morning brief", "anthropic/claude-sonnet-4-6", 5, (6_500, 1_900, 0, 2_400), (0, 3)),
    ("main", "agent:main:main:heartbeat", "Heartbeat", "anthropic/claude-haiku-4-5", 48, (350, 25, 9_000, 0), (0, 24)),
    ("garden", "agent:garden:main", "Garden", "ollama/qwen3:8b", 6, (5_000, 300, 0, 0), (0, 24)),
    ("garden", "agent:garden:discord:group:7", "Neighbours", "house/tuned-7b", 5, (2_500, 240, 0, 0), (8, 21)),
]


def write_example(path, now, days=44, seed=11):
    """A home with some weeks of three agents' work, up to now. The same arguments give the same home."""
    chance = random.Random(seed)
    home = Home(path)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    first = midnight - datetime.timedelta(days=days - 1)
    for habit in HABITS:
        if habit[1].endswith(":heartbeat"):
            write_wakes(home, chance, now, [first + datetime.timedelta(days=d) for d in range(days)], *habit)
            continue
        # A new conversation every week, and one for each run of a job.
        length = 1 if ":cron:" in habit[1] else 7
        for start in range(0, days, length):
            span = [first + datetime.timedelta(days=d) for d in range(start, min(start + length, days))]
            write_week(home, chance, now, span, *habit)
    home.add_cron_jobs({"morning-brief": "Morning brief"})
    return home


def write_wakes(home, chance, now, span, agent, key, label, model, often, tokens, hours):
    """A conversation of a few calls within three minutes, every third hour."""
    for day in span:
        for hour in range(hours[0], hours[1], 3):
            write_week(
                home, chance, now, [day], agent, key, label, model, often * 3 // 24, tokens, (hour, hour + 0.05))


def write_week(home, chance, now, span, agent, key, label, model, often, tokens, hours):
    """One conversation. Weekends are quiet, and every sixth day is busy."""
    session_id = str(uuid.UUID(int=chance.getrandbits(128), version=4))
    lines = [header(session_id, span[0])]
    for day in span:
        if RATES[model] is None and day.toordinal() % 10 != 3:
            # Calls without a price are rare enough to be seen.
            continue
        pace = (0.35 if day.weekday() >= 5 else 1.0) * (1.9 if day.toordinal() % 6 == 0 else 1.0)
        count = max(1, round(often * pace * chance.uniform(0.7, 1.3)))
        seconds = sorted(chance.uniform(hours[0] * 3600, hours[1] * 3600) for _ in range(count))
        for moment in (day + datetime.timedelta(seconds=s) for s in seconds):
            counts = tuple(round(n * chance.uniform(0.5, 1.6)) for n in tokens)
            failed = chance.random() < 0.015
            identity = f"{chance.getrandbits(32):08x}"
            if moment >= now:
                continue
            lines.append(question(f"q{identity[1:]}", moment, "Go on."))
            if failed:
                lines.append(call(identity, moment, model, (0, 0, 0, 0), "", 0, stop="error", error="429 rate limit"))
            else:
                lines.append(call(identity, moment, model, counts, cost=price(model, counts)))
    if len(lines) > 1:
        home.add(agent, key, session_id, lines, label=label, updatedAt=int(now.timestamp() * 1000))
