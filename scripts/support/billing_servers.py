# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""Servers that stand in for the billing APIs of Anthropic, OpenAI and OpenRouter: their documented shapes, limits, pages and errors.

A bill is a dictionary from a UTC day to a list of lines, each a dictionary of what that API tells; amounts are whole nanodollars.
"""

import base64
import contextlib
import datetime
import decimal
import http.server
import json
import threading
import urllib.parse

UTC = datetime.timezone.utc


def decimal_text(nanodollars, digits):
    """Exact decimal text of an amount whose unit is 10**digits nanodollars."""
    with decimal.localcontext() as context:
        context.prec = 60
        return format(decimal.Decimal(nanodollars).scaleb(-digits), "f")


class RawNumber:
    """A JSON number with exactly these digits: Python would write the nearest double's."""

    def __init__(self, text):
        self.text = text


def dumps(value):
    """JSON in which a RawNumber has its own digits."""
    marks = {}

    def mark(part):
        if isinstance(part, RawNumber):
            name = f"@@{len(marks)}@@"
            marks[f'"{name}"'] = part.text
            return name
        if isinstance(part, dict):
            return {key: mark(inner) for key, inner in part.items()}
        if isinstance(part, list):
            return [mark(inner) for inner in part]
        return part

    text = json.dumps(mark(value))
    for name, digits in marks.items():
        text = text.replace(name, digits)
    return text


class Refusal(Exception):
    """An answer that is none: a status and the provider's words."""

    def __init__(self, status, message, **headers):
        super().__init__(message)
        self.status = status
        self.headers = headers


