# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""A real ClickHouse cluster on this computer, and what tests do to it."""

import pathlib
import subprocess
import time
import urllib.error
import urllib.request

from . import program

SCRIPT = program.REPOSITORY / "scripts/clickhouse-cluster"


class Cluster:
    """Four servers: 1 and 2 are the first shard, 3 and 4 the second one."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        if not (self.folder / "address").exists():
            self.do("start")
        self.base = int((self.folder / "base").read_text())

    def do(self, action, *arguments):
        subprocess.run([SCRIPT, action, self.folder, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)

    def address(self, database, kind="address"):
        """What `mctl --ledger` takes; of kind `secure` over HTTPS, with a password."""
        return (self.folder / kind).read_text().strip().replace("/mission?", f"/{database}?")

    def ask(self, sql, node=1):
        """What one server answers."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.base + 10 + node}/", sql.encode())
        try:
            with urllib.request.urlopen(request, timeout=1800) as answer:
                return answer.read().decode().strip()
        except urllib.error.HTTPError as error:
            raise RuntimeError(error.read().decode()) from error

    def kill(self, *nodes):
        for node in nodes:
            self.do("kill", node)

    def bring_back(self, *nodes):
        for node in nodes:
            self.do("node", node)

    def wait_until_equal(self, database, seconds=60):
        """Waits until the replicas of a database have nothing to fetch from each other."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            behind = [
                self.ask(
                    "SELECT sum(queue_size) + sum(is_readonly) + sum(log_max_index >= log_pointer) FROM system.replicas"
                    f" WHERE database = '{database}'", node)
                for node in range(1, 5)]
            if behind == ["0"] * 4:
                return True
            time.sleep(0.5)
        return False
