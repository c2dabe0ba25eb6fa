#!/usr/bin/env python3
# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""Write Sources/CPrices/data from the two published price collections. See README.md beside this file."""

import argparse
import json
from pathlib import Path

import names
import rules
import tables
import wheels
from catalog import Catalog

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "Sources" / "CPrices"


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--wheels", type=Path, default=ROOT / ".build" / "wheels", metavar="DIR", help="where the wheels are, or go")
    options.add_argument("--fresh", action="store_true", help="forget the prices that the present files hold")
    arguments = options.parse_args()
    arguments.wheels.mkdir(parents=True, exist_ok=True)
    paths = {name: wheels.find(arguments.wheels, name, pin["version"], pin["sha256"]) for name, pin in tables.SOURCES.items()}
    genai, litellm = wheels.read_genai(paths["genai-prices"]), wheels.read_litellm(paths["litellm"])

    day = max(pin["date"] for pin in tables.SOURCES.values())
    catalogs = [build(file, day, genai, litellm) for file in sorted(tables.SCOPE)]
    files = {}
    for catalog in catalogs:
        models, path = catalog.finish(), TARGET / "data" / f"{catalog.file}.json"
        if path.exists() and not arguments.fresh:
            models = supersede(json.loads(path.read_text())["models"], models, day, catalog)
        check(catalog.file, models)
        used = {source for model in models.values() for source in model["source"].split("+")}
        files[catalog.file] = {
            "schema": 1, "provider": catalog.file, "models": models,
            "sources": [{"name": name, "version": pin["version"], "date": pin["date"]} for name, pin in tables.SOURCES.items() if name in used]}
    names.check(files, tables.PROVIDERS)
    unresolved = report(catalogs, files)
    compare_azure(litellm, files)
    if unresolved:
        raise SystemExit(f"unresolved, nothing written: {unresolved}")
    write(files)


def build(file, day, genai, litellm):
    catalog = Catalog(file, day)
    provider, rows = tables.SCOPE[file]
    catalog.add_genai(genai[provider] if provider else {"models": []})
    catalog.add_litellm(litellm, rows)
    if file in ("anthropic", "google"):
        catalog.add_claude_names(litellm)
    return catalog


def supersede(old, new, day, catalog):
    """A published price stays as it was: another one begins on the day of the snapshot, and a model that left the sources is kept."""
    names = {alias: name for name, model in new.items() for alias in [name, *model["aliases"]]}
    for name, model in old.items():
        if name not in names:
            new[name] = {**model, "aliases": [alias for alias in model["aliases"] if alias not in names]}
            catalog.note(name)("no longer in the sources, kept")
            continue
        if name not in new:
            continue
        prices = new[name]["prices"]
        if all(price(entry) == price(rules.in_force(prices, entry["from"] or "0000-00-00")) for entry in model["prices"]):
            continue
        started = [entry for entry in model["prices"] if (entry["from"] or "") < day]
        following = [entry for entry in prices if (entry["from"] or "") > day]
        current = rules.in_force(prices, day)
        if price(started[-1]) != price(current):
            started.append({**current, "from": day})
            catalog.note(name)(f"price changed, new from {day}")
        else:
            started[-1] = {**current, "from": started[-1]["from"]}
        new[name]["prices"] = started + following
    return new


def price(entry):
    return entry["rates"], entry.get("tiers")


def check(file, models):
    names = [name for key, model in models.items() for name in [key, *model["aliases"]]]
    assert len(names) == len(set(names)), f"{file}: a name belongs to two models"
    assert all(name == name.lower() for name in names), file
    for name, model in models.items():
        starts = [entry["from"] for entry in model["prices"]]
        assert starts[0] is None and starts[1:] == sorted(set(starts[1:])), (file, name, starts)
        for entry in model["prices"]:
            above = [tier["above"] for tier in entry.get("tiers", [])]
            assert above == sorted(set(above)), (file, name)


