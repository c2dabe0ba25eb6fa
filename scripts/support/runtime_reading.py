# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""A second reading of what `runtime-usage` must say about an answer in the older shape, in exact decimals.

It follows the service that first defined the endpoint, rule by rule, and can be told to leave out each point in which the
program is meant to be better (`strict`), so that a difference between the two is always explained by one of them.
"""

import datetime
import math
import re
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal

UTC = datetime.timezone.utc
PLACES = Decimal("1e-8")
HOURS = datetime.timedelta(hours=5)
WINDOWS = ("5hour", "5h", "today", "week", "7day", "data")
PROVIDERS = {"claude": "anthropic", "codex": "openai", "local": "ollama", "gemini": "google"}
STAMP = re.compile(r"(-\d{8}|-latest|-preview|-instruct|-chat|-v\d+(\.\d+)*)$", re.ASCII)


def number(holder, *names):
    """The first value under any of the names that can be read as a number; None where there is none."""
    for name in names:
        value = holder.get(name)
        if value is None:
            continue
        try:
            approximate = float(value)
        except (TypeError, ValueError, OverflowError):
            continue
        if not math.isfinite(approximate):
            continue
        if isinstance(value, bool):
            return Decimal(int(value))
        return Decimal(str(value).strip().replace("_", ""))
    return None


def whole(holder, *names, missing=0):
    value = number(holder, *names)
    return missing if value is None else int(value.to_integral_value(ROUND_DOWN))


def text(holder, *names):
    for name in names:
        value = holder.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip()
    return None


def moment(value):
    if not isinstance(value, str) or not value.strip():
        return None
    try:
        parsed = datetime.datetime.fromisoformat(value.strip().replace("Z", "+00:00"))
    except ValueError:
        return None
    return parsed.astimezone(UTC) if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def first_true(holder, *names):
    return next((holder[name] for name in names if holder.get(name)), None)


def canonical_provider(raw):
    name = raw.strip().lower()
    return PROVIDERS.get(name, name or "unknown")


def canonical_model(raw):
    name = raw.strip().lower()
    return STAMP.sub("", name.split("/", 1)[1] if "/" in name else name) or name


def sessions_of(cost):
    """The list that counts: the answer's own, else the first window's that has one."""
    candidates = [cost.get("sessions")]
    for name in WINDOWS:
        window = cost.get(name)
        candidates.append(window.get("sessions") if isinstance(window, dict) else window)
    found = next((one for one in candidates if isinstance(one, list)), [])
    return [session for session in found if isinstance(session, dict)]


class Session:
    """One entry of the list, read."""

    def __init__(self, raw, prices, strict):
        usage = raw.get("usage") or raw.get("tokens") or {}
        usage = usage if isinstance(usage, dict) else {}

        def count(inner, outer):
            return whole(usage, *inner) or whole(raw, *outer)

        self.input = count(("input_tokens", "inputTokens", "input"), ("input_tokens", "inputTokens"))
        self.output = count(("output_tokens", "outputTokens", "output"), ("output_tokens", "outputTokens"))
        self.read = count(("cache_read_input_tokens", "cacheReadTokens", "cache_read"),
                          ("cache_read_tokens", "cacheReadTokens"))
        self.written = count(("cache_creation_input_tokens", "cacheWriteTokens", "cache_write"),
                             ("cache_write_tokens", "cacheWriteTokens"))
        self.calls = whole(raw, "calls", "messageCount", "messages", missing=1)
        told = text(raw, "model", "modelName")
        self.provider = canonical_provider(text(raw, "provider") or "anthropic")
        self.model = canonical_model(told or "unknown")
        self.key = f"{self.provider}/{self.model}"
        self.id = text(raw, "sessionId", "id", "session_id") or ""
        self.label = text(raw, "label", "name", "title")
        self.shown_model = self.key if told else None
        self.updated = text(raw, "updated_at", "updatedAt", "lastActivity", "last_activity")
        price = prices.get(self.key)
        self.unpriced = price is None and self.provider != "ollama"
        reported = number(raw, "cost", "cost_usd", "costUsd")
        self.reported = reported or Decimal(0)
        self.pays_nothing = not strict and self.is_subscription(raw)
        estimate = Decimal(0) if price is None or self.pays_nothing else self.estimate(price)
        self.cost = self.reported or estimate
        if self.pays_nothing and not self.reported:
            self.unpriced = False

    @staticmethod
    def is_subscription(raw):
        billing = text(raw, "billing", "billingMode", "billing_mode", "costBasis", "cost_basis")
        return raw.get("subscription") is True or (billing or "").lower() == "subscription"

    def estimate(self, price):
        parts = zip((self.input, self.output, self.read, self.written), ("input", "output", "cache_read", "cache_write"))
        total = sum(Decimal(count) * Decimal(str(price.get(name, 0))) for count, name in parts) / 1_000_000
        return total.quantize(PLACES, ROUND_HALF_EVEN)

    @property
    def total(self):
        return self.input + self.output


def read(cost, status, prices, now, strict=False):
    """The figures that an answer amounts to.

    strict: leave out what the program does better: estimates in the rate, limits of messages compared with calls, and a
    zero that a subscription explains.
    """
    sessions = [Session(raw, prices, strict) for raw in sessions_of(cost)]
    merged = {**cost, **status}
    started = moment(first_true(merged, "windowStart", "window_start", "period_start", "started_at")) or now - HOURS
    resets = moment(first_true(merged, "windowEnd", "window_end", "period_end", "resets_at")) or started + HOURS
    reset_in = max(0, (resets - now) // datetime.timedelta(milliseconds=1))

    models = {}
    for one in sessions:
        entry = models.setdefault(one.key, {
            "provider": one.provider, "account_key": "default", "model": one.model, "input_tokens": 0,
            "output_tokens": 0, "cache_read_tokens": 0, "cache_write_tokens": 0, "total_tokens": 0,
            "cost_usd": Decimal(0), "calls": 0, "unpriced": one.unpriced})
        for name, value in (("input_tokens", one.input), ("output_tokens", one.output), ("cache_read_tokens", one.read),
                            ("cache_write_tokens", one.written), ("total_tokens", one.total), ("cost_usd", one.cost),
                            ("calls", one.calls)):
            entry[name] += value
    spent = sum((entry["cost_usd"] for entry in models.values()), Decimal(0))
    tokens = sum(entry["total_tokens"] for entry in models.values())
    calls = sum(entry["calls"] for entry in models.values())

    names = ("tokenLimit", "token_limit") + (("messageLimit", "message_limit") if strict else ())
    # A limit below zero is malformed, and what is malformed is as good as missing.
    token_limit = max(0, whole(merged, *names))
    cost_limit = max(Decimal(0), number(merged, "costLimit", "cost_limit", "costLimitUsd") or Decimal(0))
    recent = [one for one in sessions
              if (at := moment(one.updated)) and at >= now - datetime.timedelta(minutes=60)]
    burnt = sum(one.total for one in recent)
    burnt_cost = sum((one.reported if strict else one.cost for one in recent), Decimal(0))
    limits = [(token_limit, tokens, burnt)]
    if not strict:
        limits.append((max(0, whole(merged, "messageLimit", "message_limit")), calls, sum(one.calls for one in recent)))
    time_to_limit, safe = prediction(limits, reset_in)
    return {
        "window": {"key": "5h", "started_at": started, "resets_at": resets, "reset_in_ms": reset_in},
        "current": {
            "total_cost_usd": spent, "total_tokens": tokens, "total_calls": calls,
            "token_limit": token_limit or None,
            "token_pct": min(100, tokens * 100 // token_limit) if token_limit else None,
            "cost_limit_usd": cost_limit or None,
            "cost_pct": int(min(Decimal(100), spent * 100 / cost_limit)) if cost_limit else None},
        "burn_rate": {"tokens_per_minute": Decimal(burnt) / 60, "cost_usd_per_minute": burnt_cost / 60},
        "predictions": {"time_to_limit_ms": time_to_limit, "safe": safe},
        "per_model": models,
        "top_sessions": [
            {"session_id": one.id, "label": one.label, "model": one.shown_model, "cost_usd": one.cost,
             "total_tokens": one.total, "updated_at": one.updated}
            for one in sorted(sessions, key=lambda one: one.cost, reverse=True)[:10]],
    }


def prediction(limits, reset_in):
    """The first limit to be reached, and whether none is before the window begins anew."""
    times = []
    for limit, used, burnt in limits:
        per_minute = (Decimal(burnt) / 60).quantize(Decimal("1e-4"), ROUND_HALF_EVEN)
        if per_minute <= 0 or not limit:
            continue
        left = limit - used
        times.append(0 if left <= 0 else int(left / per_minute * 60_000))
    return (min(times), all(time > reset_in for time in times)) if times else (None, True)
