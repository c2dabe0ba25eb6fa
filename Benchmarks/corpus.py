# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""A large OpenClaw home in the shape of real ones; README.md beside this file says what was measured."""

import bisect
import json
import pathlib
import random
import shutil
import string
import time

QUANTILES = (0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 1)
# Kind of line: share of lines, lengths at QUANTILES.
KINDS = {
    "assistant": (0.319, (267, 534, 579, 853, 1903, 3424, 10982, 39833)),
    "toolResult": (0.235, (266, 331, 441, 697, 1739, 4635, 16588, 468448)),
    "user": (0.199, (188, 211, 219, 584, 585, 587, 1780, 273514)),
    "custom": (0.165, (223, 223, 223, 275, 429, 429, 429, 440)),
    "custom_message": (0.045, (334, 615, 615, 775, 776, 820, 3035, 5497)),
    "compaction": (0.028, (240, 348, 406, 641, 1035, 10297, 24186, 29794)),
}
MODELS = [
    ("openai", "gpt-5.1-codex"), ("anthropic", "claude-opus-4-6"), ("anthropic", "claude-sonnet-4-6"),
    ("minimax", "MiniMax-M2.1"), ("ollama", "qwen3:8b"), ("litellm", "openrouter/deepseek/deepseek-v3.2"),
]
# Of all files that are no copies: primary, reset, deleted.
STATES = (("", 0.61), (".reset", 0.28), (".deleted", 0.11))
COPIED_BYTES = 0.655
LONGEST_FILE = 3_300_000
AGENTS = ("main", "research", "ops", "writer", "garden", "night")
START = 1_767_600_000_000