class StandIn:
    """A provider on a port of this computer, with one key that may ask."""

    def __init__(self, key, bill, port=0):
        self.key = key
        self.bill = bill
        self.requests = []
        # (status, headers, body) for the next requests, before the API itself answers.
        self.faults = []
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                headers = {name.lower(): value for name, value in self.headers.items()}
                outer.requests.append((self.path, headers))
                status, more, body = outer.respond(self.path, headers)
                content = body.encode()
                self.send_response(status)
                for name, value in {"Content-Type": "application/json", "Content-Length": str(len(content)), **more}.items():
                    self.send_header(name, value)
                self.end_headers()
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                    self.wfile.write(content)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def respond(self, path, headers):
        if self.faults:
            return self.faults.pop(0)
        parts = urllib.parse.urlsplit(path)
        query = urllib.parse.parse_qs(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
        try:
            self.check_key(headers)
            return 200, {}, dumps(self.answer(parts.path, query))
        except Refusal as refusal:
            return refusal.status, refusal.headers, self.error(refusal)

    def error(self, refusal):
        return json.dumps({"error": {"message": str(refusal), "code": refusal.status}})

    @staticmethod
    def one(query, name, default=None):
        values = query.pop(name, [default])
        if len(values) != 1 or values[0] is None:
            raise Refusal(400, f"{name}: one value is required")
        return values[0]

    @classmethod
    def number(cls, query, name, low, high, default):
        text = cls.one(query, name, str(default))
        if not text.isdigit() or not low <= int(text) <= high:
            raise Refusal(400, f"{name}: must be {low} to {high}")
        return int(text)

    @staticmethod
    def page(query, days, limit):
        """The days of a page, and the name of the next one: opaque, and full of characters that a query must not hold."""
        names = query.pop("page", [None])
        start = 0
        if names[0] is not None:
            prefix, _, code = names[0].partition("_")
            if prefix != "page":
                raise Refusal(400, "page: unknown")
            start = int(base64.b64decode(code).split(b"?")[0])
        end = start + limit
        more = end < len(days)
        name = "page_" + base64.b64encode(f"{end}?>+{end * 7919}".encode()).decode() if more else None
        return days[start:end], more, name

    @staticmethod
    def nothing_else(query):
        if query:
            raise Refusal(400, f"unknown parameters: {', '.join(sorted(query))}")

    @staticmethod
    def between(first, end):
        return [first + datetime.timedelta(days=n) for n in range((end - first).days)]


class Anthropic(StandIn):
    """`/v1/organizations/usage_report/messages` and `/v1/organizations/cost_report`."""

    def check_key(self, headers):
        if headers.get("anthropic-version") != "2023-06-01":
            raise Refusal(400, "anthropic-version: header is required")
        if headers.get("x-api-key") != self.key:
            raise Refusal(401, f"invalid x-api-key {headers.get('x-api-key')}")

    def error(self, refusal):
        kind = {401: "authentication_error", 404: "not_found_error"}.get(refusal.status, "invalid_request_error")
        return json.dumps({"type": "error", "error": {"type": kind, "message": str(refusal)}})

    def answer(self, path, query):
        groups = query.pop("group_by[]", [])
        kinds = {
            "/v1/organizations/usage_report/messages": (self.usage, ["model", "service_tier"]),
            "/v1/organizations/cost_report": (self.costs, ["description"]),
        }
        if path not in kinds:
            raise Refusal(404, "Not found")
        lines, grouped = kinds[path]
        if groups != grouped or self.one(query, "bucket_width") != "1d":
            raise Refusal(400, f"group_by: {groups}")
        first, end = (
            datetime.datetime.strptime(self.one(query, name), "%Y-%m-%dT%H:%M:%SZ").date() for name in ("starting_at", "ending_at"))
        days, more, name = self.page(query, self.between(first, end), self.number(query, "limit", 1, 31, 7))
        self.nothing_else(query)
        data = [
            {"starting_at": f"{day}T00:00:00Z", "ending_at": f"{day + datetime.timedelta(days=1)}T00:00:00Z",
             "results": lines(self.bill.get(day, []))} for day in days]
        return {"data": data, "has_more": more, "next_page": name}

    @staticmethod
    def usage(lines):
        return [
            {"uncached_input_tokens": line["tokens"][0], "output_tokens": line["tokens"][1], "cache_read_input_tokens": line["tokens"][2],
             "cache_creation": {"ephemeral_5m_input_tokens": line["tokens"][3], "ephemeral_1h_input_tokens": 0},
             "server_tool_use": {"web_search_requests": 0}, "api_key_id": None, "workspace_id": None, "model": line["model"],
             "service_tier": line.get("tier", "standard"), "context_window": None, "inference_geo": None}
            for line in lines if "tokens" in line]

    @staticmethod
    def costs(lines):
        return [
            {"currency": "USD", "amount": decimal_text(line["amount"], 7), "workspace_id": None, "inference_geo": None,
             "description": line.get("description", f"{line['model']} Usage"), "cost_type": line.get("kind", "tokens"),
             "context_window": "0-200k" if line["model"] else None, "model": line["model"],
             "service_tier": line.get("tier", "standard") if line["model"] else None, "token_type": None}
            for line in lines if "amount" in line]


class OpenAI(StandIn):
    """`/v1/organization/usage/completions` and `/v1/organization/costs`."""

    def check_key(self, headers):
        if headers.get("authorization") != f"Bearer {self.key}":
            raise Refusal(401, f"Incorrect API key provided: {headers.get('authorization', '')[7:]}")

    def answer(self, path, query):
        groups = query.pop("group_by", [])
        kinds = {
            "/v1/organization/usage/completions": (self.usage, ["model", "batch", "service_tier"], 31),
            "/v1/organization/costs": (self.costs, ["line_item"], 180),
        }
        if path not in kinds:
            raise Refusal(404, "Invalid URL")
        lines, grouped, most = kinds[path]
        if groups != grouped or self.one(query, "bucket_width", "1d") != "1d":
            raise Refusal(400, f"group_by: {groups}")
        first, end = (
            datetime.datetime.fromtimestamp(int(self.one(query, name)), UTC).date() for name in ("start_time", "end_time"))
        days, more, name = self.page(query, self.between(first, end), self.number(query, "limit", 1, most, 7))
        self.nothing_else(query)

        def seconds(day):
            return int(datetime.datetime.combine(day, datetime.time(), UTC).timestamp())

        data = [
            {"object": "bucket", "start_time": seconds(day), "end_time": seconds(day) + 86_400, "results": lines(self.bill.get(day, []))}
            for day in days]
        return {"object": "page", "data": data, "has_more": more, "next_page": name}

    @staticmethod
    def usage(lines):
        return [
            {"object": "organization.usage.completions.result", "input_tokens": sum(line["tokens"]) - line["tokens"][1],
             "input_cached_tokens": line["tokens"][2], "input_cache_write_tokens": line["tokens"][3],
             "output_tokens": line["tokens"][1], "input_audio_tokens": 0, "output_audio_tokens": 0,
             "num_model_requests": line["requests"], "project_id": None, "user_id": None, "api_key_id": None,
             "model": line["model"], "batch": line.get("tier") == "batch", "service_tier": line.get("tier", "default")}
            for line in lines if "tokens" in line]

    @staticmethod
    def costs(lines):
        results = []
        for number, line in enumerate(line for line in lines if "amount" in line):
            text = decimal_text(line["amount"], 9)
            # Both were seen in answers: a number, and text with zeros behind it.
            value = RawNumber(text) if number % 2 == 0 else f"{text}{'' if '.' in text else '.'}0000000"
            results.append({
                "object": "organization.costs.result", "amount": {"value": value, "currency": "usd"},
                "line_item": line.get("item", f"{line['model']}, input"), "project_id": None, "organization_id": "org-made-up"})
        return results


class OpenRouter(StandIn):
    """`/api/v1/activity`, `/credits` and `/generation`; `today` is the UTC day that is not over."""

    def __init__(self, key, bill, today, port=0):
        super().__init__(key, bill, port)
        self.today = today
        self.generations = {}

    def check_key(self, headers):
        if not headers.get("authorization", "").startswith("Bearer "):
            raise Refusal(401, "No auth credentials found")
        if headers["authorization"] != f"Bearer {self.key}":
            raise Refusal(403, "Only management keys can fetch activity for an account")

    def answer(self, path, query):
        if path == "/api/v1/credits":
            self.nothing_else(query)
            return {"data": {"total_credits": RawNumber("100.5"), "total_usage": RawNumber("25.750000001")}}
        if path == "/api/v1/generation":
            name = self.one(query, "id")
            if name not in self.generations:
                raise Refusal(404, f"Generation {name} not found")
            return {"data": self.generations[name]}
        if path != "/api/v1/activity":
            raise Refusal(404, "Not Found")
        day = datetime.date.fromisoformat(self.one(query, "date"))
        self.nothing_else(query)
        if not 1 <= (self.today - day).days <= 30:
            raise Refusal(400, "Date must be within the last 30 (completed) UTC days")
        return {"data": [
            {"date": f"{day}", "model": line["model"], "model_permaslug": f"{line['model']}-2026-01-01",
             "endpoint_id": "550e8400-e29b-41d4-a716-446655440000", "provider_name": "Somebody",
             "usage": RawNumber(decimal_text(line["amount"], 9)),
             "byok_usage_inference": RawNumber(decimal_text(line.get("own_key", 0), 9)), "requests": line["requests"],
             "prompt_tokens": sum(line["tokens"]) - line["tokens"][1], "completion_tokens": line["tokens"][1],
             "reasoning_tokens": 0} for line in self.bill.get(day, [])]}


@contextlib.contextmanager
def running(*servers):
    """The servers while the block runs."""
    threads = [threading.Thread(target=server.server.serve_forever, daemon=True) for server in servers]
    for thread in threads:
        thread.start()
    try:
        yield servers
    finally:
        for server in servers:
            server.server.shutdown()
            server.server.server_close()
