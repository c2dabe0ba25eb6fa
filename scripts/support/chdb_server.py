# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""The newest ClickHouse behind its own HTTP interface, as far as the program uses it: the engine is chdb's, in this process.

    .venv/bin/python -m support.chdb_server FILE      writes the ledger's address to FILE, and serves until it is ended
"""

import http.server
import pathlib
import sys
import tempfile
import threading
import urllib.parse

from chdb import session

# They are the HTTP interface's own.
OWN = {"database", "wait_end_of_query", "query"}


class Engine:
    """One question after the other."""

    def __init__(self, folder):
        self.session, self.lock, self.settings = session.Session(folder), threading.Lock(), {}

    def answer(self, sql, options):
        with self.lock:
            if "database" in options:
                self.session.query(f"USE {options['database']}")
            for name, value in options.items():
                if name in OWN or name.startswith("param_") or self.settings.get(name) == value:
                    continue
                self.session.query(f"SET {name} = '{value}'")
                self.settings[name] = value
            values = {name.removeprefix("param_"): value for name, value in options.items() if name.startswith("param_")}
            result = self.session.query(sql, "TabSeparated", params=values or None)
            return result.bytes() if result is not None else b""


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    engine = None

    def do_POST(self):
        query = urllib.parse.urlsplit(self.path).query
        options = dict(urllib.parse.parse_qsl(query, keep_blank_values=True))
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        try:
            status, answer = 200, self.engine.answer(body, options)
        except Exception as error:  # noqa: BLE001: whatever the engine says is the answer
            status, answer = 500, str(error).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


def main():
    with tempfile.TemporaryDirectory(prefix="mission-chdb-") as folder:
        Handler.engine = Engine(folder)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        pathlib.Path(sys.argv[1]).write_text(f"clickhouse://127.0.0.1:{server.server_port}/mission\n")
        server.serve_forever()


if __name__ == "__main__":
    main()
