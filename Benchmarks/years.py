# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""An OpenClaw home of many calls on many days, for the benchmark of queries; README.md beside this file says what is in it."""

import json
import pathlib
import random
import shutil
import sys
import time

AGENTS = ("main", "research", "ops", "writer", "garden", "night")
MODELS = (
    ("anthropic", "claude-opus-4-6"), ("anthropic", "claude-sonnet-4-6"), ("anthropic", "claude-haiku-4-5"),
    ("openai", "gpt-5.1-codex"), ("google", "gemini-2.5-flash"), ("ollama", "qwen3:8b"),
)
DAY = 86_400_000
# A day of one agent: conversations, and calls of one; wakes, and calls of one; runs of jobs, and calls of one.
CONVERSATIONS, WAKES, RUNS = 9, 48, 2
WAKE_CALLS, RUN_CALLS = 12, 10
# 10 M calls on 365 days.
CALLS_A_DAY = 27_400
PROMPT, HEARTBEAT = "Go on.", "[OpenClaw heartbeat poll]"


class Years:
    """Writes a home of so many calls up to a moment; the same arguments give the same bytes."""

    def __init__(self, path, calls, until, seed=7):
        self.path, self.calls, self.sessions, self.number = pathlib.Path(path), 0, 0, 0
        self.chance = random.Random(seed)
        self.stores = {agent: {} for agent in AGENTS}
        days = max(1, round(calls / CALLS_A_DAY))
        rest = calls // days // len(AGENTS) - WAKES * WAKE_CALLS - RUNS * RUN_CALLS
        self.length = max(1, rest // CONVERSATIONS)
        for day in range(days):
            for agent in AGENTS:
                self.day(agent, until - (days - day) * DAY)
        for agent, store in self.stores.items():
            (self.path / "agents" / agent / "sessions" / "sessions.json").write_text(json.dumps(store))

    def day(self, agent, start):
        main = [(start + wake * DAY // WAKES, HEARTBEAT, WAKE_CALLS, 3000) for wake in range(WAKES)]
        for number in range(CONVERSATIONS):
            begin = start + self.chance.randrange(DAY * 2 // 3)
            turns = [(begin, PROMPT, self.length, max(1, DAY // 4 // self.length))]
            channel = f"telegram:direct:{number}" if number else "main"
            # The agent's main conversation is the one in which it wakes up.
            self.session(agent, f"agent:{agent}:{channel}", sorted(turns + (main if number == 0 else [])))
        for job in range(RUNS):
            turns = [(start + job * DAY // RUNS, PROMPT, RUN_CALLS, 20_000)]
            self.session(agent, f"agent:{agent}:cron:{agent}-job-{job}:run:{{id}}", turns)

    def session(self, agent, key, turns):
        self.sessions += 1
        session = f"{self.sessions:08x}-0000-4000-8000-{self.chance.getrandbits(48):012x}"
        self.stores[agent][key.format(id=session)] = {"sessionId": session}
        folder = self.path / "agents" / agent / "sessions"
        folder.mkdir(parents=True, exist_ok=True)
        first, second = self.chance.sample(MODELS, 2)
        begin = turns[0][0] - 1000
        lines = [f'{{"type":"session","version":3,"id":"{session}","timestamp":"{stamp(begin)}","cwd":"/home/user"}}']
        for at, prompt, calls, pause in turns:
            lines.append(self.entry(at, f'"role":"user","content":[{{"type":"text","text":"{prompt}"}}]'))
            for _ in range(calls):
                at += pause
                lines.append(self.answer(at, first if self.chance.random() < 0.8 else second))
        (folder / f"{session}.jsonl").write_text("\n".join(lines) + "\n")

    def answer(self, at, model):
        self.calls += 1
        draw = self.chance.random()
        if draw < 0.04:
            tokens, stop = (0, 0, 0, 0), '"stopReason":"error","errorMessage":"429 rate limit"'
        else:
            tokens, stop = (int(400 + draw * 3000), int(90 + draw * 900), int(draw * 60_000), int(draw * 2000)), '"stopReason":"stop"'
        return self.entry(at, (
            f'"role":"assistant","content":[],"api":"x","provider":"{model[0]}","model":"{model[1]}","usage":{{'
            f'"input":{tokens[0]},"output":{tokens[1]},"cacheRead":{tokens[2]},"cacheWrite":{tokens[3]},'
            f'"totalTokens":{sum(tokens)}}},{stop}'))

    def entry(self, at, message):
        self.number += 1
        return (f'{{"type":"message","id":"{self.number:08x}","parentId":null,"timestamp":"{stamp(at)}",'
                f'"message":{{{message},"timestamp":{at}}}}}')


SECONDS = {}


def stamp(moment):
    seconds, thousandths = divmod(moment, 1000)
    if seconds not in SECONDS:
        if len(SECONDS) > 100_000:
            SECONDS.clear()
        SECONDS[seconds] = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds))
    return f"{SECONDS[seconds]}.{thousandths:03}Z"


def facts(path, calls, until, seed=7):
    """Writes the home unless it is there; gives what is in it."""
    path = pathlib.Path(path)
    note = path.with_name(path.name + ".json")
    asked = {"calls_asked": calls, "until": until, "seed": seed, "version": 1}
    if note.exists():
        known = json.loads(note.read_text())
        if all(known.get(key) == value for key, value in asked.items()):
            return known
    shutil.rmtree(path, ignore_errors=True)
    years = Years(path, calls, until, seed)
    known = asked | {"calls": years.calls, "sessions": years.sessions}
    note.write_text(json.dumps(known))
    return known


if __name__ == "__main__":
    print(facts(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
