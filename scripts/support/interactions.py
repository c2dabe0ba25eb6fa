# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""A database of calls that mctl made and a script filled: people's queries give the same rows there and on the ledger.

Different by design, and so not in the rows that are compared whole: a model is known by its normalised name (no date stamp, no
provider before a slash), a call without a price of its own gets the list price, what is NULL there is 0 in the ledger, and ids
and created_at are the ledger's own.
"""

import datetime
import json
import sqlite3
import time
import urllib.request

from . import program, real_data, seed_queries

# Prompt, answer and thinking tokens, of which thinking is a part of the answer; dollars near the list price.
MODELS = {
    "claude-sonnet-4-5": (3, 15), "claude-haiku-4-5": (1, 5), "claude-opus-4-5": (5, 25),
}
COLUMNS = """timestamp, provider, model, caller, session_id, task_type, prompt_tokens, completion_tokens, thinking_tokens,
    total_tokens, duration_ms, cost_estimate, status, prompt_preview"""


def check(tally, scratch, chance, kills):
    """Makes one, fills it, reads it while its writer has it open, and compares; completed, followed, killed."""
    scratch.mkdir(parents=True)
    path, ledger = scratch / "interactions.db", scratch / "ledger"
    made = program.mctl("interactions", "init", path)
    tally.equal("interactions: made", (made.returncode, made.stdout.strip()), (0, str(path)))
    refused = program.mctl("interactions", "init", path)
    tally.equal("interactions: not made twice", refused.returncode, 73)
    for name, (query, values) in seed_queries.CALLS.items():
        rows = seed_queries.ask_file(path, query, values)
        tally.check(f"interactions, empty: {name}", len(rows) <= 1, f"{len(rows)} rows")
    now = datetime.datetime.now(datetime.timezone.utc)
    writer = sqlite3.connect(path)
    insert(writer, calls(now))
    program.answer("ingest", "--data-dir", ledger, path)
    compare(tally, path, ledger, "interactions")
    check_designed(tally, writer, path, ledger, now)
    writer.close()
    check_followed(tally, scratch / "home", now)
    check_kills(tally, scratch / "kills", now, chance, kills)


def check_followed(tally, home, now):
    """`mctl serve` reads on while a script commits all the time, with and without a write-ahead log."""
    for mode in ("WAL", "DELETE"):
        place = home / mode
        path = place / ".openclaw/data/interactions.db"
        env = program.environment(place, MISSION_DATA_DIR=str(place / "ledger"))
        program.mctl("interactions", "init", path)
        writer = sqlite3.connect(path, timeout=10)
        writer.execute(f"PRAGMA journal_mode = {mode}")
        slowest = 0.0
        with program.served(env=env) as address:
            for number, row in enumerate(calls(now, 600, step=0)):
                started = time.monotonic()
                insert(writer, [row])
                slowest = max(slowest, time.monotonic() - started)
                if number % 50 == 0:
                    time.sleep(0.1)
            found = wait_for(f"{address}/api/usage/today?tz=UTC", 600)
        writer.close()
        tally.equal(f"interactions, {mode}: served while a script commits", found, 600, f"slowest commit {slowest * 1000:.0f} ms")


def wait_for(address, calls):
    """The number of today's calls, once it is what is expected or after ten seconds."""
    deadline, found = time.monotonic() + 10, None
    while time.monotonic() < deadline and found != calls:
        with urllib.request.urlopen(address, timeout=5) as response:
            found = json.loads(response.read())["calls"]
        time.sleep(0.1)
    return found


def check_kills(tally, scratch, now, chance, kills):
    """Kills the program while it reads many rows in many batches."""
    scratch.mkdir()
    path = scratch / "interactions.db"
    program.mctl("interactions", "init", path)
    writer = sqlite3.connect(path)
    insert(writer, calls(now, 30_000, step=0.01))
    writer.close()
    program.answer("ingest", "--data-dir", scratch / "calm", path)
    want = real_data.totals(scratch / "calm")
    tally.equal("interactions: rows read", want["records"], 30_000)
    real_data.kill_and_resume(tally, "interactions: ", scratch, [str(path)], want, real_data.totals, chance, kills)


