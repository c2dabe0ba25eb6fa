# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""Running the program that was built."""

import atexit
import contextlib
import functools
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]


@functools.cache
def binary():
    """The program: what $MCTL names, else the debug build. A copy, so that a build in between changes nothing."""
    path = pathlib.Path(os.environ.get("MCTL") or REPOSITORY / ".build/debug/mctl").resolve()
    if not path.exists():
        sys.exit(f"{path} is not there: run `swift build --product mctl` first.")
    folder = tempfile.mkdtemp(prefix="mission-program-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return shutil.copy2(path, f"{folder}/mctl")


def environment(home="/nonexistent", **variables):
    """An environment in which nothing of this computer's user is found."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    return {**kept, "HOME": str(home), "LANG": "C.UTF-8", "TZ": "UTC", **variables}


def mctl(*arguments, env=None, **options):
    """Runs a command to its end."""
    return subprocess.run(
        [binary(), *map(str, arguments)], env=env or environment(), capture_output=True, text=True, **options)


def answer(*arguments, env=None):
    """What a command that must succeed prints as JSON."""
    done = mctl(*arguments, "--json", env=env)
    if done.returncode != 0:
        raise RuntimeError(f"mctl {' '.join(map(str, arguments))} ended with {done.returncode}: {done.stderr.strip()}")
    return json.loads(done.stdout)


def free_port():
    """A port that nobody listens on."""
    with contextlib.closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextlib.contextmanager
def served(*arguments, env, log=None, seconds=20):
    """Runs `mctl serve` while the block runs; gives its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [binary(), "serve", "--port", str(port), *map(str, arguments)], env=env, stdout=log or subprocess.DEVNULL,
        stderr=subprocess.STDOUT)
    try:
        wait_until_ready(address, process, seconds)
        yield address
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_until_ready(address, process, seconds):
    """Waits until everything found was read once."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"mctl serve ended with {process.returncode}")
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=2):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
    raise RuntimeError(f"mctl serve was not ready after {seconds} s")
