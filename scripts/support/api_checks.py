# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""What a running server answers, compared with its OpenAPI document."""

import concurrent.futures
import functools
import gzip
import http.client
import json
import urllib.parse

import jsonschema_rs
import openapi_spec_validator

ENDLESS = "/api/v1/live"
DAYS = ["since=2026-02-01&until=2026-04-01&tz=Asia/Kolkata", "date=2026-02-10&tz=America/New_York", "until=2026-03-01"]
VALUES = {"cost": ["reported", "estimated"], "include_synthetic": ["true"], "limit": ["1", "1000"], "model": ["x/y"], "agent": ["main"],
          "group_by": ["day,model,agent", "status", "recorded_model,session", "hour"], "backtest": ["1"], "timeframe": ["7d", "all"],
          "state": ["waiting"], "days": ["3"], "to": ["foo/bar&to=openai/gpt-5.4"]}
NEEDED = {"to": "anthropic/claude-haiku-4-5"}


class Answer:
    def __init__(self, response):
        self.status, self.body = response.status, response.read()
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.type = self.headers.get("content-type", "").split(";")[0]

    def json(self):
        return json.loads(gzip.decompress(self.body) if self.headers.get("content-encoding") == "gzip" else self.body)


def ask(address, path, method="GET", headers=None, body=None):
    host = urllib.parse.urlsplit(address).netloc
    connection = http.client.HTTPConnection(host, timeout=120)
    try:
        connection.request(method, path, body=body, headers=headers or {})
        return Answer(connection.getresponse())
    finally:
        connection.close()