class Corpus:
    """Writes a home of about so many bytes in about so many files; the same seed gives the same bytes."""

    def __init__(self, path, megabytes, files, seed=7):
        self.path = pathlib.Path(path)
        self.chance = random.Random(seed)
        self.bytes = self.lines = self.usage_lines = self.calls = 0
        self.files = []
        self.clock = START
        # What texts are cut from: words, escapes of two characters, and characters of several bytes.
        words = "".join(self.chance.choices(string.ascii_lowercase + "     ", k=400_000))
        self.text = "".join(
            words[i:i + 60] + self.chance.choice(("\\n", '\\"', "é", "→")) for i in range(0, len(words), 60))
        self.wanted = megabytes * 1_000_000
        self.write(files)

    def write(self, files):
        originals = self.originals(round(files * 0.61), self.wanted * (1 - COPIED_BYTES))
        for lines, agent, session in originals:
            state = self.chance.choices([s for s, _ in STATES], [w for _, w in STATES])[0]
            if state:
                state += f".2026-03-{self.chance.randrange(1, 29):02}T10-00-00.{self.chance.randrange(1000):03}Z"
            self.put(agent, f"{session}.jsonl{state}", lines)
        # Long conversations are the ones that get compacted, and so copied.
        weights = [sum(map(len, lines)) ** 0.62 for lines, _, _ in originals]
        number = 0
        while self.bytes < self.wanted:
            lines, agent, session = self.chance.choices(originals, weights)[0]
            number += 1
            part = lines[:max(2, round(len(lines) * self.chance.uniform(0.6, 1)))]
            name = (f"{session}.checkpoint.{self.identity()}.jsonl" if self.chance.random() < 0.7
                    else f"{session}.jsonl.bak-{number}-{self.chance.randrange(10 ** 13)}")
            self.put(agent, name, part)

    def originals(self, count, wanted):
        """Conversations of log-normal sizes that add up to so many bytes."""
        sizes = [self.chance.lognormvariate(0, 1.84) for _ in range(count)]
        scale = wanted / sum(sizes)
        for _ in range(20):
            # The longest are cut off, so the others must make up for them.
            scale *= wanted / sum(min(LONGEST_FILE, size * scale) for size in sizes)
        return [self.conversation(min(LONGEST_FILE, size * scale)) for size in sizes]

    def conversation(self, size):
        session = self.identity()
        self.clock += self.chance.randrange(1, 20_000_000)
        lines = [json.dumps({
            "type": "session", "version": 3, "id": session, "timestamp": self.stamp(), "cwd": "/home/user"},
            separators=(",", ":")) + "\n"]
        length = len(lines[0])
        kinds, weights = list(KINDS), [share for share, _ in KINDS.values()]
        while length < size:
            kind = self.chance.choices(kinds, weights)[0]
            line = self.line(kind, min(self.length(kind), max(600, int(size / 2))))
            lines.append(line)
            length += len(line)
            self.calls += kind == "assistant"
        return lines, self.chance.choices(AGENTS, (8, 4, 3, 2, 1, 1))[0], session

    def length(self, kind):
        """A length, log-linear between the measured quantiles."""
        lengths = KINDS[kind][1]
        draw = self.chance.random()
        index = bisect.bisect_right(QUANTILES, draw) - 1
        part = (draw - QUANTILES[index]) / (QUANTILES[index + 1] - QUANTILES[index])
        if index == len(QUANTILES) - 2:
            # Few come near the longest.
            part **= 4
        return round(lengths[index] * (lengths[index + 1] / lengths[index]) ** part)

    def line(self, kind, length):
        self.clock += self.chance.randrange(500, 60_000)
        entry = kind if kind in ("custom", "custom_message", "compaction") else "message"
        head = f'{{"type":"{entry}","id":"{self.hex(8)}","parentId":"{self.hex(8)}","timestamp":"{self.stamp()}",'
        before, after = getattr(self, kind)()
        filler = max(1, length - len(head) - len(before) - len(after) - 1)
        return f"{head}{before}{self.filler(filler)}{after}\n"

    def filler(self, length):
        start = self.chance.randrange(len(self.text))
        # Neither to begin with the rest of an escape, nor to end within one.
        start += self.text[start - 1] == "\\"
        text = self.text[start:start + length]
        while len(text) < length:
            text += self.text[:length - len(text)]
        return text[:-1] + "." if text.endswith("\\") else text

    def assistant(self):
        provider, model = self.chance.choices(MODELS, (5, 3, 3, 2, 2, 1))[0]
        chance = self.chance
        failed = chance.random() < 0.05
        counts = [0] * 4 if failed else [
            round(chance.lognormvariate(6.5, 2)), round(chance.lognormvariate(5, 1.2)),
            chance.choice((0, round(chance.lognormvariate(10, 1)))), chance.choice((0, 0, round(chance.lognormvariate(7, 1))))]
        rates = (3e-6, 15e-6, 3e-7, 3.75e-6)
        costs = [n * rate for n, rate in zip(counts, rates)]
        names = ("input", "output", "cacheRead", "cacheWrite")
        usage = dict(zip(names, counts)) | {
            "totalTokens": sum(counts), "cost": dict(zip(names, costs)) | {"total": sum(costs)}}
        origin = f'"api":"{provider}-messages","provider":"{provider}","model":"{model}"'
        usage = f'"usage":{json.dumps(usage, separators=(",", ":"))}'
        stop = '"stopReason":"%s"' % ("error" if failed else chance.choice(("stop", "toolUse", "toolUse")))
        when = f'"timestamp":{self.clock}'
        tail = [origin, usage, stop, when] if chance.random() < 0.6 else [stop, origin, usage, when]
        if failed:
            tail.append('"errorMessage":"429 rate limit reached"')
        elif chance.random() < 0.37:
            tail.append(f'"responseId":"resp_{self.hex(24)}"')
        return '"message":{"role":"assistant","content":[{"type":"text","text":"', '"}],' + ",".join(tail) + "}}"

    def toolResult(self):
        head = f'"message":{{"role":"toolResult","toolCallId":"call_{self.hex(20)}","toolName":"exec","content":'
        return head + '[{"type":"text","text":"', f'"}}],"isError":false,"timestamp":{self.clock}}}}}'

    def user(self):
        return '"message":{"role":"user","content":[{"type":"text","text":"', f'"}}],"timestamp":{self.clock}}}}}'

    def custom(self):
        return '"customType":"model-snapshot","data":{"note":"', '"}}'

    def custom_message(self):
        return '"customType":"note","display":false,"content":"', '"}'

    def compaction(self):
        return '"firstKeptEntryId":"%s","tokensBefore":%d,"summary":"' % (self.hex(8), self.chance.randrange(200_000)), '"}'

    def put(self, agent, name, lines):
        folder = self.path / "agents" / agent / "sessions"
        folder.mkdir(parents=True, exist_ok=True)
        content = "".join(lines).encode()
        (folder / name).write_bytes(content)
        self.files.append(folder / name)
        self.bytes += len(content)
        self.lines += len(lines)
        self.usage_lines += sum('"usage":' in line for line in lines)

    def hex(self, count):
        return f"{self.chance.getrandbits(count * 4):0{count}x}"

    def identity(self):
        return "-".join(self.hex(count) for count in (8, 4, 4, 4, 12))

    def stamp(self):
        seconds, thousandths = divmod(self.clock, 1000)
        return f"{time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(seconds))}.{thousandths:03}Z"


def facts(path, megabytes, files, seed):
    """Writes the corpus unless it is there; gives what is in it."""
    path = pathlib.Path(path)
    note = path.with_name(path.name + ".json")
    asked = {"megabytes": megabytes, "files_asked": files, "seed": seed, "version": 2}
    if note.exists():
        known = json.loads(note.read_text())
        if all(known.get(key) == value for key, value in asked.items()):
            return known
    shutil.rmtree(path, ignore_errors=True)
    corpus = Corpus(path, megabytes, files, seed)
    known = asked | {
        "bytes": corpus.bytes, "files": len(corpus.files), "lines": corpus.lines, "usage_lines": corpus.usage_lines,
        "calls": corpus.calls}
    note.write_text(json.dumps(known))
    return known
