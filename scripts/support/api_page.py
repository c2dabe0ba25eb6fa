# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""docs/api.md: the API as the program's own OpenAPI document tells it, with answers over a made-up home."""

import json
import re
import tempfile
import urllib.error
import urllib.parse
import urllib.request

from . import openclaw_home, program, screens

# What a made-up home has, so that examples say something.
BUDGETS = screens.BUDGETS
WITHOUT_EXAMPLE = {"/openapi.json", "/api/v1/live", "/api/v1/gateways/{gateway_id}"}
# Alerts are watched by the computer's clock, whatever the present is: on another day there are others.
WITHOUT_EXAMPLE |= {"/api/v1/alerts", "/api/v1/alerts/history", "/api/usage/alerts"}
# Answers of reports are alike: these stand for the others.
REPORTS = "/api/v1/reports/"
SHOWN_REPORT = "/api/v1/reports/daily"
LONGEST = 12
COMMIT = re.compile('"last_commit_at": "[^"]*"')
# Alerts move it, too.
GENERATION = re.compile(r'("generation": |ledger_generation )\d+')
FIGURES = [{"calls", "failed_calls", "total_tokens", "cost"}, {"calls", "failedCalls", "tokens", "cost"}]
QUERIES = {"/api/v1/usage": "?group_by=model&limit=1", "/api/v1/events": "?limit=1", "/api/v1/sessions/{key}": "?limit=1",
           SHOWN_REPORT: "?since=2026-11-20", "/api/v1/what-if": "?to=anthropic/claude-haiku-4-5", "/api/v1/sessions": "?limit=1"}


