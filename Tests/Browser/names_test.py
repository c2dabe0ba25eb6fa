# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""Names from logs are text and nothing else, in a real browser: markup, scripts, controls and endless words as the names of
everything that a log can name.

.venv/bin/python Tests/Browser/names_test.py
"""

import datetime
import sys
import unittest
import urllib.parse

import dashboard_test
from dashboard_test import DESKTOP, PHONE
from support import openclaw_home

# Each would set `window.broken` or leave an element behind if a page took it for more than text.
NAMES = [
    "<script>window.broken=1</script>",
    "<img src=x onerror=window.broken=1>",
    "\"><svg onload=window.broken=1>",
    "' onmouseover='window.broken=1' x='",
    "</title></style></textarea><b id=broken>",
    "javascript:window.broken=1",
    "{{constructor.constructor('window.broken=1')()}}",
    "&lt;i&gt; &amp; &#x3C;b&#x3E;",
    "\u202egnp.exe\u2066 \u200bname",
    "a\tb\x1b[31mred\x07",
    "=cmd|' /C calc'!A1",
    "../../../etc/passwd?x=1&y=2#z",
    "%3Cscript%3E %00 %2e%2e%2f",
    "W" * 300,
    "名前 🦀 é́́",
]
# Elements that no page of ours has in its contents.
FOREIGN = "main script, main style, main iframe, main object, main embed, main img, #broken, main [onerror], main [onload], main [onmouseover]"


class NamesTest(unittest.TestCase):
    """A home in which everything has a hostile name."""

    refused = False
    setUpClass = classmethod(dashboard_test.BrowserTest.setUpClass.__func__)
    page = dashboard_test.BrowserTest.page
    assert_fits = dashboard_test.BrowserTest.assert_fits
    addresses = dashboard_test.BrowserTest.addresses

    @classmethod
    def write_home(cls):
        home = openclaw_home.Home(cls.folder / ".openclaw")
        now = dashboard_test.now()
        jobs = {}
        for number, name in enumerate(NAMES):
            start = now - datetime.timedelta(minutes=number + 2)
            session, tokens = f"s{number:04}", (5_000 + number * 100, 300, 0, 0)
            lines = [openclaw_home.header(session, start)]
            # One model with a price from an unknown provider's log, one that nobody knows.
            for place, model in enumerate((f"{name}/{name}", f"anthropic/{name}")):
                cost = 0.02 + number / 1000 if place == 0 else None
                lines.append(openclaw_home.call(f"a{number}{place}", start, model, tokens, cost=cost))
            lines.append(openclaw_home.call(
                f"e{number}", start, f"{name}/{name}", (0, 0, 0, 0), "", 0, stop="error", error=f"429 {name}"))
            home.add("main", f"agent:main:{name}:group:{name}", session, lines, label=name, channel=name,
                     displayName=name, subject=name)
            job = f"job-{number}"
            jobs[job] = name
            run = f"c{number:04}"
            home.add("main", f"agent:main:cron:{job}:run:{run}", run, [
                openclaw_home.header(run, start),
                openclaw_home.call(f"c{number}", start, "anthropic/claude-haiku-4-5", tokens, cost=0.01)], label=name)
        home.add_cron_jobs(jobs)

    def check(self, page):
        self.assertEqual(page.locator(FOREIGN).count(), 0, f"{page.url}: a name became an element")
        # The page's own policy forbids evaluation in the page's world; this only reads a property.
        self.assertFalse(page.evaluate("'broken' in window && window.broken === 1"), f"{page.url}: a name ran as a script")
        for link in page.locator("a[href]").evaluate_all("all => all.map(a => a.protocol + '//' + a.host)"):
            self.assertEqual(link, self.address, f"{page.url}: a name leads elsewhere")
        self.assert_fits(page)

    def test_names_are_text_on_every_page(self):
        for screen in ({"viewport": DESKTOP}, {"viewport": PHONE, "is_mobile": True, "has_touch": True}):
            with self.page(**screen) as page:
                for path in self.addresses(page) + [f"/breakdown?by={by}" for by in (
                        "provider", "agent", "kind", "task", "project", "source", "account", "channel", "cron")]:
                    page.goto(self.address + path)
                    page.wait_for_selector('#live-state[data-state="live"]')
                    self.check(page)

    def test_names_are_shown_as_they_are(self):
        with self.page(f"{self.address}/breakdown?by=model") as page:
            text = page.locator('[data-section="rows"]').inner_text()
        for name in NAMES[:3]:
            self.assertIn(name.lower()[:20], text.lower())

    def test_a_session_of_any_name_can_be_opened_and_filtered_by(self):
        with self.page(f"{self.address}/sessions") as page:
            links = {link.get_attribute("href") for link in page.locator('[data-section="sessions"] tbody th a').all()}
            self.assertGreaterEqual(len(links), 2 * len(NAMES))
            for link in sorted(links):
                page.goto(self.address + link)
                self.check(page)
                self.assertEqual(page.locator('[data-section="cost-per-call"]').count(), 1, link)

    def test_names_in_addresses_are_text_too(self):
        with self.page() as page:
            for name in NAMES:
                quoted = urllib.parse.quote(name, safe="")
                for path in (f"/?model={quoted}", f"/breakdown?channel={quoted}", f"/sessions?q={quoted}",
                             f"/cron?cron={quoted}", f"/health?provider={quoted}"):
                    answer = page.goto(self.address + path)
                    self.assertIn(answer.status, (200,), path)
                    self.check(page)


if __name__ == "__main__":
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(NamesTest)
    result = unittest.TextTestRunner(stream=sys.stdout, verbosity=2, resultclass=dashboard_test.Counting).run(suite)
    failed = len({test for test, _ in result.failures + result.errors})
    print(f"{result.testsRun - failed} passed, {failed} failed")
    sys.exit(not result.wasSuccessful())
