# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""Sessions, one session, and cron jobs with heartbeats in a real browser."""

import sys
import unittest
import urllib.parse

import dashboard_test

PICTURES, DESKTOP, PHONE = dashboard_test.PICTURES, dashboard_test.DESKTOP, dashboard_test.PHONE
LIVE = "agent:main:webchat:direct:live"


# The tests of the whole dashboard are not run again here: only its server and its browser are taken.
class SessionsTest(unittest.TestCase):
    """The pages, over the same made-up home."""

    refused = False
    setUpClass = classmethod(dashboard_test.BrowserTest.setUpClass.__func__)
    write_home = classmethod(dashboard_test.BrowserTest.write_home.__func__)
    append_call = dashboard_test.BrowserTest.append_call
    page = dashboard_test.BrowserTest.page
    assert_fits = dashboard_test.BrowserTest.assert_fits

    def path(self, key):
        return f"{self.address}/sessions/{urllib.parse.quote(key, safe='')}"

    def test_every_page_fits_desktop_and_phone_light_and_dark(self):
        with self.page(f"{self.address}/sessions?q=brief") as page:
            run = page.locator('[data-section="sessions"] tbody th a').first.get_attribute("href")
        pages = {"sessions": "/sessions", "session": run, "cron": "/cron"}
        for name, path in pages.items():
            for size, options in (("desktop", {"viewport": DESKTOP}),
                                  ("phone", {"viewport": PHONE, "is_mobile": True, "has_touch": True})):
                for scheme in ("light", "dark"):
                    with self.page(self.address + path, color_scheme=scheme, **options) as page:
                        self.assertGreater(page.locator("main table").count(), 0, name)
                        self.assert_fits(page)
                        ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
                        self.assertEqual(len(ids), len(set(ids)), f"{name}: an id stands twice")
                        page.screenshot(path=PICTURES / f"{name}-{size}-{scheme}.png", full_page=True)

    def test_a_search_works_without_the_script(self):
        with self.page(f"{self.address}/sessions", java_script_enabled=False) as page:
            before = page.locator("tbody tr").count()
            page.get_by_role("searchbox").fill("morning brief")
            page.get_by_role("button", name="Search").click()
            rows = page.locator("tbody tr")
            self.assertGreater(rows.count(), 0)
            self.assertLess(rows.count(), before)
            for text in rows.all_inner_texts():
                self.assertIn("Morning brief", text)
            page.get_by_role("link", name="Show all").click()
            self.assertEqual(page.locator("tbody tr").count(), before)

    def test_a_row_leads_to_its_session_and_back(self):
        with self.page(f"{self.address}/sessions") as page:
            row = page.locator("tbody tr").first
            name = row.locator("th .title").inner_text()
            row.locator("th a").click()
            self.assertEqual(page.locator("h1").inner_text(), name)
            page.get_by_role("link", name="All sessions").click()
            self.assertEqual(page.locator("h1").inner_text(), "Sessions")

    def test_a_new_call_appears_in_its_session(self):
        with self.page(self.path(LIVE)) as page:
            page.wait_for_selector('#live-state[data-state="live"]')
            calls = page.locator('[data-figure="calls"]')
            before = int(calls.inner_text())
            bars = page.locator(".mc-calls .mc-point").count()
            self.append_call()
            for _ in range(100):
                if int(calls.inner_text()) > before:
                    break
                page.wait_for_timeout(100)
            self.assertEqual(int(calls.inner_text()), before + 1)
            self.assertEqual(page.locator(".mc-calls .mc-point").count(), bars + 1)

    def test_arrow_keys_read_the_calls(self):
        with self.page(self.path(LIVE)) as page:
            page.locator("[data-chart]").first.focus()
            page.keyboard.press("End")
            tip = page.locator(".tip")
            self.assertTrue(tip.is_visible())
            self.assertIn("tokens in", tip.inner_text())

    def test_a_job_leads_to_its_runs_and_a_run_to_its_session(self):
        with self.page(f"{self.address}/cron") as page:
            page.locator('[data-section="jobs"] tbody th a').first.click()
            self.assertIn("cron=", page.url)
            self.assertEqual(page.locator('[data-section="heartbeats"]').count(), 0)
            page.locator('[data-section="runs"] tbody a').first.click()
            self.assertIn("/sessions/", page.url)
            self.assertEqual(page.locator('[data-section="cost-per-call"]').count(), 1)


if __name__ == "__main__":
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(SessionsTest)
    result = unittest.TextTestRunner(stream=sys.stdout, verbosity=2, resultclass=dashboard_test.Counting).run(suite)
    failed = len({test for test, _ in result.failures + result.errors})
    print(f"{result.testsRun - failed} passed, {failed} failed")
    sys.exit(not result.wasSuccessful())
