# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""From a source's row to price entries. Pure functions; money is exact integers of nanodollars throughout."""

import datetime
import re
from decimal import Decimal
from fractions import Fraction

FOREVER = datetime.date.max
LITELLM_RATES = {
    "input": "input_cost_per_token",
    "output": "output_cost_per_token",
    "cache_read": "cache_read_input_token_cost",
    "cache_write_5m": "cache_creation_input_token_cost",
    "cache_write_1h": "cache_creation_input_token_cost_above_1hr",
}
GENAI_RATES = {
    "input": "input_mtok",
    "output": "output_mtok",
    "cache_read": "cache_read_mtok",
    "cache_write_5m": "cache_write_mtok",
    "cache_write_1h": "cache_write_1h_mtok",
}


def nano(dollars, scale):
    """Dollars times a power of ten, as an integer; a price that is none cannot be kept exactly and stops the run.

    A price with 15 or more significant digits is a quotient that its source cut off (OpenRouter's 1/12): it is rounded.
    """
    value = Fraction(dollars) * scale
    if value.denominator != 1 and len(Decimal(dollars).as_tuple().digits) >= 15:
        value = Fraction(round(value))
    if value.denominator != 1 or value < 0:
        raise SystemExit(f"not a whole, non-negative number of nanodollars: {dollars} x {scale}")
    return int(value)


def decimal_string(ratio):
    """The ratio as a short decimal, or None when it has none."""
    for places in range(7):
        scaled = ratio * 10**places
        if scaled.denominator == 1:
            return str(Decimal(int(scaled)).scaleb(-places)) if places else str(int(scaled))
    return None


# --- genai-prices


def matches(clause, text):
    match clause["is"]:
        case "ClauseEquals":
            return text == clause["equals"].lower()
        case "ClauseStartsWith":
            return text.startswith(clause["starts_with"].lower())
        case "ClauseEndsWith":
            return text.endswith(clause["ends_with"].lower())
        case "ClauseContains":
            return clause["contains"].lower() in text
        case "ClauseRegex":
            return re.search(clause["regex"], text) is not None
        case "ClauseOr":
            return any(matches(each, text) for each in clause["or_"])
        case "ClauseAnd":
            return all(matches(each, text) for each in clause["and_"])
    raise SystemExit(f"unknown clause {clause['is']}")


def spelled_out(clause):
    """The ids a clause names in full, lower-case and in order."""
    match clause["is"]:
        case "ClauseEquals":
            return [clause["equals"].lower()]
        case "ClauseOr":
            return [name for each in clause["or_"] for name in spelled_out(each)]
    return []


def periods(prices, note):
    """[(from, price)], ascending. A later entry of the list wins over an earlier one, so times of day come last."""
    if isinstance(prices, dict):
        return [(None, prices)]
    dated, hours = [], []
    for index, entry in enumerate(prices):
        constraint = entry.get("constraint")
        if constraint and constraint["is"] == "TimeOfDateConstraint":
            hours.append(entry["prices"])
        else:
            dated.append((constraint["start_date"] if constraint and index else None, entry["prices"]))
    starts = [start or datetime.date.min for start, _ in dated]
    assert starts == sorted(set(starts)), starts
    if hours:
        start, price = dated[-1]
        highest = max([price, *hours], key=lambda each: base(each["input_mtok"]))
        note(f"time of day from {start or 'the beginning'}: kept {base(highest['input_mtok'])} in and "
             f"{base(highest['output_mtok'])} out per million, dropped {base(price['input_mtok'])} and {base(price['output_mtok'])}")
        dated[-1] = (start, highest)
    return dated


def base(value):
    return value["base"] if isinstance(value, dict) else value


def genai_rates(price, above=None):
    rates = {}
    for name, column in GENAI_RATES.items():
        value = price.get(column)
        if value is None:
            continue
        dollars = base(value)
        if isinstance(value, dict):
            for tier in sorted(value["tiers"], key=lambda tier: tier["start"]):
                if above is not None and tier["start"] <= above:
                    dollars = tier["price"]
        rates[name] = nano(dollars, 10**9)
    return rates


def genai_thresholds(price):
    values = [price.get(column) for column in GENAI_RATES.values()]
    return sorted({tier["start"] for value in values if isinstance(value, dict) for tier in value["tiers"]})


def genai_entry(start, price):
    entry = {"from": start and start.isoformat(), "rates": genai_rates(price)}
    if thresholds := genai_thresholds(price):
        entry["tiers"] = [{"above": above, "rates": genai_rates(price, above)} for above in thresholds]
    if searches := price.get("web_searches_kcount"):
        entry["web_search"] = nano(searches, 10**6)
    return entry


VARIANTS = {
    ("processing", "batch"): "batch",
    ("service_tier", "fast"): "fast",
    ("service_tier", "flex"): "flex",
    ("service_tier", "priority"): "priority",
    ("speed", "fast"): "fast",
}


def genai_multipliers(model, price, until, note):
    """Variants as factors, judged on the last day of the price's period: the source dates few of them."""
    found = {}
    for variant in model.get("price_variants") or []:
        (condition,) = variant["when"].items()
        name = VARIANTS.get(condition)
        start = (variant.get("constraint") or {}).get("start_date")
        if name is None or name in found or (start and start > until):
            continue
        varied, ratios = variant["prices"], set()
        if "input_mtok" not in varied or "output_mtok" not in varied:
            continue
        for above in [None, *genai_thresholds(varied)]:
            plain, other = genai_rates(price, above), genai_rates(varied, above)
            ratios |= {Fraction(other[key], plain[key]) if plain[key] else None for key in ("input", "output")}
        found[name] = only_ratio(name, ratios, note)
    return {name: factor for name, factor in found.items() if factor}