class Reference:
    def __init__(self, document, address):
        self.document, self.address = document, address
        self.filters = [name for name, one in document["components"]["parameters"].items() if one["description"].startswith("Only calls of")]

    def lines(self):
        operations = [(path, method, one) for path, methods in self.document["paths"].items() for method, one in methods.items()]
        yield from self.head()
        for tag in self.document["tags"]:
            own = [entry for entry in operations if tag["name"] in entry[2]["tags"]]
            yield from self.area(tag["name"], own)

    def head(self):
        yield from [
            "# API reference", "", "<!-- Written by `make docs`; do not edit. -->", "",
            "`mctl serve` answers on http://127.0.0.1:8787. The same in full, with the schema of every answer, is the OpenAPI 3.1 document at",
            "[/openapi.json](http://127.0.0.1:8787/openapi.json). What people push is described in [push.md](push.md), reports in",
            "[reports.md](reports.md), gateways in [gateways.md](gateways.md), budgets in [budgets.md](budgets.md).", "",
            "- **Who may ask.** On the own computer everybody; beyond it who sends `Authorization: Bearer mct_…` with a token of the scope that is",
            "  named beside each route ([`mctl token create`](cli.md)).",
            "- **Figures.** Money is exact: `{\"nanodollars\", \"usd\"}`, the latter as text; routes for existing dashboards have JSON numbers.",
            "  Times are RFC 3339 in UTC. What is not known is `null`, never zero.",
            "- **Errors** are problem documents (RFC 9457, `application/problem+json`); programs match `code`. A parameter that a route does not",
            "  name is refused with 400.",
            "- **Pages.** Where there are more rows, `next` is the `after` of the next page; a `Link` header has its address.",
            "- **Caching.** Answers have an `ETag`; `If-None-Match` with it is answered by 304. From 1 KiB on they are packed for who accepts gzip.", "",
            "## Parameters", "", "They mean the same on every route that names them.", "", "| parameter | meaning |", "| --- | --- |"]
        for name, one in self.document["components"]["parameters"].items():
            if name not in self.filters:
                yield f"| `{name}` | {one['description']}{self.values(one['schema'])} |"
        yield f"| *filters* | Only calls with this value; several may be named: {', '.join(f'`{name}`' for name in self.filters)}. |"
        yield ""

    def resolve(self, value):
        if "$ref" not in value:
            return value
        found = self.document
        for step in value["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        return found

    def values(self, schema):
        schema = self.resolve(schema)
        if "enum" in schema:
            return f" One of {', '.join(f'`{value}`' for value in schema['enum'])}."
        if "maximum" in schema:
            usual = f", {schema['default']} where it is absent" if "default" in schema else ""
            return f" From {schema['minimum']} to {schema['maximum']}{usual}."
        return ""

    def area(self, name, operations):
        yield from [f"## {name}", "", "| route | what | scope |", "| --- | --- | --- |"]
        for path, method, one in operations:
            if not one.get("deprecated"):
                yield f"| `{method.upper()} {path}` | {one['summary']} | {self.scope(one)} |"
        yield ""
        for path, method, one in operations:
            if not one.get("deprecated") and (not path.startswith(REPORTS) or path == SHOWN_REPORT):
                yield from self.operation(path, method, one)

    @staticmethod
    def scope(one):
        scopes = [name for way in one["security"] for name in way.get("token", [])]
        return scopes[0] if scopes else "–"

    def operation(self, path, method, one):
        yield from [f"### {method.upper()} {path}", ""]
        if "description" in one:
            yield from [one["description"], ""]
        yield from self.parameters(one)
        if "requestBody" in one:
            yield from self.body(one["requestBody"]["content"])
        if method == "get" and path not in WITHOUT_EXAMPLE:
            yield from self.example(path, one)

    def parameters(self, one):
        told = [self.resolve(parameter) for parameter in one.get("parameters", [])]
        shared = [self.resolve(parameter)["name"] for parameter in one.get("parameters", []) if "$ref" in parameter]
        for parameter in told:
            is_filter = parameter["in"] == "query" and parameter["name"] in self.filters
            if parameter["name"] not in shared and not is_filter:
                needed = ", needed" if parameter["required"] and parameter["in"] != "path" else ""
                yield f"- `{parameter['name']}` ({parameter['in']}{needed}): {parameter['description']}{self.values(parameter['schema'])}"
        needed = {parameter["name"] for parameter in told if parameter["required"]}
        names = [f"`{name}`{' (needed)' if name in needed else ''}" for name in shared if name not in self.filters]
        names += ["*filters*"] if any(parameter["in"] == "query" and parameter["name"] in self.filters for parameter in told) else []
        if names:
            yield f"- {', '.join(names)}"
        if told:
            yield ""

    def body(self, contents):
        yield from [f"Takes {' or '.join(f'`{name}`' for name in contents)}:", ""]
        example = next((content["example"] for content in contents.values() if "example" in content), None)
        if example is not None:
            yield from ["```json", json.dumps(example, ensure_ascii=False), "```", ""]

    def example(self, path, one):
        target = path
        for parameter in one.get("parameters", []):
            if parameter.get("in") == "path":
                value = urllib.parse.quote(parameter.get("example", ""), safe="")
                target = target.replace(f"{{{parameter['name']}}}", value)
        target += QUERIES.get(path, "")
        try:
            with urllib.request.urlopen(self.address + target, timeout=60) as response:
                body, is_json = response.read().decode(), "json" in response.headers["Content-Type"]
        except urllib.error.HTTPError as problem:
            raise RuntimeError(f"{target}: {problem.read().decode()}") from problem
        yield from [f"`GET {target}`", "", "```", *(text(shortened(json.loads(body))) if is_json else [*body.splitlines()[:8], "…"]), "```", ""]


def shortened(value, depth=0):
    """The first members and the first element: enough to see the shape."""
    if isinstance(value, list):
        return [shortened(value[0], depth + 1), *([...] if len(value) > 1 else [])] if value else []
    if isinstance(value, dict):
        most = LONGEST if depth < 2 else 6
        members = list(value.items())
        for figures in FIGURES:
            if figures <= value.keys() and "calls" in value:
                # Of the figures that all sums have these say enough.
                keys = list(value)
                kept = [*keys[:keys.index("calls")], "calls", *(key for key in ("total_tokens", "tokens", "cost") if key in figures)]
                return {key: shortened(value[key], depth + 1) for key in kept} | {...: ...}
        return {key: shortened(one, depth + 1) for key, one in members[:most]} | ({...: ...} if len(members) > most else {})
    return f"{value[:80]}…" if isinstance(value, str) and len(value) > 80 else value


def text(value):
    """JSON in few lines: what fits is on one line, `…` stands for what was left out."""
    def flat(value):
        if value is ...:
            return "…"
        if isinstance(value, dict):
            return "{" + ", ".join("…" if key is ... else f"{json.dumps(key)}: {flat(one)}" for key, one in value.items()) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(map(flat, value)) + "]"
        return json.dumps(value, ensure_ascii=False)

    def lines(value, indent, before, after):
        whole = f"{' ' * indent}{before}{flat(value)}{after}"
        if len(whole) <= 120 or not isinstance(value, (dict, list)):
            return [whole]
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        parts = list(value.items()) if isinstance(value, dict) else [(None, one) for one in value]
        found = [f"{' ' * indent}{before}{opening}"]
        for number, (key, one) in enumerate(parts):
            comma = "," if number < len(parts) - 1 else ""
            if key is ... or one is ...:
                found.append(f"{' ' * (indent + 2)}…")
            else:
                found += lines(one, indent + 2, "" if key is None else f"{json.dumps(key)}: ", comma)
        return [*found, f"{' ' * indent}{closing}{after}"]

    return lines(value, 0, "", "")


def page():
    """docs/api.md"""
    with tempfile.TemporaryDirectory(prefix="mission-api-page-") as scratch:
        openclaw_home.write_example(f"{scratch}/.openclaw", screens.NOW)
        env = program.environment(scratch, MISSION_NOW=openclaw_home.iso(screens.NOW))
        for budget in BUDGETS:
            program.mctl("budget", "set", *budget, "--data-dir", f"{scratch}/data", env=env).check_returncode()
        with program.served("--data-dir", f"{scratch}/data", env=env, seconds=60) as address:
            with urllib.request.urlopen(f"{address}/openapi.json") as response:
                document = json.load(response)
            text = "\n".join(Reference(document, address).lines()).replace(scratch, "/home/you")
            # When something was read is the clock's, whatever the present is.
            text = COMMIT.sub(f'"last_commit_at": "{openclaw_home.iso(screens.NOW)}"', text)
            return GENERATION.sub(r"\g<1>7", text).rstrip() + "\n"
