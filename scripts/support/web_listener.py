# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""A web server that remembers what it was sent and answers as it is told."""

import contextlib
import dataclasses
import http.server
import json
import ssl
import threading


@dataclasses.dataclass
class Answer:
    """What to answer; a body that is no text is JSON."""

    status: int = 200
    body: object = ""
    headers: dict = dataclasses.field(default_factory=dict)

    def bytes(self):
        text = self.body if isinstance(self.body, str) else json.dumps(self.body)
        return text.encode()


@dataclasses.dataclass
class Request:
    """What was sent."""

    path: str
    headers: dict
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)


class Listener:
    """Answers every request with the next answer that was planned, else with 200."""

    def __init__(self, certificate=None):
        self.requests = []
        self.planned = []
        listener = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                headers = {name.lower(): value for name, value in self.headers.items()}
                listener.requests.append(Request(self.path, headers, body))
                answer = listener.planned.pop(0) if listener.planned else Answer()
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer.bytes())))
                self.end_headers()
                self.wfile.write(answer.bytes())

            do_GET = do_POST

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        # A client that does not trust the certificate is no reason to print a traceback.
        self.server.handle_error = lambda *_: None
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate.chain, certificate.key)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.port = self.server.server_address[1]
        self.url = f"{'https' if certificate else 'http'}://localhost:{self.port}"

    def plan(self, *answers):
        """What to answer to the next requests."""
        self.planned = list(answers)

    @property
    def last(self):
        return self.requests[-1]


@contextlib.contextmanager
def listening(certificate=None):
    """A listener while the block runs."""
    listener = Listener(certificate)
    thread = threading.Thread(target=listener.server.serve_forever, daemon=True)
    thread.start()
    try:
        yield listener
    finally:
        listener.server.shutdown()
        listener.server.server_close()
