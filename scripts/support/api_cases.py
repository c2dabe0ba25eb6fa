# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""Runs schemathesis over a server."""

import os
import pathlib
import re
import subprocess
import sys

from support.program import REPOSITORY

# Two days may contradict each other, and a name may mean nothing here: such requests are as the schema says, and refused.
UNTOLD = "positive_data_acceptance"
PHASES = "examples,coverage,fuzzing,stateful"


def run(tally, address, seconds, cases, scratch, seed=1):
    """Tries everything that the document allows, and what it does not.

    - seconds: The time that it may take at most.
    - cases: How many cases of each operation are made up, beside those that cover its parameters one by one.
    """
    command = [
        sys.executable, "-m", "schemathesis.cli", "--no-color", "run", f"{address}/openapi.json", "--exclude-path", "/api/v1/live",
        "--phases", PHASES, "--max-time", seconds, "--max-examples", cases, "--seed", seed, "--exclude-checks", UNTOLD,
        "--continue-on-failure", "--no-shrink", "--suppress-health-check", "all"]
    env = {**os.environ, "SCHEMATHESIS_HOOKS": "support.api_hooks", "PYTHONPATH": str(REPOSITORY / "scripts")}
    done = subprocess.run(map(str, command), env=env, capture_output=True, text=True, cwd=scratch)
    count = re.search(r"(\d[\d,]*) generated", done.stdout)
    pathlib.Path(scratch, "schemathesis.log").write_text(done.stdout + done.stderr)
    if done.returncode != 0:
        print(done.stdout[-12_000:], done.stderr[-2000:])
    tally.check("no case breaks what the document says", done.returncode == 0, f"{count[1] if count else 'no'} cases in {seconds} s")