def report(catalogs, files):
    """Everything a person should read, on standard output only. Returns what could not be resolved."""
    print("Decisions")
    for catalog in catalogs:
        for line in catalog.log:
            print("  " + line)
    disagreements = sorted((each for catalog in catalogs for each in catalog.disagreements), key=lambda each: (-each[0], each[1]))
    print(f"\nDisagreements, genai-prices / litellm, dollars per million: {len(disagreements)}")
    for _, line in disagreements:
        print("  " + line)
    print("\nNames seen in logs")
    unresolved = []
    for provider, name in tables.SEEN:
        model = resolve(files, provider, name.lower())
        reason = tables.EXPECTED_UNPRICED.get((provider, name))
        if (model is None) == (reason is None):
            unresolved.append(f"{provider}|{name}")
        print(f"  {provider + '|' + name:64} {model or 'unpriced: ' + (reason or 'UNEXPECTED')}")
    print("\nFiles")
    for file, content in files.items():
        models = content["models"].values()
        print(f"  {file:12} {len(models):4} models {sum(len(model['aliases']) for model in models):4} aliases {len(render(content)):7} bytes")
    return unresolved


def compare_azure(litellm, files):
    """Azure's rows of LiteLLM beside the makers' prices, by which Azure's calls are priced."""
    same, other = 0, []
    for key, row in litellm.items():
        name = key.removeprefix("azure/").removeprefix("azure_ai/")
        if row.get("litellm_provider") not in ("azure", "azure_ai") or "/" in name or row.get("mode") not in ("chat", "responses"):
            continue
        model = next((each for each in (found(files, file, name) for file in tables.PROVIDERS["azure"]["prices"]) if each), None)
        entry = rules.litellm_entry(row, lambda text: None)
        if model is None or entry is None:
            continue
        if rules.same_price(entry, rules.in_force(model["prices"], tables.SOURCES["litellm"]["date"])):
            same += 1
        else:
            other.append(name)
    print(f"\nAzure: {same} names at the makers' prices, {len(other)} at others: {', '.join(sorted(other))}")


def found(files, file, name):
    models = files[file]["models"]
    return models.get(name) or next((model for model in models.values() if name in model["aliases"]), None)


def resolve(files, provider, name):
    prices = tables.PROVIDERS.get(provider, {}).get("prices", [])
    for file in [prices] if isinstance(prices, str) else prices:
        for key, model in files[file]["models"].items():
            if name == key or name in model["aliases"]:
                return key
    return None


def compact(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def render(content):
    """Sorted, one model or provider to a line."""
    lines = []
    for key, value in sorted(content.items()):
        if key in ("aliases", "makers", "models", "providers"):
            rows = ",\n".join(f"  {compact(name)}: {compact(each)}" for name, each in sorted(value.items()))
            lines.append(f' "{key}": {{\n{rows}\n }}')
        else:
            lines.append(f' "{key}": {compact(value)}')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def write(files):
    data = TARGET / "data"
    data.mkdir(exist_ok=True)
    contents = {
        **files, "names": names.content(files, tables.PROVIDERS), "providers": {"schema": 1, "providers": tables.PROVIDERS}}
    for name, content in contents.items():
        (data / f"{name}.json").write_text(render(content))
    for path in data.glob("*.json"):
        if path.stem not in contents:
            path.unlink()
    stems = sorted(contents)
    arrays = "\n".join(f'static const unsigned char data_{name}[] = {{\n#embed "data/{name}.json"\n}};' for name in stems)
    rows = "\n".join(f'    {{"{name}.json", data_{name}, sizeof data_{name}}},' for name in stems)
    (TARGET / "prices.c").write_text(f"""\
// Mission Control
// SPDX-License-Identifier: Apache-2.0

// Written by scripts/prices/make_prices.py.

#include "CPrices.h"

{arrays}

static const mission_embedded_file files[] = {{
{rows}
}};

size_t mission_price_files_count(void) {{
    return sizeof files / sizeof files[0];
}}

const mission_embedded_file *mission_price_file_at(size_t index) {{
    return index < mission_price_files_count() ? &files[index] : NULL;
}}
""")


if __name__ == "__main__":
    main()
