# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""An agent's database of schema 24, and a gateway that writes to it."""

import ctypes
import ctypes.util
import json
import sqlite3
import sys
import time

NAME = "agents/main/agent/openclaw-agent.sqlite"
RATE = 500
SESSIONS = 8
# Events of this size and more are compressed, as the gateway does since schema 23.
COMPRESSED = 1024

TABLES = """
CREATE TABLE schema_meta (meta_key TEXT PRIMARY KEY, role TEXT, agent_id TEXT, schema_version INTEGER);
CREATE TABLE session_nodes (
    session_key TEXT PRIMARY KEY, current_session_id TEXT, entry_json TEXT, entry_valid INTEGER, updated_at INTEGER);
CREATE TABLE session_windows (
    session_id TEXT PRIMARY KEY, session_key TEXT, reason TEXT, created_at INTEGER, updated_at INTEGER,
    started_at INTEGER);
CREATE TABLE transcript_events (
    session_id TEXT NOT NULL, seq INTEGER NOT NULL, event_json TEXT, event_zstd BLOB, event_utf8_bytes INTEGER,
    navigation_json TEXT, created_at INTEGER NOT NULL, PRIMARY KEY (session_id, seq));
CREATE TABLE transcript_rewrite_watermarks (session_id TEXT PRIMARY KEY, generation INTEGER, updated_at INTEGER);
CREATE TABLE session_transcript_archives (
    session_id TEXT, generation INTEGER, session_key TEXT, reason TEXT, encoding TEXT, archive_blob BLOB,
    PRIMARY KEY (session_id, generation));
"""


def create(path):
    """An empty store in write-ahead mode."""
    path.parent.mkdir(parents=True)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.executescript(TABLES)
    connection.execute("PRAGMA user_version = 24")
    connection.close()


def compressor():
    """Zstandard's, from the system's library."""
    library = ctypes.CDLL(ctypes.util.find_library("zstd") or "libzstd.so.1")
    for name in ("ZSTD_compress", "ZSTD_compressBound"):
        getattr(library, name).restype = ctypes.c_size_t

    def compress(data):
        room = ctypes.create_string_buffer(library.ZSTD_compressBound(ctypes.c_size_t(len(data))))
        size = library.ZSTD_compress(
            room, ctypes.c_size_t(len(room)), data, ctypes.c_size_t(len(data)), ctypes.c_int(3))
        return room.raw[:size]

    return compress


def event(number, moment):
    """A call; two of three are long enough to be compressed."""
    at = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(moment)) + f".{int(moment * 1000) % 1000:03d}Z"
    usage = {"input": 100 + number % 50, "output": 10, "cacheRead": 1000, "cacheWrite": 0, "totalTokens": 0}
    text = {"type": "text", "text": "word " * (500 if number % 3 else 20)}
    message = {
        "role": "assistant", "content": [text], "provider": "anthropic", "model": "claude-sonnet-4-5", "usage": usage,
        "stopReason": "stop", "timestamp": int(moment * 1000)}
    entry = {"type": "message", "id": f"{number:08x}", "timestamp": at, "message": message}
    return json.dumps(entry, separators=(",", ":")), 1110 + number % 50


def write():
    """Commits row after row for as many seconds as asked; writes down what happened."""
    path, seconds, place = sys.argv[1], float(sys.argv[2]), sys.argv[3]
    connection = sqlite3.connect(path, timeout=0, isolation_level=None)
    connection.execute("PRAGMA busy_timeout = 0")
    connection.execute("PRAGMA synchronous = NORMAL")
    compress = compressor()
    report = {"rows": 0, "busy": 0, "tokens": 0, "commits": []}
    start = time.time()
    while (now := time.time()) < start + seconds:
        number = report["rows"]
        text, tokens = event(number, now)
        long = len(text) >= COMPRESSED
        row = (
            f"session-{number % SESSIONS}", number, None if long else text,
            compress(text.encode()) if long else None, len(text), int(now * 1000))
        try:
            connection.execute(
                "INSERT INTO transcript_events (session_id, seq, event_json, event_zstd, event_utf8_bytes, created_at)"
                " VALUES (?, ?, ?, ?, ?, ?)", row)
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            report["busy"] += 1
            continue
        report["commits"].append(time.time())
        report["rows"] += 1
        report["tokens"] += tokens
        time.sleep(max(0.0, start + report["rows"] / RATE - time.time()))
    with open(place, "w") as file:
        json.dump(report, file)
