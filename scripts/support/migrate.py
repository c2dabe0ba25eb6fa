# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""Moves homes of the file era into databases, as OpenClaw's own migration does, half or whole."""

import json
import shutil
import sqlite3

from . import live_store

SCHEMAS = (4, 14, 19, 23, 24)
# All rows and the files gone; the same with archives compressed; every second transcript, and all files still there.
WAYS = ("moved", "moved, archives compressed", "half moved, files kept")

EVENTS = """
CREATE TABLE transcript_events (
    session_id TEXT NOT NULL, seq INTEGER NOT NULL, event_json TEXT NOT NULL, created_at INTEGER NOT NULL,
    PRIMARY KEY (session_id, seq));
"""
SESSIONS = """
CREATE TABLE sessions (session_key TEXT PRIMARY KEY, session_id TEXT, entry_json TEXT, updated_at INTEGER);
"""


def tables(schema):
    """The newest schema's, or what an older one had in their place."""
    parts = [part.strip() + ";" for part in live_store.TABLES.split(";") if part.strip()]
    if schema < 23:
        parts = [part for part in parts if "TABLE transcript_events " not in part] + [EVENTS]
    if schema < 14:
        parts = [part for part in parts if "TABLE session_nodes" not in part and "TABLE session_windows" not in part]
        parts.append(SESSIONS)
    if schema < 13:
        parts = [part for part in parts if "watermarks" not in part]
    return "\n".join(parts)


def move(folder, target, files, schema, way):
    """Writes what a folder of homes would be after its migration; `files` are its transcripts."""
    keeps = way == WAYS[2]
    names = set() if keeps else {str(file) for file in files}
    shutil.copytree(
        folder, target, ignore=lambda place, children: [c for c in children if f"{place}/{c}" in names],
        copy_function=shutil.copyfile)
    for place in [target, *target.rglob("*")]:
        if place.is_dir():
            place.chmod(0o755)
    agents = {}
    for file in files:
        place = file.relative_to(folder).parts
        agents.setdefault(place[: place.index("sessions")], []).append(file)
    for place, transcripts in agents.items():
        path = target.joinpath(*place, "agent", "openclaw-agent.sqlite")
        path.parent.mkdir(exist_ok=True)
        fill(path, folder.joinpath(*place, "sessions", "sessions.json"), transcripts[:: 2 if keeps else 1], schema, way)


def fill(path, store, transcripts, schema, way):
    compress = live_store.compressor()
    database = sqlite3.connect(path)
    database.execute("PRAGMA journal_mode = WAL")
    database.executescript(tables(schema))
    database.execute(f"PRAGMA user_version = {schema}")
    for number, (key, entry) in enumerate(entries(store)):
        table, column = ("session_nodes", "current_session_id") if schema >= 14 else ("sessions", "session_id")
        database.execute(
            f"INSERT INTO {table} (session_key, {column}, entry_json, updated_at) VALUES (?, ?, ?, ?)",
            (key, entry.get("sessionId"), json.dumps(entry), number))
    for generation, file in enumerate(transcripts):
        session = file.name.split(".jsonl")[0].split(".checkpoint.")[0].split("-topic-")[0]
        content = file.read_bytes()
        if file.name == f"{session}.jsonl":
            database.executemany(*rows(session, content, schema, compress))
        else:
            packed = way == WAYS[1]
            database.execute(
                "INSERT INTO session_transcript_archives (session_id, generation, encoding, archive_blob)"
                " VALUES (?, ?, ?, ?)",
                (session, generation, "zstd" if packed else "identity", compress(content) if packed else content))
    database.commit()
    database.close()


def entries(store):
    try:
        return json.loads(store.read_text()).items()
    except (FileNotFoundError, ValueError):
        return []


def rows(session, content, schema, compress):
    """One row a line; long lines compressed where the schema knows how."""
    lines = [line for line in content.split(b"\n") if line]
    if schema < 23:
        question = "INSERT INTO transcript_events VALUES (?, ?, CAST(? AS TEXT), 1)"
        return question, [(session, number, line) for number, line in enumerate(lines)]
    question = (
        "INSERT INTO transcript_events (session_id, seq, event_json, event_zstd, event_utf8_bytes, created_at)"
        " VALUES (?, ?, CAST(? AS TEXT), ?, ?, 1)")
    packed = [len(line) >= live_store.COMPRESSED for line in lines]
    return question, [
        (session, number, None if is_long else line, compress(line) if is_long else None, len(line))
        for number, (line, is_long) in enumerate(zip(lines, packed))]