class Document:
    """The document of a server, and what validates by it."""

    def __init__(self, address):
        self.json = ask(address, "/openapi.json").json()

    def parameters(self, operation, place):
        found = [self.resolve(one) for one in operation.get("parameters", [])]
        return {one["name"]: one for one in found if one["in"] == place}

    def resolve(self, value):
        if "$ref" not in value:
            return value
        found = self.json
        for step in value["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        return found

    def faults(self, operation, answer):
        """What is wrong with an answer, in a few words each."""
        told = operation["responses"].get(str(answer.status))
        if told is None:
            return [f"status {answer.status}"]
        contents = self.resolve(told).get("content", {})
        if answer.type not in contents:
            return [f"media type {answer.type}"] if answer.body else []
        if "ndjson" in answer.type or "json" not in answer.type:
            return []
        validator = self.validator(json.dumps(contents[answer.type]["schema"]))
        return [f"{'/'.join(map(str, fault.instance_path))}: {fault.message[:120]}" for fault in validator.iter_errors(answer.json())]

    @functools.cache
    def validator(self, schema):
        return jsonschema_rs.validator_for({**json.loads(schema), "components": self.json["components"]}, validate_formats=True)


def document(tally, address):
    """The document is valid OpenAPI 3.1."""
    told = Document(address).json
    try:
        openapi_spec_validator.validate(told)
        count = sum(len(path) for path in told["paths"].values())
        tally.check("the document is valid OpenAPI 3.1", True, f"{count} operations")
    except Exception as fault:  # noqa: BLE001: whatever it finds is the answer
        tally.check("the document is valid OpenAPI 3.1", False, str(fault)[:200])


def questions(address, document, path, operation):
    """Targets that ask a path in many ways."""
    arguments, parameters = document.parameters(operation, "path"), document.parameters(operation, "query")
    needed = [f"{name}={NEEDED[name]}" for name, one in parameters.items() if one["required"]]
    queries = ["&".join(needed)]
    if {"since", "until"} <= parameters.keys():
        queries += ["&".join([*needed, days]) for days in DAYS if "date" in parameters or "date" not in days]
    for name, values in VALUES.items():
        if name in parameters:
            queries += ["&".join([*(one for one in needed if not one.startswith(f"{name}=")), f"{name}={value}"]) for value in values]
    for format in parameters.get("format", {}).get("schema", {}).get("enum", []):
        queries.append("&".join([*needed, f"format={format}"]))
    for target in targets(address, path, arguments):
        yield from (f"{target}?{query}".rstrip("?") for query in queries)


def targets(address, path, arguments):
    """A path with values in the place of its parameters: all that there are, as far as lists tell."""
    lists = {"/api/v1/sessions/{key}": ("/api/v1/sessions?limit=40", "sessions", "session"),
             "/api/v1/cron-jobs/{id}": ("/api/v1/cron-jobs", "jobs", "cron")}
    if path in lists:
        place, rows, key = lists[path]
        names = [row[key] for row in ask(address, place).json()[rows]][:40]
        return [path.split("{")[0] + urllib.parse.quote(name, safe="") for name in names]
    for name, argument in arguments.items():
        path = path.replace(f"{{{name}}}", str(argument.get("example", "none")))
    return [path]


def answers(tally, address, name):
    """Every path that can be read answers as its schema says, is not sent twice, and packs well."""
    document = Document(address)
    operations = [(path, methods["get"]) for path, methods in document.json["paths"].items() if "get" in methods and path != ENDLESS]
    asked = [(path, operation, target) for path, operation in operations for target in questions(address, document, path, operation)]

    def faults(question):
        path, operation, target = question
        answer = ask(address, target)
        # A name may mean nothing, two days may contradict each other, and what an export is asked depends on its report; all else
        # that is asked here has an answer.
        may_refuse = "{" in path or "date=" in target or path == "/api/v1/export"
        is_refused = answer.status >= 500 or (answer.status >= 400 and not may_refuse)
        return [(target, fault) for fault in document.faults(operation, answer) + ([answer.status] if is_refused else [])]

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        odd = [fault for found in pool.map(faults, asked) for fault in found]
    for path, operation in operations:
        odd += [(path, fault) for fault in transport_faults(address, path, document, operation)]
    tally.check(f"every answer over {name} is as its schema says", not odd, odd[:5] or f"{len(asked)} answers")


def transport_faults(address, path, document, operation):
    """Asks a path in the ways in which HTTP lets an answer be shorter."""
    target = next(iter(questions(address, document, path, operation)), None)
    if target is None or (plain := ask(address, target)).status != 200:
        return
    head = ask(address, target, "HEAD")
    volatile = {"etag", "date", "content-length"}
    if head.status != 200 or head.body or head.headers.keys() - volatile != plain.headers.keys() - volatile:
        yield f"HEAD {head.status}"
    packed = ask(address, target, headers={"Accept-Encoding": "gzip"})
    if len(plain.body) > 1100 and packed.headers.get("content-encoding") != "gzip":
        yield "is not packed"
    if tag := plain.headers.get("etag"):
        again = ask(address, target, headers={"If-None-Match": tag})
        # What tells the present moment is never the same again.
        if again.status not in (200, 304) or (again.status == 304 and (again.body or again.headers.get("etag") != tag)):
            yield f"If-None-Match {again.status}"
    else:
        yield "has no tag"


def refusals(tally, address):
    """What is refused is refused as a problem document, with the headers that its status wants."""
    def problem(name, status, *question, field=None, **how):
        answer = ask(address, *question, **how)
        holds = answer.status == status and answer.type == "application/problem+json" and answer.json()["status"] == status
        tally.check(name, holds and (field is None or field in answer.headers), f"{answer.status} {answer.type}")

    json_type = {"Content-Type": "application/json"}
    problem("an unknown path", 404, "/api/v1/nothing")
    problem("an unknown parameter", 400, "/api/v1/usage?nothing=1")
    problem("a method that a path has not", 405, "/api/v1/usage", "DELETE", field="allow")
    problem("a method that nobody has", 405, "/api/v1/usage", "TRACE", field="allow")
    problem("another media type", 415, "/api/v1/events", "POST", headers={"Content-Type": "text/plain"}, body="x", field="accept-post")
    problem("another encoding", 415, "/api/v1/events", "POST", headers=json_type | {"Content-Encoding": "br"}, body="x",
            field="accept-encoding")
    problem("a body that is too large", 413, "/api/v1/events", "POST", headers=json_type | {"Content-Length": "99999999"})
    problem("a body where none belongs", 413, "/api/v1/usage", headers=json_type, body="{}")
    problem("a target that is too long", 414, "/api/v1/usage?model=" + "x" * 9000)
    problem("another host", 421, "/api/v1/usage", headers={"Host": "example.com"})
    problem("a body that is no JSON", 400, "/api/v1/events", "POST", headers=json_type, body="{")
    problem("a query that is no UTF-8", 400, "/api/v1/usage?model=%ff")
    large = ask(address, "/livez", headers={"X-Large": "x" * 40_000})
    tally.check("header fields that are too large", large.status == 431, large.status)
    head = ask(address, "/api/v1/nothing", "HEAD")
    tally.check("HEAD of an unknown path", head.status == 404 and not head.body, head.status)
    first = ask(address, "/api/v1/events?limit=2&agent=main")
    link = first.headers.get("link", "")
    follow = ask(address, link[1:].split(">")[0]) if link else None
    known = {call["id"] for call in first.json()["events"]}
    holds = follow and follow.status == 200 and not known & {call["id"] for call in follow.json()["events"]}
    tally.check("a Link leads to the next page", holds and 'rel="next"' in link, link)
