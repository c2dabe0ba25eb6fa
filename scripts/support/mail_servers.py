# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""Mail servers: real ones (aiosmtpd), and some that do what none should."""

import contextlib
import logging
import socket
import socketserver
import ssl
import threading
import time
import warnings

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

# It warns of servers without encryption, which are what is wanted here, and tells of every client that hangs up.
warnings.simplefilter("ignore", UserWarning)
logging.getLogger("mail").setLevel(logging.CRITICAL + 1)

USER, PASSWORD = "alerts", "pass=word \\.~ü"


class Mailbox:
    """Keeps mails; refuses recipients by the code in their names (`code-450@…`)."""

    def __init__(self):
        self.mails = []
        self.answer = "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("code-"):
            return f"{address[5:8]} not this one"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.answer.startswith("250"):
            is_encrypted = server.transport.get_extra_info("ssl_object") is not None
            self.mails.append((envelope, is_encrypted, session.authenticated))
        return self.answer


def authenticate(server, session, envelope, mechanism, data):
    """Lets in who knows the password."""
    is_right = (
        isinstance(data, LoginPassword) and data.login == USER.encode() and data.password == PASSWORD.encode())
    # With handled=True nobody would be told; the server answers 235 or 535.
    return AuthResult(success=is_right, handled=False)


def context(certificate):
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(certificate.chain, certificate.key)
    return made


@contextlib.contextmanager
def mail_server(certificate, security, mechanisms=("PLAIN", "LOGIN"), authenticates=True):
    """A mail server while the block runs; gives its mailbox and its port."""
    mailbox = Mailbox()
    options = {
        "auth_require_tls": False, "authenticator": authenticate, "auth_required": authenticates,
        "auth_exclude_mechanism": {"PLAIN", "LOGIN"} - set(mechanisms),
    }
    if security == "starttls":
        options |= {"tls_context": context(certificate), "require_starttls": True}
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(
        mailbox, hostname="127.0.0.1", port=port, server_kwargs=options,
        ssl_context=context(certificate) if security == "tls" else None)
    controller.start()
    try:
        yield mailbox, port
    finally:
        controller.stop()


@contextlib.contextmanager
def hostile_server(talk):
    """A server whose every connection is `talk(socket, received)`; gives its port and all that clients sent."""
    received = bytearray()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self):
            self.request.settimeout(20)
            with contextlib.suppress(OSError):
                talk(self.request, received)

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True
        block_on_close = False

    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1], received
    finally:
        server.shutdown()
        server.server_close()


def line(connection, received):
    """What the client says, up to the end of a line."""
    text = b""
    while not text.endswith(b"\n"):
        part = connection.recv(1)
        if not part:
            break
        text += part
        received += part
    return text


def garbage(connection, received):
    connection.sendall(b"\x16\x03\x01 HTTP/1.1 200 OK\r\n\r\n<html>hello</html>\r\n")
    line(connection, received)


def endless_banner(connection, received):
    while True:
        connection.sendall(b"220-welcome to a very long story\r\n" * 100)


def endless_line(connection, received):
    while True:
        connection.sendall(b"x" * 65536)


def silence(connection, received):
    time.sleep(18)


def without_encryption(connection, received):
    connection.sendall(b"220 here\r\n")
    line(connection, received)
    connection.sendall(b"250-here\r\n250 AUTH PLAIN LOGIN\r\n")
    line(connection, received)


def pipelined_plain_text(connection, received):
    """Puts answers behind that to STARTTLS, as somebody in between can who cannot decrypt what follows."""
    connection.sendall(b"220 here\r\n")
    line(connection, received)
    connection.sendall(b"250-here\r\n250 STARTTLS\r\n")
    line(connection, received)
    connection.sendall(b"220 go ahead\r\n250-injected\r\n250 AUTH PLAIN\r\n235 ok\r\n")
    for _ in range(3):
        line(connection, received)


def hangs_up(connection, received):
    connection.sendall(b"220 here\r\n")
    line(connection, received)


def too_busy(connection, received):
    connection.sendall(b"421 too many connections from you\r\n")
    line(connection, received)
