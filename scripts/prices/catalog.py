# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""One provider's models from both sources: which id is which model, and what fills which gap."""

import datetime
import re

import rules
import tables

CLAUDE = re.compile(r"claude-(?:(?P<f1>[a-z]+)-(?P<a1>\d)(?:[-.](?P<b1>\d))?|(?P<a2>\d)(?:[-.](?P<b2>\d))?-(?P<f2>[a-z]+))(?:-latest)?")


class Catalog:
    """Models and aliases of one price file. `log` collects what a person should read."""

    def __init__(self, file, day):
        self.file, self.day = file, day
        self.models, self.aliases, self.log, self.disagreements = {}, {}, [], []

    def note(self, name):
        return lambda text: self.log.append(f"{self.file} {name}: {text}")

    def resolve(self, name):
        return name if name in self.models else self.aliases.get(name)

    def alias(self, name, model):
        if name and self.resolve(name) is None:
            self.aliases[name] = model

    # --- genai-prices

    def add_genai(self, provider):
        """Models, then the names their clauses spell out. Models keep the source's order: its first match wins."""
        self.clauses = []
        for model in provider["models"]:
            name = model["id"].lower()
            if reason := self.litellm_first(name):
                self.note(name)(f"taken from litellm: {reason}")
                continue
            kept = self.genai_model(name, model)
            if kept and name not in self.models:
                self.models[name] = kept
            self.clauses.append((name if kept else None, model["match"]))
        for name, clause in self.clauses:
            for other in rules.spelled_out(clause) if name else []:
                if reason := self.litellm_first(other):
                    self.note(other)(f"taken from litellm, not as {name}: {reason}")
                elif self.is_name(other):
                    self.alias(other, name)

    def litellm_first(self, name):
        return tables.LITELLM_FIRST.get((self.file, name))

    def is_name(self, name):
        reseller = self.file in tables.RESELLERS
        if self.file in tables.COLONS:
            return not tables.NOT_TEXT.search(name) and not tables.ELSEWHERE.search(name)
        return not tables.NOT_TEXT.search(name) and reseller == (reseller and "/" in name) and (reseller or ":" not in name)

    def genai_model(self, name, model):
        if not self.is_name(name):
            return None
        dated = rules.periods(model["prices"], self.note(name))
        if any(tables.NOT_TEXT_RATES & price.keys() or not {"input_mtok", "output_mtok"} <= price.keys() for _, price in dated):
            return None
        entries = []
        for index, (start, price) in enumerate(dated):
            until = dated[index + 1][0] - datetime.timedelta(days=1) if index + 1 < len(dated) else rules.FOREVER
            entry = rules.genai_entry(start, price)
            if factors := rules.genai_multipliers(model, price, until, self.note(name)):
                entry["multipliers"] = factors
            entries.append(entry)
        return {"source": "genai-prices", "prices": entries}

    def by_clause(self, name):
        """(known, model): what the source's own match says; known but no model is one that was left out."""
        for model, clause in self.clauses:
            if rules.matches(clause, name):
                return True, model
        return False, None

    # --- LiteLLM

    def litellm_rows(self, data, providers):
        rows = {}
        for provider, prefix in providers:
            for key in sorted(data, key=lambda key: (key.startswith(prefix), key)):
                row = data[key]
                if row.get("litellm_provider") != provider or row.get("mode") not in ("chat", "completion", "responses"):
                    continue
                name = key.removeprefix(prefix).lower()
                if name in rows or not self.is_name(name):
                    continue
                entry = rules.litellm_entry(row, self.note(f"{name} (litellm)"))
                if entry is None:
                    continue
                if entry["rates"]["input"] == 0 and (self.file, name) not in tables.FREE:
                    self.note(name)("litellm says zero, left out")
                    continue
                rows[name] = entry
        return rows

    def add_litellm(self, data, providers):
        rows = self.litellm_rows(data, providers)
        same = {}
        for name, entry in rows.items():
            model = self.resolve(name)
            if model is None and not self.litellm_first(name):
                known, model = self.by_clause(name)
                if known and model is None:
                    continue
                if model and not rules.same_price(entry, rules.in_force(self.models[model]["prices"], self.day)):
                    self.note(name)(f"genai-prices would count it as {model}, litellm has another price: a model of its own")
                    model = None
            if model is None:
                self.models[name] = {"source": "litellm", "prices": [entry]}
            else:
                self.alias(name, model)
                same.setdefault(model, {})[name] = entry
        for model, candidates in same.items():
            self.merge(model, candidates)

    def merge(self, name, candidates):
        """LiteLLM has no dates, so it fills only the entry in force on its own day, and only if both agree on input and output."""
        model = self.models[name]
        entry = rules.in_force(model["prices"], self.day)
        agreeing = [each for each in candidates.values() if rules.same_price(each, entry)]
        other = candidates.get(name) or (agreeing or list(candidates.values()))[0]
        self.compare(name, model["prices"], entry, other)
        if rules.same_price(other, entry):
            tiers = "tiers" not in entry and "tiers" in other
            if rules.fill(entry, other):
                model["source"] = "genai-prices+litellm"
            if tiers:
                self.note(name)(f"tiers above {[tier['above'] for tier in other['tiers']]} from litellm only")

    def compare(self, name, entries, entry, other):
        def dollars(value):
            return f"{value / 10**9:g}"

        differing = [
            (key, entry["rates"][key], other["rates"][key])
            for key in rules.LITELLM_RATES if key in entry["rates"] and key in other["rates"] and entry["rates"][key] != other["rates"][key]]
        text = [f"{key} {dollars(one)} / {dollars(two)}" for key, one, two in differing]
        if differing:
            text += [
                f"litellm has the price of {each['from'] or 'the beginning'}"
                for each in entries if each is not entry and rules.same_price(each, other)]
        steps = [[(tier["above"], tier["rates"]["input"], tier["rates"]["output"]) for tier in each.get("tiers", [])] for each in (entry, other)]
        if steps[0] and steps[0] != steps[1]:
            text.append(f"tiers {[step[0] for step in steps[0]]} / {[step[0] for step in steps[1]]}"
                        + (" with other rates" if [s[0] for s in steps[0]] == [s[0] for s in steps[1]] else ""))
        for key in ("fast", "priority", "flex", "batch"):
            one, two = (each.get("multipliers", {}).get(key) for each in (entry, other))
            if one and two and one != two:
                text.append(f"{key} x{one} / x{two}")
        if (one := entry.get("web_search")) and (two := other.get("web_search")) and one != two:
            text.append(f"web search {dollars(one)} / {dollars(two)}")
        if text:
            weight = max((max(a, b) / max(min(a, b), 1) for _, a, b in differing), default=1)
            self.disagreements.append((weight, f"{self.file} {name}: " + "; ".join(text)))

    # --- names

    def add_claude_names(self, data):
        """The spellings in use for a Claude model: dotted, version first, without the brand, and dated as LiteLLM has them."""
        families = {}
        for name in [*self.models, *self.aliases]:
            if parts := CLAUDE.fullmatch(name):
                family, major, minor = parts["f1"] or parts["f2"], parts["a1"] or parts["a2"], parts["b1"] or parts["b2"] or "0"
                families.setdefault((family, major, minor), self.resolve(name))
        short = self.file == "anthropic"
        for (family, major, minor), model in sorted(families.items()):
            versions = [f"{major}-{minor}", f"{major}.{minor}"] + ([major] if minor == "0" else [])
            for version in versions:
                for full in (f"claude-{family}-{version}", f"claude-{version}-{family}"):
                    self.alias(full, model)
                    self.alias(full + "-latest", model)
                if short and (minor != "0" or int(major) > 3):
                    self.alias(f"{family}-{version}", model)
        for key in sorted(data):
            for dated in re.findall(r"(claude-[a-z0-9-]+?)[-@](20\d{6})", key.lower()):
                if model := self.resolve(dated[0]):
                    self.alias("-".join(dated), model)
                    if self.file == "google":
                        self.alias("@".join(dated), model)

    # --- the end

    def charges_for_us(self, name):
        """Whether Anthropic charges more for a model when it has to answer within the United States."""
        if self.file != "anthropic":
            return False
        parts = CLAUDE.fullmatch(name)
        version = parts and (int(parts["a1"] or parts["a2"]), int(parts["b1"] or parts["b2"] or 0))
        return name in tables.US_ONLY_ALSO or bool(version) and version >= tables.US_ONLY_FROM

    def finish(self):
        """Every model with its aliases. A tier lists all rates that hold above it."""
        for name, model in self.models.items():
            if factor := tables.FAST.get((self.file, name)):
                for entry in model["prices"]:
                    if (other := entry.get("multipliers", {}).get("fast")) not in (None, factor):
                        self.note(name)(f"fast is x{other} in the sources, x{factor} in tables.py: the source's is kept")
                    entry.setdefault("multipliers", {}).setdefault("fast", factor)
            if self.charges_for_us(name):
                for entry in model["prices"]:
                    entry.setdefault("multipliers", {}).setdefault("us", tables.US_ONLY)
            claude = re.match(r"(?:anthropic/)?claude-(?!2|v1|instant)", name)
            for entry in model["prices"]:
                for (file, of, factor), reason in tables.DOUBTFUL.items():
                    if (file, of) == (self.file, name) and entry.get("multipliers", {}).pop(factor, None):
                        self.note(name)(f"{factor} left out: {reason}")
                        entry["multipliers"] or entry.pop("multipliers")
                if claude and (self.file in ("anthropic", "google") or self.file == "openrouter" and "cache_write_5m" in entry["rates"]):
                    rules.derive_cache(entry)
                if entry["rates"].get("cache_read", 0) > entry["rates"]["input"]:
                    self.note(name)("a cache read costs more than input")
                for tier in entry.get("tiers", []):
                    tier["rates"] = {**entry["rates"], **tier["rates"]}
        for name, other in tables.ALIASES.get(self.file, {}).items():
            self.alias(name, self.resolve(other))
        assert not self.aliases.keys() & self.models.keys()
        return {
            name: {**model, "aliases": sorted(alias for alias, of in self.aliases.items() if of == name)}
            for name, model in self.models.items()}
