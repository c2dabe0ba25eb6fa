# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""The SQL that people already use, word for word, asked with the real sqlite3 program.

The views of the ledger are a promise to them: these texts must not be edited to fit the ledger.
"""

import datetime
import subprocess

from . import openclaw_home, program

SNAPSHOTS = {
    "total cost today": "SELECT SUM(cost) FROM usage_snapshots WHERE date = date('now');",
    "cost by agent (last 30 days)": """SELECT agent_id, ROUND(SUM(cost), 2) as cost
FROM usage_snapshots
WHERE date >= date('now', '-30 days')
GROUP BY agent_id
ORDER BY cost DESC;""",
    "cost by model": """SELECT model, ROUND(SUM(cost), 2) as cost
FROM usage_snapshots
WHERE date >= date('now', '-30 days')
GROUP BY model
ORDER BY cost DESC;""",
    "daily trend (last 7 days)": """SELECT date, ROUND(SUM(cost), 2) as cost
FROM usage_snapshots
WHERE date >= date('now', '-7 days')
GROUP BY date
ORDER BY date DESC;""",
}

BY_MODEL = """
    SELECT 
      model,
      COUNT(*) as calls,
      SUM(prompt_tokens) as input_tokens,
      SUM(completion_tokens) as output_tokens,
      SUM(thinking_tokens) as thinking_tokens,
      SUM(cost_estimate) as total_cost
    FROM llm_calls
    WHERE timestamp BETWEEN ? AND ?
    GROUP BY model
    ORDER BY total_cost DESC
  """

BY_DAY = """
    SELECT 
      DATE(timestamp) as date,
      SUM(cost_estimate) as cost,
      SUM(total_tokens) as tokens,
      COUNT(*) as requests
    FROM llm_calls
    WHERE timestamp >= DATE('now', '-' || ? || ' days')
    GROUP BY DATE(timestamp)
    ORDER BY date
  """

TOP_MODELS = """
    SELECT 
      model,
      COUNT(*) as calls,
      SUM(prompt_tokens) as input_tokens,
      SUM(completion_tokens) as output_tokens,
      ROUND(SUM(cost_estimate), 2) as cost
    FROM llm_calls
    WHERE timestamp >= DATE('now', '-30 days')
    GROUP BY model
    ORDER BY cost DESC
    LIMIT ?
  """

THINKING = """
    SELECT 
      SUM(thinking_tokens) as total_thinking,
      COUNT(CASE WHEN thinking_tokens > 0 THEN 1 END) as calls_with_thinking,
      MAX(thinking_tokens) as max_thinking_tokens,
      AVG(thinking_tokens) as avg_thinking_tokens
    FROM llm_calls
    WHERE timestamp >= DATE('now', '-30 days')
  """

CALLS = {
    "usage by model": (BY_MODEL, ["2026-01-01", "2026-12-31"]),
    "usage by day": (BY_DAY, [7]),
    "top models": (TOP_MODELS, [10]),
    "thinking tokens": (THINKING, []),
}


def ask(ledger, query, values=()):
    """Rows of text out of a ledger, by the sqlite3 program."""
    return ask_file(ledger / "ledger.sqlite", query, values)


def ask_file(path, query, values=()):
    """Rows of text out of a database, by the sqlite3 program."""
    # sqlite3 keeps parameters in a temporary table, which a read-only connection may have.
    text = "".join(f".parameter set ?{number} {quoted(value)}\n" for number, value in enumerate(values, 1))
    text += query.strip().rstrip(";") + ";\n"
    done = subprocess.run(
        ["sqlite3", "-readonly", "-batch", path], input=text, capture_output=True, text=True)
    if done.returncode != 0 or done.stderr:
        raise RuntimeError(done.stderr.strip() or f"sqlite3 ended with {done.returncode}")
    return [line.split("|") for line in done.stdout.splitlines()]


def quoted(value):
    return value if isinstance(value, int) else f"\"'{value}'\""


def answers(tally, ledger, title):
    """Every query's rows; a query that fails is a failed check."""
    found = {}
    queries = {name: (query, []) for name, query in SNAPSHOTS.items()} | CALLS
    for name, (query, values) in queries.items():
        try:
            rows = ask(ledger, query, values)
            found[name] = rows
            tally.check(f"sqlite3, {title}: {name}", True, f"{len(rows)} rows")
            for row in rows[:4]:
                print(f"        {' | '.join(row)}")
        except RuntimeError as error:
            tally.check(f"sqlite3, {title}: {name}", False, str(error))
    return found


def check_real(tally, truth, ledger):
    """On real homes: the queries run, and those that do not ask for the last days agree with mctl."""
    found = answers(tally, ledger, "real homes")
    rows = program.answer("models", "--data-dir", ledger, "--tz", "UTC")["rows"]
    got = {row[0]: [int(count) for count in row[1:4]] for row in found.get("usage by model", [])}
    want = {}
    for row in rows:
        # The view has the model's name alone; two providers may have the same.
        name = max((name for name in got if row["model"].endswith(f"/{name}")), key=len, default=row["model"])
        want[name] = [a + b for a, b in zip(want.get(name, [0, 0, 0]), model_figures(row))]
    tally.equal("sqlite3, real homes: usage by model is what mctl models says", got, want, f"{len(got)} models")


def model_figures(row):
    prompt = row["input_tokens"] + row["cache_read_tokens"] + row["cache_write_tokens"]
    return [row["calls"], prompt, row["output_tokens"]]


def check_recent(tally, scratch):
    """On a made-up home of the last weeks: the figures agree with mctl's."""
    now = datetime.datetime.now(datetime.timezone.utc)
    openclaw_home.write_example(scratch / "home", now)
    ledger = scratch / "ledger"
    program.answer("ingest", "--data-dir", ledger, scratch / "home")
    found = answers(tally, ledger, "made-up home")
    options = ["--data-dir", ledger, "--tz", "UTC"]
    today = program.answer("usage", "--date", "today", *options)["totals"]
    same_money(tally, "total cost today", found["total cost today"][0][0], today)
    since = (now - datetime.timedelta(days=30)).date().isoformat()
    agents = {row["agent"]: row for row in program.answer("agents", "--since", since, *options)["rows"]}
    for agent, cost in found["cost by agent (last 30 days)"][:2]:
        same_money(tally, f"cost of agent {agent}", cost, agents[agent], cents=True)
    week = (now - datetime.timedelta(days=7)).date().isoformat()
    days = {row["day"]: row for row in program.answer("daily", "--since", week, *options)["rows"]}
    rows = found["usage by day"]
    got = {row[0]: [int(row[2]), int(row[3])] for row in rows}
    want = {day: [row["total_tokens"], row["calls"]] for day, row in days.items() if row["calls"]}
    tally.equal("sqlite3, made-up home: usage by day is what mctl daily says", got, want, f"{len(got)} days")


def same_money(tally, name, text, sums, cents=False):
    dollars = sums["cost"]["nanodollars"] / 1e9
    apart = abs(float(text or 0) - dollars)
    tally.check(f"sqlite3, made-up home: {name} is what mctl says", apart <= (0.00501 if cents else 1e-6), f"${dollars:.4f}")
