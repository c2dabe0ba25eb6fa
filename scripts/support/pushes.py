# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""Made-up pushes, as impatient and careless as real ones."""

import dataclasses
import gzip
import http.client
import json
import random
import time

PATH = "/api/v1/events"
START_MS = 1_795_220_000_000
BROKEN = ['{"at":', "rubbish", '{"at":"2026-11-21T08:00:00Z","model":"m","output_tokens":-1}', "[]", '{"model":"m"}']


@dataclasses.dataclass
class Push:
    """One body, the calls in it, and how it is sent."""

    body: bytes
    headers: dict
    numbers: list
    broken: int
    gives_up: bool


def call(number, with_id):
    """A call that its output tokens tell from every other."""
    fields = {
        "at": START_MS + number * 10, "provider": "anthropic", "model": "claude-opus-4-6", "input_tokens": 7,
        "output_tokens": number, "session": f"s{number % 40}", "caller": "verify-pushes"}
    if with_id:
        fields["id"] = f"call-{number}"
    return json.dumps(fields)


def make(count, seed=1):
    """So many pushes: single objects and lines, packed and plain, with and without key, some broken, some sent twice."""
    chance, number, pushes = random.Random(seed), 0, []
    for index in range(count):
        if pushes and chance.random() < 0.1:
            pushes.append(chance.choice(pushes[-50:]))
            continue
        lines, numbers, broken = [], [], 0
        for _ in range(chance.choice([1, 1, 1, 2, 5])):
            number += 1
            numbers.append(number)
            lines.append(call(number, with_id=chance.random() < 0.5))
        headers = {"Content-Type": "application/json"}
        if len(lines) > 1 or chance.random() < 0.5:
            headers["Content-Type"] = "application/x-ndjson"
            if chance.random() < 0.2:
                lines.insert(chance.randrange(len(lines) + 1), chance.choice(BROKEN))
                broken = 1
        body = "\n".join(lines).encode()
        if chance.random() < 0.3:
            body = gzip.compress(body, mtime=0)
            headers["Content-Encoding"] = "gzip"
        if chance.random() < 0.5:
            headers["Idempotency-Key"] = f"push-{index}"
        pushes.append(Push(body, headers, numbers, broken, gives_up=chance.random() < 0.3))
    return pushes


class Client:
    """Sends over one connection and makes a new one when it breaks."""

    def __init__(self, port):
        self.port = port
        self.connection = None

    def send(self, push):
        """The status and the answer; None when no whole answer came back."""
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            self.connection.request("POST", PATH, push.body, push.headers)
            response = self.connection.getresponse()
            return response.status, json.loads(response.read())
        except (OSError, http.client.HTTPException, ValueError):
            if self.connection is not None:
                self.connection.close()
            self.connection = None
            return None

    def deliver(self, push):
        """Sends until it is acknowledged, refused, or given up; gives the answers and whether it was acknowledged."""
        answers = []
        while True:
            answer = self.send(push)
            answers.append(answer)
            if answer is not None and answer[0] not in (409, 429, 503):
                return answers, answer[0] == 200
            if push.gives_up:
                return answers, False
            time.sleep(0.05)
