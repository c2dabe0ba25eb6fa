# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""Checks with a name each, counted."""

import sys
import time


class Tally:
    """Prints one line per check and remembers how many passed."""

    def __init__(self):
        self.passed = 0
        self.failed = 0
        self.skipped = 0
        self.start = time.monotonic()

    def check(self, name, holds, detail=""):
        """One check; the detail says what was found."""
        self.passed += bool(holds)
        self.failed += not holds
        print(f"{'PASS' if holds else 'FAIL'}  {name}{f'  ({detail})' if detail else ''}", flush=True)
        return holds

    def equal(self, name, found, expected, detail=""):
        """One check that says both sides when they differ."""
        if found == expected:
            return self.check(name, True, detail)
        return self.check(name, False, f"found {found}, expected {expected}")

    def skip(self, name, why):
        """Says what was not checked, and why."""
        self.skipped += 1
        print(f"SKIP  {name}  ({why})", flush=True)

    def finish(self):
        """The last lines; ends the program, with 1 when a check failed."""
        seconds = time.monotonic() - self.start
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        print(f"\nTook {seconds:.1f} s{skipped}.")
        print(f"{self.passed} passed, {self.failed} failed", flush=True)
        sys.exit(1 if self.failed else 0)