def insert(writer, rows):
    writer.executemany(f"INSERT INTO llm_calls ({COLUMNS}) VALUES ({', '.join('?' * 14)})", list(rows))
    writer.commit()


def calls(now, count=240, step=2):
    """Calls so many hours apart, some failed, by three models."""
    for number in range(count):
        at = now - datetime.timedelta(hours=step * number, minutes=number % 7 if step > 1 else 0)
        model, (input_price, output_price) = list(MODELS.items())[number % 3 if number % 7 else 0]
        prompt, answer = 1000 + 37 * number, 200 + 11 * number
        failed = number % 23 == 5
        cost = None if failed else round((prompt * input_price + answer * output_price) / 1e6, 9)
        yield (
            stamp(at), "anthropic", model, "router", f"s{number % 9}", ["coding", "triage"][number % 2],
            0 if failed else prompt, 0 if failed else answer, 0 if failed else answer // 3 * (number % 2),
            0 if failed else prompt + answer, 900 + number, cost, "rate_limited" if failed else "ok", "never kept")


def stamp(at):
    return at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"


def compare(tally, path, ledger, title):
    year = datetime.datetime.now(datetime.timezone.utc).year
    for name, (query, values) in seed_queries.CALLS.items():
        if name == "usage by model":
            values = [f"{year - 1}-01-01", f"{year + 1}-12-31"]
        want = numbers(seed_queries.ask_file(path, query, values))
        found = numbers(seed_queries.ask(ledger, query, values))
        tally.equal(f"{title}: {name} is the same on both", found, want, f"{len(want)} rows")
    columns = "timestamp, provider, model, caller, session_id, task_type, prompt_tokens, completion_tokens, thinking_tokens, total_tokens, duration_ms, status"
    query = f"SELECT {columns} FROM llm_calls ORDER BY timestamp"
    want, found = seed_queries.ask_file(path, query), seed_queries.ask(ledger, query)
    tally.equal(f"{title}: every row is the same on both", found, want, f"{len(want)} rows")
    previews = seed_queries.ask(ledger, "SELECT count(prompt_preview), count(response_preview) FROM llm_calls")
    tally.equal(f"{title}: no preview is kept", previews, [["0", "0"]])


def numbers(rows):
    """Figures to the nanodollar: sums of binary fractions differ beyond that with the order of adding."""
    def value(text):
        try:
            return round(float(text), 9)
        except ValueError:
            return text
    return [[value(text) for text in row] for row in rows]


def check_designed(tally, writer, path, ledger, now):
    """What differs, differs as promised; and a row that is completed later."""
    at = stamp(now + datetime.timedelta(seconds=1))
    writer.execute(
        "INSERT INTO llm_calls (timestamp, provider, model, status) VALUES (?, 'anthropic', 'claude-sonnet-4-5-20250929', 'pending')", [at])
    writer.execute("INSERT INTO api_calls (timestamp, service, endpoint, status_code) VALUES (?, 'github', '/repos?q=x', 503)", [at])
    writer.commit()
    program.answer("ingest", "--data-dir", ledger, path)
    query = f"SELECT model, prompt_tokens, cost_estimate, status FROM llm_calls WHERE timestamp = '{at}'"
    tally.equal("interactions: a pending call's cost is unknown", seed_queries.ask(ledger, query), [["claude-sonnet-4-5", "0", "", "ok"]])
    writer.execute("UPDATE llm_calls SET prompt_tokens = 1000, completion_tokens = 100, status = 'ok' WHERE status = 'pending'")
    writer.commit()
    result = program.answer("ingest", "--data-dir", ledger, path)["totals"]
    tally.equal("interactions: a completed call is noticed", (result["events_new"], result["events_updated"]), (0, 1))
    tally.equal(
        "interactions: a call without a price of its own has the list price", seed_queries.ask(ledger, query),
        [["claude-sonnet-4-5", "1000", "0.0045", "ok"]])
    query = "SELECT service, endpoint, status_code, status FROM api_calls WHERE service = 'github'"
    tally.equal("interactions: a request is kept without its query", seed_queries.ask(ledger, query), [["github", "/repos", "503", "server_error"]])
