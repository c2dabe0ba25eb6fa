# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""Does each check in the browser fail when what it guards is broken?

    .venv/bin/python Tests/Browser/broken.py [PART OF A NAME]

A server in between breaks the pages, one thing at a time, and the check that guards it runs against that: one that passes all the
same is a check that cannot fail. It takes some minutes and is no part of `make test`.
"""

import contextlib
import gzip
import html
import http.client
import http.server
import io
import re
import sys
import threading
import unittest
import urllib.parse

import alerts_test
import dashboard_test
import names_test
import sessions_test
from dashboard_test import SECRET

PAGE, SCRIPT, STYLE = r"^/(\?.*)?$|^/[a-z]+(\?.*)?$|^/sessions/", r"^/assets/dashboard\.js", r"^/assets/dashboard\.css"


def replace(pattern, by, count=0):
    """A change of text that must change something where it is used."""
    return lambda text: re.sub(pattern, by, text, count=count, flags=re.S)


def add(html):
    return replace(r"</main>", html + "</main>", 1)


def style(rules):
    return lambda text: text + rules


def swallow(text):
    """What is sent goes nowhere, and is answered as if it had been taken."""
    raise NotImplementedError


def as_markup(text):
    """Names that became a part of the page."""
    return re.sub(r"&lt;(img|script|b) ?.*?&gt;", lambda found: html.unescape(found[0]), text)


# What is broken: the first words of the test that must tell, where, and how. `None` as a change refuses the answer; a number is
# its status. Where something is sent, the path has the method in front.
BROKEN = [
    ("a_new_line_in_a_log_moves", r"^/api/v1/live", None, "no stream and no figure that moves"),
    ("a_new_line_in_a_log_moves", PAGE, replace(r'(data-figure="today"[^>]*>)[^<]*', r"\1$1.00"), "the figure stands still"),
    ("the_page_shows_what_the_command_line_says", PAGE, replace(r'(data-figure="today"[^>]*>)\$', r"\g<1>$9"), "another figure"),
    ("models_without_a_price", r"^/breakdown", replace(r"–", "$0.00"), "unknown as nothing"),
    ("models_without_a_price", r"^/breakdown", replace(r"tuned-7b", "another"), "the model is left out"),
    ("every_page_fits_a", STYLE, style("main { width: 4000px !important }"), "something that is too wide"),
    ("every_page_fits_a", PAGE, add('<i id="twice"></i><i id="twice"></i>'), "an id twice"),
    ("every_page_fits_a", PAGE, add("<h1>Another</h1>"), "two titles"),
    ("every_page_fits_a", PAGE, replace(r'<a href="/setup[^"]*"[^>]*>', "<a>", 1), "an entry less"),
    ("nobody_is_kept_out", PAGE, add('<img src="/icon.svg?text=1"><button></button>'), "nothing to read aloud"),
    ("nobody_is_kept_out", STYLE, style("td, p { color: #bbb !important; background: #fff !important }"), "too little contrast"),
    ("a_click_on_a_name_filters", r"^/breakdown", replace(r'href="/breakdown\?[^"]*agent=[^"]*"', 'href="/breakdown?by=agent"'), "a name leads nowhere"),
    ("a_click_on_a_name_filters", r"^/breakdown.*agent=", replace(r'<a class="chip".*?</a>', "", 1), "no chip to take it back"),
    ("days_are_chosen", PAGE, replace(r"range=7d", "range=30d"), "another range"),
    ("days_are_chosen", PAGE, replace(r'href="/breakdown\?range=7d"', 'href="/breakdown"'), "the range is not kept"),
    ("a_chart_tells", SCRIPT, replace(r"ArrowLeft", "ArrowNowhere"), "no way back by keyboard"),
    ("a_chart_tells", SCRIPT, replace(r"Escape", "Unescaped"), "no way out by keyboard"),
    ("a_chart_tells", SCRIPT, replace(r"pointer(over|move|enter)|mouse(over|move|enter)", "nothing"), "no mouse"),
    ("a_chart_tells", SCRIPT, replace(r"preventDefault", "toString"), "a touch that leads away"),
    ("today_stands_in_the_tab", PAGE, replace(r"<title>[^<]*", "<title>Mission Control"), "a title without a figure"),
    ("today_stands_in_the_tab", SCRIPT, replace(r"document\.title", "document.idle"), "a title that stands still"),
    ("without_a_stream", SCRIPT, replace(r"polling", "waiting"), "a page that does not ask itself"),
    ("a_page_weighs_little", SCRIPT, lambda text: text + "".join(f"//{hash((text, n))}\n" for n in range(12_000)), "too much script"),
    ("what_makes_no_sense", r"by=colour", 200, "an answer to nonsense"),
    ("light_and_dark", STYLE, replace(r"prefers-color-scheme", "prefers-nothing"), "no dark"),
    ("the_keyboard_reaches", STYLE, style("*:focus, *:focus-visible { outline: none !important; box-shadow: none !important }"), "no focus to see"),
    ("the_keyboard_reaches", PAGE, replace(r'<a class="skip"[^>]*>[^<]*</a>', "", 1), "no way past the navigation"),
    ("the_page_says_the_same", PAGE, replace(r"<svg.*?</svg>", ""), "no charts"),
    ("the_page_says_the_same", PAGE, replace(r'(data-figure="month"[^>]*>).*?</p>', r"\1</p>"), "figures that only a script fills"),
    ("an_empty_computer", PAGE, replace(r"\.openclaw", ".elsewhere"), "an empty state that does not say where it looked"),
    ("an_empty_computer", PAGE, add('<b data-figure="today">$0.00</b>'), "an empty ledger as $0"),
    ("a_first_call_appears", SCRIPT, replace(r"EventSource|fetch", "Nothing"), "a page that never asks again"),
    ("a_link_without_a_zone", SCRIPT, replace(r"adoptZone\(\);", ""), "the server's days"),
    ("a_link_without_a_zone", SCRIPT, replace(r"canonical\(page\.dataset\.zone\)", "page.dataset.zone"), "a page that is loaded twice"),
    ("what_was_said_is_nowhere", r"^/setup", add(SECRET), "what was said, on a page"),
    ("what_was_said_is_nowhere", r"^/api/v1/events", lambda text: text + SECRET, "what was said, in the API"),

    ("every_page_fits_desktop_and", STYLE, style("main { width: 4000px !important }"), "something that is too wide"),
    ("every_page_fits_desktop_and", PAGE, add('<i id="twice"></i><i id="twice"></i>'), "an id twice"),
    ("every_page_fits_desktop_and", r"^/cron", replace(r"<(/?)table", r"<\1div"), "no table"),
    ("a_search_works", r"^/sessions", replace(r'name="q"', 'name="nothing"'), "a search for nothing"),
    ("a_search_works", r"^/sessions\?q=", replace(r"Show all", "Show"), "no way back to all"),
    ("a_row_leads", r"^/sessions/", replace(r"<h1[^>]*>.*?</h1>", "<h1>Another</h1>"), "another session"),
    ("a_row_leads", r"^/sessions/", replace(r"All sessions", "Sessions"), "no way back"),
    ("a_new_call_appears", r"^/sessions/", replace(r'(data-figure="calls"[^>]*>)[^<]*', r"\g<1>7"), "a figure that stands still"),
    ("a_new_call_appears", r"^/sessions/", replace(r"mc-point", "mc-nothing"), "no bars"),
    ("arrow_keys_read", SCRIPT, replace(r'"End"', '"Elsewhere"'), "no way by keyboard"),
    ("arrow_keys_read", r"^/sessions/", replace(r"tokens in", "of something"), "a call without its tokens"),
    ("a_job_leads", r"^/cron", replace(r'href="/cron\?[^"]*"', 'href="/cron"'), "a job leads nowhere"),
    ("a_job_leads", r"^/sessions/", replace(r'data-section="cost-per-call"', ""), "a run without its cost"),

    ("names_are_text", r"^/sessions", as_markup, "names as markup"),
    ("names_are_text", r"^/setup|^/breakdown", as_markup, "models as markup"),
    ("names_are_text", PAGE, add('<a href="https://elsewhere.example/">name</a>'), "a name that leads elsewhere"),
    ("names_are_shown", r"^/breakdown", replace(r"&lt;", ""), "names without their marks"),
    ("a_session_of_any_name", r"^/sessions$", replace(r'(<th[^>]*>\s*)<a ', r"\1<b "), "sessions without a link"),
    ("a_session_of_any_name", r"^/sessions/", as_markup, "names as markup"),
    ("names_in_addresses", r"\?.*%3C", as_markup, "the address as markup"),
    ("names_in_addresses", r"^/cron\?cron=", 500, "an address that is too much"),

    ("a_budget_is_set", r"^POST /api/v1/budgets", swallow, "a budget that is not kept"),
    ("a_budget_is_set", r"^/(\?.*)?$", replace(r'data-section="alerts"', ""), "no banner"),
    ("a_budget_is_set", r"^POST .*acknowledge", swallow, "an acknowledgement that is not kept"),
    ("a_budget_is_set", r"^PUT /api/v1/alerts/mutes", swallow, "a mute that is not kept"),
    ("a_budget_is_set", r"^PUT /api/v1/budgets", swallow, "a change that is not kept"),
    ("a_budget_is_set", r"^DELETE /api/v1/budgets", swallow, "a budget that stays"),
    ("a_budget_is_set", r"^/alerts", replace(r"Press again", "Pressed"), "no second press"),
    ("a_budget_of_one_model", r"^POST /api/v1/budgets", replace(r"expected whole percents", "wrong"), "a mistake that is not told"),
    ("a_budget_of_one_model", r"^/alerts", replace(r'value="calls"', 'value="tokens"'), "another measure"),
    ("a_channel_is_tried", r"^POST ", swallow, "a test that is not sent"),
    ("the_pages_fit", STYLE, style("main { width: 4000px !important }"), "something that is too wide"),
    ("the_pages_fit", r"^/setup", add('<i id="twice"></i><i id="twice"></i>'), "an id twice"),
    ("without_the_script", r"^/alerts", replace(r"noscript", "div hidden"), "no word about commands"),
    ("without_the_script", r"^/alerts", replace(r"<html", "<html data-script", 1), "forms that do nothing"),
]


class Between(http.server.BaseHTTPRequestHandler):
    """Hands a request on, and the answer back with what is to be broken in it."""

    protocol_version = "HTTP/1.1"
    upstream, rule, used = "", None, 0

    def do_GET(self):
        self.hand_on(self.path)

    def do_POST(self):
        self.hand_on(f"{self.command} {self.path}")

    do_PUT = do_DELETE = do_POST

    def hand_on(self, asked):
        sent = self.rfile.read(int(self.headers["Content-Length"] or 0))
        _, pattern, change, _ = type(self).rule
        breaks = re.search(pattern, asked)
        if breaks and change is swallow:
            type(self).used += 1
            self.answer(200, {"Content-Type": "application/json"}, b"{}")
            return
        place = urllib.parse.urlsplit(type(self).upstream)
        connection = http.client.HTTPConnection(place.hostname, place.port, timeout=60)
        headers = {name: value for name, value in self.headers.items()
                   if name.lower() not in ("host", "origin", "accept-encoding", "if-none-match", "content-length")}
        if self.headers["Origin"]:
            headers["Origin"] = type(self).upstream
        connection.request(self.command, self.path, body=sent or None, headers=headers)
        answer = connection.getresponse()
        if breaks and change is None:
            type(self).used += 1
            self.close_connection = True
            return
        if "event-stream" in (answer.headers["Content-Type"] or ""):
            self.stream(answer)
            return
        body, status = answer.read(), answer.status
        if breaks and isinstance(change, int):
            status = change
            type(self).used += 1
        elif breaks:
            text = body.decode()
            changed = change(text)
            type(self).used += changed != text
            body = changed.encode()
        self.answer(status, answer.headers, body)

    def answer(self, status, headers, body):
        self.send_response(status)
        for name, value in headers.items():
            if name.lower() not in ("content-length", "transfer-encoding", "connection", "date", "server", "etag", "content-encoding"):
                self.send_header(name, value)
        if "gzip" in (self.headers["Accept-Encoding"] or ""):
            body = gzip.compress(body)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def stream(self, answer):
        self.close_connection = True
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.headers["Content-Type"])
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        with contextlib.suppress(OSError):
            while chunk := answer.read1(65_536):
                self.wfile.write(chunk)
                self.wfile.flush()

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def between(upstream):
    handler = type("Broken", (Between,), {"upstream": upstream, "rule": Broken.rule})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    # A browser that goes away is no mistake.
    server.handle_error = lambda *_: None
    server.daemon_threads = True
    Broken.handlers.append(handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


class Broken:
    """The checks of a class behind a server that breaks something."""

    rule, handlers = None, []

    def run(self, result=None):
        self.handlers.clear()
        with between(self.straight) as address:
            type(self).address = address
            return super().run(result)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.straight = cls.address
        served = dashboard_test.program.served

        @contextlib.contextmanager
        def behind(*arguments, **options):
            with served(*arguments, **options) as address, between(address) as broken:
                yield broken

        # Only from here on: the home's own server is reached straight.
        dashboard_test.program.served = behind
        cls.addClassCleanup(setattr, dashboard_test.program, "served", served)


def checks():
    """Every check of every class, by its name: (what runs it, its name)."""
    for case in (dashboard_test.BrowserTest, sessions_test.SessionsTest, names_test.NamesTest, alerts_test.AlertsTest):
        behind = type(f"Broken{case.__name__}", (Broken, case), {})
        # Without those of the class whose server they use.
        yield from ((behind, name) for name in sorted(vars(case)) if name.startswith("test_"))


def main():
    part = sys.argv[1] if len(sys.argv) > 1 else ""
    passed, failed = 0, []
    for case, name in checks():
        if part not in f"{case.__name__} {name}":
            continue
        rules = [rule for rule in BROKEN if name.startswith(f"test_{rule[0]}")]
        # A check that fails behind the server in between even when that changes nothing would say nothing.
        for rule in [(name, r"$^", str, "nothing"), *rules]:
            wrong, last = look(case, name, rule)
            print(f"{'FAIL' if wrong else 'PASS'}  {name.removeprefix('test_').replace('_', ' ')}; broken: {rule[3]}  ({wrong or last})", flush=True)
            passed += not wrong
            failed += [name] if wrong else []
        if not rules:
            print(f"FAIL  {name}: nothing breaks it")
            failed.append(name)
    print(f"{passed} passed, {len(failed)} failed")
    sys.exit(bool(failed))


def look(case, name, rule):
    """Runs a check with something broken; gives what is wrong with the check, and what it said."""
    Broken.rule = rule
    result = unittest.TextTestRunner(stream=io.StringIO()).run(unittest.TestSuite([case(name)]))
    told = (result.failures + result.errors + [(None, "passes")])[0][1].strip().splitlines()[-1][:110]
    if rule[3] == "nothing":
        return "" if result.wasSuccessful() else "it fails although nothing is broken", told
    if not sum(handler.used for handler in Broken.handlers):
        return "nothing was changed", told
    return "it passes all the same" if result.wasSuccessful() else "", told


if __name__ == "__main__":
    main()
