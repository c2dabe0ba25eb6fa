# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""Budgets, alerts and setup in a real browser: everything that can be changed there is changed there.

.venv/bin/python Tests/Browser/alerts_test.py
"""

import contextlib
import sys
import time
import unittest

import dashboard_test
from dashboard_test import DESKTOP, PHONE, PICTURES
from support import program
from support.web_listener import Answer, listening

STANDING, BUDGETS, CHANNELS = (f'[data-section="{name}"]' for name in ("standing", "budgets", "channels"))
BANNER = '[data-section="alerts"]'
MESSAGE = "exceeds limit $0.01"


class AlertsTest(dashboard_test.BrowserTest):
    """The whole life of a budget and its alert."""

    @contextlib.contextmanager
    def mistaken(self, address):
        """A page on which a request is refused: the browser complains of nothing else."""
        context = self.browser.new_context(timezone_id="UTC", viewport=DESKTOP)
        page, complaints = context.new_page(), []
        page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        try:
            page.goto(address)
            yield page
        finally:
            context.close()
        self.assertEqual([text for text in complaints if "status of 400" not in text], [])

    def there(self, page, path, selector, text, isThere=True):
        """Opens a page and looks for a text in a part of it."""
        page.goto(self.address + path)
        self.assertEqual(text in " ".join(page.locator(selector).all_inner_texts()), isThere, f"{text} on {path}")

    def until(self, look, what, seconds=8):
        """Waits without the evaluation that the page's policy forbids."""
        end = time.monotonic() + seconds
        while not look():
            self.assertLess(time.monotonic(), end, what)
            time.sleep(0.05)

    def new_budget(self, page):
        """The form for a new budget, unfolded."""
        form = page.locator(f'{BUDGETS} form[data-send^="POST"]')
        if not form.is_visible():
            page.locator(f"{BUDGETS} summary", has_text="New budget").click()
        return form

    def press(self, page, section, name):
        page.locator(section).get_by_role("button", name=name).first.click()

    def shows(self, page, section, text):
        return lambda: text in page.locator(section).inner_text()

    def lacks(self, page, section, text):
        return lambda: text not in page.locator(section).inner_text()

    def test_a_budget_is_set_warns_is_acknowledged_muted_changed_and_deleted(self):
        self.append_call()
        with self.page(self.address + "/alerts") as page:
            form = self.new_budget(page)
            page.wait_for_selector('#live-state[data-state="live"]')
            form.get_by_label("Name", exact=True).fill("tiny")
            form.get_by_label("At most").fill("0.01")
            form.get_by_role("button", name="Set budget").click()
            self.until(self.shows(page, STANDING, MESSAGE), "the alert does not appear")
            self.until(self.shows(page, BUDGETS, "The budget is set."), "nothing says that it is set")
            self.assertIn("Critical", page.locator(STANDING).inner_text())
            self.assertIn("Exceeded", page.locator(BUDGETS).inner_text())
            page.screenshot(path=PICTURES / "alerts.png", full_page=True)

            self.there(page, "/", BANNER, MESSAGE)
            page.locator(f"{BANNER} a").click()
            self.until(self.shows(page, STANDING, MESSAGE), "the banner does not lead to the alert")

            self.press(page, STANDING, "Acknowledge")
            self.until(self.shows(page, STANDING, "acknowledged"), "it is not acknowledged")
            self.assertEqual(page.locator(STANDING).get_by_role("button", name="Acknowledge").count(), 0)
            self.there(page, "/", BANNER, MESSAGE, isThere=False)

            page.goto(self.address + "/alerts")
            page.locator(f"{STANDING} select").select_option(label="8 hours")
            self.press(page, STANDING, "Mute")
            self.until(self.shows(page, STANDING, "muted until"), "it is not muted")
            self.press(page, STANDING, "Unmute")
            self.until(self.lacks(page, STANDING, "muted until"), "it is not heard again")

            page.locator(f"{BUDGETS} summary", has_text="Change").click()
            change = page.locator(f'{BUDGETS} form[data-send="PUT /api/v1/budgets/tiny"]')
            self.assertEqual(change.get_by_label("At most").input_value(), "0.01")
            change.get_by_label("At most").fill("1000000")
            change.get_by_role("button", name="Save").click()
            self.until(self.shows(page, BUDGETS, "of $1,000,000.00"), "the budget is not changed")
            self.until(self.lacks(page, STANDING, MESSAGE), "the alert stays")
            self.assertEqual(change.get_by_label("At most").input_value(), "1000000.00")

            delete = page.locator(f'{BUDGETS} form[data-send^="DELETE"]').get_by_role("button")
            delete.click()
            self.assertIn("Press again", delete.inner_text())
            self.assertEqual(len(self.budgets()), 1, "one press must not delete")
            delete.click()
            self.until(lambda: page.locator("#budget-tiny").count() == 0, "the budget stays")
            self.assertEqual(self.budgets(), [])

    def test_a_budget_of_one_model_and_a_mistake_are_told_beside_the_form(self):
        with self.mistaken(self.address + "/alerts") as page:
            form = self.new_budget(page)
            form.get_by_label("Name", exact=True).fill("sonnet")
            form.locator("[data-role=scope]").select_option("model")
            form.get_by_label("Named").fill("sonnet-4.6")
            form.get_by_label("At most").fill("5")
            form.locator("[data-role=measure]").select_option("calls")
            form.get_by_label("Warn at percent").fill("eighty")
            form.get_by_role("button", name="Set budget").click()
            self.until(self.shows(page, BUDGETS, "expected whole percents from 1 to 1000"), "the mistake is not told")
            self.assertEqual(form.get_by_label("Name", exact=True).input_value(), "sonnet", "what was written is lost")
            form.get_by_label("Warn at percent").fill("80, 100")
            form.get_by_role("button", name="Set budget").click()
            self.until(lambda: page.locator("#budget-sonnet").count() == 1, "the budget is not there")
        budget = next(budget for budget in self.budgets() if budget["id"] == "sonnet")
        self.assertEqual((budget["measure"], budget["scope"]), ("calls", "model claude-sonnet-4-6"))
        program.mctl("budget", "remove", "sonnet", "--data-dir", self.data, env=self.env)

    def test_a_channel_is_tried_and_the_page_says_what_came_of_it(self):
        with listening() as listener:
            done = program.mctl(
                "alerts", "channel", "add", "webhook", "hook", "--replace", "--allow-private", "--url", listener.url,
                "--data-dir", self.data, env=self.env)
            self.assertEqual(done.returncode, 0, done.stderr)
            with self.page(self.address + "/alerts") as page:
                self.press(page, CHANNELS, "Test")
                self.until(self.shows(page, CHANNELS, "A test message was taken."), "nothing says that it arrived")
                self.assertEqual(listener.last.json["type"], "alert.test")
                listener.plan(Answer(410, "gone"))
                self.press(page, CHANNELS, "Test")
                self.until(self.shows(page, CHANNELS, "410"), "nothing says that it failed")

    def budgets(self):
        return program.answer("budget", "--data-dir", self.data, env=self.env)["budgets"]

    def test_the_pages_fit_and_look_right(self):
        program.mctl("budget", "set", "daily", "--usd", "50", "--data-dir", self.data, env=self.env)
        program.mctl("budget", "set", "mine", "--of", "agent=main", "--calls", "3", "--data-dir", self.data, env=self.env)
        for path in ("alerts", "setup"):
            for scheme in ("light", "dark"):
                for kind, options in (("wide", {"viewport": DESKTOP}), ("phone", {"viewport": PHONE, "is_mobile": True})):
                    with self.page(f"{self.address}/{path}", color_scheme=scheme, **options) as page:
                        page.locator("main details").evaluate_all("all => all.forEach(part => { part.open = true; })")
                        self.assert_fits(page)
                        ids = page.locator("[id]").evaluate_all("all => all.map(e => e.id)")
                        self.assertEqual(len(ids), len(set(ids)), "an id stands twice")
                        page.screenshot(path=PICTURES / f"{path}-{kind}-{scheme}.png", full_page=True)
        for id in ("daily", "mine"):
            program.mctl("budget", "remove", id, "--data-dir", self.data, env=self.env)

    def test_without_the_script_there_are_commands_and_no_forms(self):
        with self.page(self.address + "/alerts", java_script_enabled=False) as page:
            note = page.locator("noscript").first
            self.assertTrue(note.is_visible())
            self.assertIn("mctl alerts acknowledge", note.inner_text())
            self.assertEqual(page.locator("form.send:visible").count(), 0)


def load():
    """This file's tests, without those of the class whose server they use."""
    names = [name for name in vars(AlertsTest) if name.startswith("test_")]
    return unittest.TestSuite(AlertsTest(name) for name in names)


if __name__ == "__main__":
    result = unittest.TextTestRunner(
        stream=sys.stdout, verbosity=2, resultclass=dashboard_test.Counting).run(load())
    failed = len({test for test, _ in result.failures + result.errors})
    print(f"{result.testsRun - failed} passed, {failed} failed")
    sys.exit(not result.wasSuccessful())