def only_ratio(name, ratios, note):
    if len(ratios) == 1 and (ratio := next(iter(ratios))) and (factor := decimal_string(ratio)):
        return None if factor == "1" else factor
    note(f"{name}: no single factor ({', '.join(sorted(str(ratio) for ratio in ratios))}), left out")
    return None


# --- LiteLLM


def litellm_rates(row, suffix="", fallback=None):
    rates = dict(fallback or {})
    for name, column in LITELLM_RATES.items():
        value = row.get(column + suffix)
        if value is None and name == "cache_read" and not suffix:
            value = row.get("input_cost_per_token_cache_hit")
        if value is None or (value == 0 and name.startswith("cache_write")):
            continue  # a free cache write means that the provider has none
        rates[name] = nano(value, 10**15)
    return rates


def litellm_entry(row, note):
    """One undated entry, or None when the row has no price per token for text."""
    if steps := row.get("tiered_pricing"):
        steps = sorted(steps, key=lambda step: step["range"][0])
        assert steps[0]["range"][0] == 0, steps
        entry = {"from": None, "rates": litellm_rates(steps[0])}
        tiers = [{"above": int(step["range"][0]), "rates": litellm_rates(step)} for step in steps[1:]]
    else:
        entry = {"from": None, "rates": litellm_rates(row)}
        columns = [re.fullmatch(r"input_cost_per_token_above_(\d+)k_tokens", column) for column in row]
        tiers, rates = [], entry["rates"]
        for thousands in sorted(int(column[1]) for column in columns if column):
            rates = litellm_rates(row, f"_above_{thousands}k_tokens", rates)
            tiers.append({"above": thousands * 1000, "rates": rates})
    if "input" not in entry["rates"] or "output" not in entry["rates"]:
        return None
    thinking = row.get("output_cost_per_reasoning_token") or next(
        (step["output_cost_per_reasoning_token"] for step in steps or [] if "output_cost_per_reasoning_token" in step), None)
    if thinking is not None and nano(thinking, 10**15) != entry["rates"]["output"]:
        note(f"thinking tokens cost {thinking * 10**6:f} per million, answers {Decimal(entry['rates']['output']).scaleb(-9):f}: "
             "the answer's rate is kept for both")
    if tiers:
        entry["tiers"] = tiers
    searches = row.get("search_context_cost_per_query") or {}
    if len(set(searches.values())) == 1 and (search := next(iter(searches.values()))):
        entry["web_search"] = nano(search, 10**9)
    elif searches and any(searches.values()):
        note("web search priced by context size, left out")
    if multipliers := litellm_multipliers(row, entry, note):
        entry["multipliers"] = multipliers
    return entry


def litellm_multipliers(row, entry, note):
    found = {}
    for name, suffix in (("batch", "_batches"), ("flex", "_flex"), ("priority", "_priority")):
        varied = litellm_rates(row, suffix)
        pairs = [(varied, entry["rates"])]
        for tier in entry.get("tiers", []):
            tiered = litellm_rates(row, f"_above_{tier['above'] // 1000}k_tokens{suffix}")
            pairs.append((tiered, tier["rates"]))
        pairs = [(other, plain) for other, plain in pairs if "input" in other and "output" in other]
        if pairs and varied:
            found[name] = only_ratio(name, {
                Fraction(other[key], plain[key]) if plain[key] else None
                for other, plain in pairs for key in ("input", "output")}, note)
    fast = (row.get("provider_specific_entry") or {}).get("fast")
    if fast is not None:
        found["fast"] = decimal_string(Fraction(fast))
    return {name: factor for name, factor in found.items() if factor}


# --- both


def in_force(entries, day):
    """The entry that holds on an ISO day."""
    return [entry for entry in entries if entry["from"] is None or entry["from"] <= day][-1]


def same_price(one, other):
    return all(one["rates"][key] == other["rates"][key] for key in ("input", "output"))


def fill(entry, other):
    """Take from `other` what `entry` lacks. Only called when both agree on input and output. True when something was taken."""
    before = repr(entry)
    entry["rates"] = {**other["rates"], **entry["rates"]}
    if "tiers" in entry:
        for tier in entry["tiers"]:
            same = [each for each in other.get("tiers", []) if each["above"] == tier["above"] and same_price(each, tier)]
            if same:
                tier["rates"] = {**same[0]["rates"], **tier["rates"]}
    elif "tiers" in other:
        entry["tiers"] = [
            {"above": tier["above"], "rates": {**{k: v for k, v in entry["rates"].items() if k not in tier["rates"]}, **tier["rates"]}}
            for tier in other["tiers"]]
    if "web_search" in other:
        entry.setdefault("web_search", other["web_search"])
    if merged := {**other.get("multipliers", {}), **entry.get("multipliers", {})}:
        entry["multipliers"] = merged
    return repr(entry) != before


def derive_cache(entry):
    """Anthropic's published factors, where no source has the rate: read 0.1, write 1.25 (5 minutes) and 2 (1 hour) times input."""
    derived = set()
    for block in [entry, *entry.get("tiers", [])]:
        rates = block["rates"]
        for name, factor in (("cache_read", Fraction(1, 10)), ("cache_write_5m", Fraction(5, 4)), ("cache_write_1h", Fraction(2))):
            if name not in rates:
                rates[name] = nano(rates["input"] * factor, 1)
                derived.add(name)
    if derived:
        entry["derived"] = sorted(derived)
