# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""One user's home with everything at once: each agent's logs, scripts' databases and logs, pushes. One call, one row."""

import contextlib
import datetime
import json
import shutil
import sqlite3
import urllib.request

from . import log_data, program, real_data

# Where each kind usually lies, and which of its sets is put there: (set, folder within it, place in the home).
AGENTS = {
    "claude-code": ("set-a", "d1445/projects", ".claude/projects"),
    "codex": ("set-c", "d1219", ".codex"),
    "gemini": ("set-a", "", ".gemini/tmp"),
    "opencode": ("set-a", ".opencode", ".local/share/opencode"),
    "pi": ("set-a", "", ".pi/agent/sessions"),
    "usage-log": ("set-a", "d1400", ".openclaw/workspace/logs"),
}
HOME_SET = "set-c"
ALIKE, OUTSIDE, PUSHED = 40, 25, 5


def check(tally, data, scratch):
    """Builds the home, lets a server read it, pushes, and compares each part with its truth."""
    home = scratch / "home"
    wanted = {"openclaw": build_openclaw(data / "openclaw", home)}
    for kind, (name, folder, place) in AGENTS.items():
        truth = log_data.Truth(data / kind)
        shutil.copytree(data / kind / name / folder, home / place, dirs_exist_ok=True)
        wanted[kind] = truth.sets[name]
    calls = transcript_calls(home / ".openclaw")[:ALIKE]
    write_database(home / ".openclaw/data/interactions.db", calls)
    ledger = scratch / "ledger"
    env = program.environment(home=home, MISSION_DATA_DIR=str(ledger))
    with program.served(env=env, seconds=120) as address:
        answer = push(address, calls)
    tally.equal("together: pushed calls that a transcript has are known", (answer["accepted"], answer["duplicates"]),
                (PUSHED, len(calls)))

    report = program.answer("daily", "--include-synthetic", "--tz", "UTC", env=env)
    total = real_data.FIGURES.added(*wanted.values())
    own = {"records": OUTSIDE + PUSHED, "input": 100 * (OUTSIDE + PUSHED), "output": 10 * (OUTSIDE + PUSHED),
           "cacheRead": 0, "cacheWrite": 0}
    found = real_data.FIGURES.of(report["totals"])
    for figure, more in own.items():
        tally.equal(f"together: {figure} of `mctl daily`", found[figure], total[figure] + more)
    days = real_data.FIGURES.added(*[real_data.FIGURES.of(row) for row in report["rows"]])
    tally.equal("together: its days add up to its total", days, found)

    rows = program.answer("usage", "--include-synthetic", "--tz", "UTC", "--group-by", "source", env=env)["rows"]
    parts = {row["source"]: row["calls"] for row in rows}
    tally.equal("together: what scripts and pushes tell beyond the transcripts",
                (parts["call_database"], parts["push"]), (OUTSIDE, PUSHED))
    tally.equal("together: the parts add up to the whole", sum(parts.values()), found["records"],
                ", ".join(f"{source} {count:,}" for source, count in parts.items()))
    explained(tally, env, calls)


def explained(tally, env, calls):
    """Each call that was told three times is one row, seen in each place."""
    covered, seen = 0, set()
    for session in {call["session"] for call in calls}:
        answer = program.answer("usage", "--explain", session, "--limit", "100000", env=env)
        covered += sum(not row["counts"] and row["source"] == "call_database" for row in answer["rows"])
        for row in answer["rows"]:
            if row["counts"] and "push" in row["seen_in"]:
                seen.add(tuple(row["seen_in"]))
    tally.equal("together: scripts' rows about the same calls are kept and do not count", covered, len(calls))
    tally.equal("together: a pushed call says everywhere it was seen", seen, {("transcript", "push")})


def build_openclaw(data, home):
    """OpenClaw's own home; gives what its transcripts and logs of runs hold."""
    shutil.copytree(data / HOME_SET / "home-1", home / ".openclaw")
    return real_data.Truth(data).sets[HOME_SET]


def transcript_calls(home):
    """Calls of live transcripts that have everything by which they are recognised, not within seconds of each other."""
    calls, last = [], {}
    for path in sorted(home.glob("agents/*/sessions/*.jsonl")):
        session = None
        for line in path.read_text(errors="replace").splitlines():
            with contextlib.suppress(json.JSONDecodeError):
                entry = json.loads(line)
                if entry.get("type") == "session":
                    session = entry["id"]
                message = entry.get("message") or {}
                usage = message.get("usage") or {}
                if message.get("role") != "assistant" or not usage.get("output") or not entry.get("id"):
                    continue
                if message.get("provider") == "openclaw" or not isinstance(message.get("timestamp"), int):
                    continue
                at = datetime.datetime.fromisoformat(entry["timestamp"].replace("Z", "+00:00"))
                if session is None or (session in last and (at - last[session]).total_seconds() < 20):
                    continue
                last[session] = at
                calls.append({"session": session, "agent": path.parts[-3], "id": entry["id"], "at": at,
                              "message_at": message["timestamp"], "provider": message["provider"],
                              "model": message["model"], "usage": usage})
    return calls


def write_database(path, calls):
    """A database as scripts keep one: estimates of calls that transcripts have, and calls that nobody else has."""
    path.parent.mkdir(parents=True, exist_ok=True)
    program.mctl("interactions", "init", path)
    later = datetime.timedelta(seconds=0.7)
    rows = [((call["at"] + later).isoformat(), call["provider"], call["model"], call["session"], 90, 9) for call in calls]
    start = calls[0]["at"]
    rows += [((start + datetime.timedelta(minutes=number)).isoformat(), "anthropic", "claude-haiku-4-5", f"own-{number}", 100, 10)
             for number in range(OUTSIDE)]
    with contextlib.closing(sqlite3.connect(path)) as database, database:
        database.executemany(
            "INSERT INTO llm_calls (timestamp, provider, model, session_id, prompt_tokens, completion_tokens, total_tokens,"
            " status) VALUES (?, ?, ?, ?, ?, ?, 0, 'success')", rows)


def push(address, calls):
    """Pushes the same calls once more, and a few of its own."""
    lines = [
        {"harness": "openclaw", "agent": call["agent"], "session": call["session"], "message_id": call["id"],
         "at": call["message_at"], "provider": call["provider"], "model": call["model"],
         "input_tokens": call["usage"].get("input", 0), "output_tokens": call["usage"].get("output", 0),
         "cache_read_tokens": call["usage"].get("cacheRead", 0), "cache_write_tokens": call["usage"].get("cacheWrite", 0)}
        for call in calls]
    lines += [{"at": calls[0]["message_at"] + number, "provider": "anthropic", "model": "claude-haiku-4-5",
               "input_tokens": 100, "output_tokens": 10, "caller": "script"} for number in range(PUSHED)]
    body = "\n".join(map(json.dumps, lines)).encode()
    request = urllib.request.Request(
        f"{address}/api/v1/events", body, {"Content-Type": "application/x-ndjson"}, method="POST")
    with urllib.request.urlopen(request, timeout=30) as response:
        return json.load(response)
