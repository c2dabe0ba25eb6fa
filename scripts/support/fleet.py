# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""A server, machines that hand over to it, and a network between them that breaks."""

import atexit
import http.client
import http.server
import json
import pathlib
import random
import signal
import subprocess
import threading
import time

from support import program

NOW = "2026-11-27T08:00:00Z"


STARTED = []


def stop_all():
    """Ends what a check left behind that went wrong."""
    for process in STARTED:
        if process.poll() is None:
            process.kill()
            process.wait()


atexit.register(stop_all)


class Started:
    """A process that is started, however often it is stopped."""

    process = None

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(20)


class Node(Started):
    """`mctl serve` on one port and one ledger, however often it is stopped; it reads nothing itself."""

    def __init__(self, scratch, *arguments):
        scratch.mkdir(parents=True, exist_ok=True)
        self.data, self.port = scratch / "server", program.free_port()
        self.log, self.arguments = open(scratch / "server.log", "a"), arguments
        self.environment = program.environment(scratch / "nobody")

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def start(self, is_ready=True):
        self.process = subprocess.Popen(
            [program.binary(), "serve", "--port", str(self.port), "--data-dir", self.data, *self.arguments],
            env=self.environment, stdout=self.log, stderr=subprocess.STDOUT)
        STARTED.append(self.process)
        if is_ready:
            program.wait_until_ready(self.address, self.process, 60)
        return self


class Machine(Started):
    """`mctl push` of one machine, however often it is stopped."""

    def __init__(self, scratch, name, address, *paths):
        scratch.mkdir(parents=True, exist_ok=True)
        self.name, self.address, self.paths = name, address, paths
        self.data, self.log = scratch / f"{name}-data", scratch / f"{name}.log"
        self.environment = program.environment(scratch / "nobody")

    def arguments(self, *more):
        return ["push", "--to", self.address, "--machine", self.name, "--data-dir", self.data, "--longest-wait", "1", *more,
                *self.paths]

    def once(self, *more):
        return program.mctl(*self.arguments("--once", *more), env=self.environment)

    def start(self, *more):
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [program.binary(), *map(str, self.arguments(*more))], env=self.environment, stdout=log,
                stderr=subprocess.STDOUT)
        STARTED.append(self.process)
        return self

    def status(self):
        return program.answer("push", "status", "--data-dir", self.data, env=self.environment)

    def drain(self, seconds=120):
        """Lets it deliver everything that is there, then stops it."""
        self.stop()
        deadline = time.monotonic() + seconds
        done = self.once()
        while done.returncode == 69 and time.monotonic() < deadline:
            done = self.once()
        if done.returncode != 0:
            raise RuntimeError(f"{self.name}: {done.returncode}: {done.stderr}")


class Proxy:
    """Passes requests on to a server and does something else with some of them."""

    def __init__(self, port):
        self.target, self.chance, self.faults = port, random.Random(7), []
        # So many pass before anything happens to one.
        self.spared, self.counts = 0, {}
        proxy = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                fault = proxy.chance.choice(proxy.faults) if proxy.faults and proxy.spared <= 0 else None
                proxy.spared -= 1
                proxy.counts[fault] = proxy.counts.get(fault, 0) + 1
                if fault == "hang up":
                    return self.hang_up()
                if fault in ("500", "503", "429"):
                    return self.reply(int(fault), b'{"detail":"not now"}')
                if fault == "hotel":
                    return self.reply(200, b"<html>Welcome</html>")
                try:
                    status, answer = proxy.forward(self.path, dict(self.headers), body)
                except OSError:
                    return self.reply(502, b"")
                if fault == "lose answer":
                    return self.hang_up()
                if fault == "half answer":
                    self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{")
                    return self.hang_up()
                self.reply(status, answer)

            def reply(self, status, body):
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def hang_up(self):
                self.close_connection = True
                self.connection.close()

            def log_message(self, *_):
                pass

            def handle(self):
                try:
                    super().handle()
                except (OSError, ValueError):
                    pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.handle_error = lambda *_: None
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server.server_port}"

    def forward(self, path, headers, body):
        connection = http.client.HTTPConnection("127.0.0.1", self.target, timeout=30)
        try:
            headers = {name: value for name, value in headers.items() if name.lower() != "host"}
            headers["Host"] = f"127.0.0.1:{self.target}"
            connection.request("POST", path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        except http.client.HTTPException as error:
            raise OSError(str(error)) from error
        finally:
            connection.close()

    def close(self):
        self.server.shutdown()


def reports(data, without_machine=True):
    """What every report says of a ledger, each as the text that is printed."""
    environment = program.environment("/nonexistent", MISSION_NOW=NOW)
    listed = json.loads(program.mctl("reports", "--json", env=environment).stdout)
    names = [row["id"] for row in listed["reports"]]
    groups = ["day", "hour", "model", "recorded_model", "provider", "agent", "session", "session_kind", "cron", "channel",
              "harness", "gateway", "account", "project", "task_type", "caller", "source", "status"]
    groups += [] if without_machine else ["machine"]
    asked = {name: [name, "--json"] for name in names}
    asked |= {f"usage by {group}": ["usage", "--group-by", group, "--json", "--include-synthetic"] for group in groups}
    found = {}
    for name, arguments in asked.items():
        done = program.mctl(*arguments, "--tz", "UTC", "--data-dir", data, env=environment)
        found[name] = done.stdout if done.returncode == 0 else f"{done.returncode} {done.stderr}"
    return found


def difference(found, wanted):
    """The reports that differ, with the beginning of the difference."""
    odd = []
    for name, text in wanted.items():
        if found.get(name) != text:
            pairs = zip((found.get(name) or "").splitlines(), text.splitlines())
            line = next(((a.strip(), b.strip()) for a, b in pairs if a != b), ("", ""))
            odd.append(f"{name}: {line[0]} / {line[1]}")
    return odd


def direct(scratch, *paths):
    """A ledger that read the places itself."""
    data = pathlib.Path(scratch) / "direct"
    done = program.mctl("ingest", *paths, "--data-dir", data, "--json", env=program.environment(scratch))
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return data
