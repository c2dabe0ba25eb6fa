# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""Logs of every other kind of source, as large as one likes; README.md beside this file says after what they are shaped."""

import json
import pathlib
import random
import shutil
import string
import time

START = 1_767_600_000_000


class Logs:
    """Writes files of one kind until they hold about so many bytes. The same seed gives the same bytes."""

    kind = ""
    # Where its producer keeps them below a home.
    home = "."

    def __init__(self, path, megabytes, seed=7):
        self.path = pathlib.Path(path)
        self.chance = random.Random(seed)
        self.clock = START
        self.bytes = self.lines = self.usage_lines = self.calls = self.files = self.number = 0
        words = "".join(self.chance.choices(string.ascii_lowercase + "     ", k=400_000))
        # What texts are cut from: words, escapes of two characters, and characters of several bytes.
        self.text = "".join(
            words[i:i + 60] + self.chance.choice(("\\n", '\\"', "é", "→")) for i in range(0, len(words), 60))
        while self.bytes < megabytes * 1_000_000:
            # Most files are small; a few hold most of the bytes.
            size = min(8_000_000, max(8_000, round(self.chance.lognormvariate(12, 1.4))))
            self.session = self.identity()
            lines = []
            for line in self.conversation(size):
                lines.append(line + "\n")
            self.put(lines)

    def conversation(self, size):
        length = 0
        for line in self.head():
            length += len(line)
            yield line
        while length < size:
            for line in self.turn():
                length += len(line)
                yield line

    def head(self):
        return []

    def put(self, lines):
        content = "".join(lines).encode()
        place = self.path / self.home / self.name()
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        self.files += 1
        self.bytes += len(content)
        self.lines += len(lines)

    def prose(self, median, spread=1.0, most=60_000):
        length = min(most, max(4, round(median * self.chance.lognormvariate(0, spread))))
        start = self.chance.randrange(len(self.text) - most)
        start += self.text[start - 1] == "\\"
        text = self.text[start:start + length]
        return text[:-1] + "." if text.endswith("\\") else text

    def stamp(self):
        self.clock += self.chance.randrange(500, 30_000)
        seconds, thousandths = divmod(self.clock, 1000)
        return f"{time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(seconds))}.{thousandths:03}Z"

    def hex(self, count):
        return f"{self.chance.getrandbits(count * 4):0{count}x}"

    def identity(self):
        return "-".join(self.hex(count) for count in (8, 4, 4, 4, 12))

    def count(self, median, spread=1.0):
        return round(median * self.chance.lognormvariate(0, spread))


class ClaudeCode(Logs):
    """A prompt or a tool's result, progress now and then, and answers in one to four pieces with the same ids."""

    kind = "claude-code"
    home = ".claude/projects"

    def name(self):
        return f"-home-user-project-{self.files % 24}/{self.session}.jsonl"

    def turn(self):
        base = (f'"isSidechain":false,"userType":"external","cwd":"/home/user/project","sessionId":"{self.session}",'
                '"version":"2.1.40","gitBranch":"main"')
        yield (f'{{"parentUuid":"{self.identity()}",{base},"type":"user","message":{{"role":"user","content":[{{"tool_use_id":'
               f'"toolu_{self.hex(24)}","type":"tool_result","content":"{self.prose(2600)}"}}]}},"uuid":"{self.identity()}",'
               f'"timestamp":"{self.stamp()}","toolUseResult":{{"stdout":"{self.prose(900)}","stderr":""}}}}')
        if self.chance.random() < 0.5:
            yield (f'{{"parentUuid":"{self.identity()}",{base},"type":"progress","data":{{"type":"bash_progress","output":'
                   f'"{self.prose(600)}"}},"uuid":"{self.identity()}","timestamp":"{self.stamp()}"}}')
        self.calls += 1
        message, request = f"msg_01{self.hex(22)}", f"req_011{self.hex(21)}"
        model = self.chance.choice(("claude-opus-4-6", "claude-sonnet-4-6", "claude-haiku-4-5-20251001"))
        written, read, output = self.count(900), self.count(40_000), self.count(400)
        pieces = self.chance.choice((1, 2, 2, 3, 4))
        for piece in range(pieces):
            self.usage_lines += 1
            shown = output if piece == pieces - 1 else 1 + piece
            content = ('{"type":"text","text":"%s"}' if piece else '{"type":"thinking","thinking":"%s"}') % self.prose(350)
            yield (f'{{"parentUuid":"{self.identity()}",{base},"message":{{"model":"{model}","id":"{message}","type":"message",'
                   f'"role":"assistant","content":[{content}],"stop_reason":null,"stop_sequence":null,"usage":{{"input_tokens":'
                   f'{5 + piece % 1},"cache_creation_input_tokens":{written},"cache_read_input_tokens":{read},"cache_creation":'
                   f'{{"ephemeral_5m_input_tokens":{written},"ephemeral_1h_input_tokens":0}},"output_tokens":{shown},'
                   f'"service_tier":"standard"}}}},"requestId":"{request}","type":"assistant","uuid":"{self.identity()}",'
                   f'"timestamp":"{self.stamp()}"}}')


class Codex(Logs):
    """Rollouts: what was said and done, and the totals behind each call."""

    kind = "codex"
    home = ".codex"

    def name(self):
        return f"sessions/2026/03/{self.files % 28 + 1:02}/rollout-2026-03-01T10-00-00-{self.session}.jsonl"

    def head(self):
        self.totals = [0, 0, 0, 0]
        yield (f'{{"timestamp":"{self.stamp()}","type":"session_meta","payload":{{"id":"{self.session}","timestamp":'
               f'"{self.stamp()}","cwd":"/home/user/project","originator":"codex_cli_rs","cli_version":"0.104.0","source":"cli",'
               f'"model_provider":"openai","base_instructions":{{"text":"{self.prose(9000, 0.1)}"}}}}}}')

    def turn(self):
        if self.chance.random() < 0.35:
            yield (f'{{"timestamp":"{self.stamp()}","type":"turn_context","payload":{{"cwd":"/home/user/project",'
                   f'"approval_policy":"never","sandbox_policy":{{"type":"workspace-write","network_access":false}},'
                   f'"model":"gpt-5.3-codex","effort":"high","summary":"auto","user_instructions":"{self.prose(2300, 0.2)}"}}}}')
        if self.chance.random() < 0.3:
            yield (f'{{"timestamp":"{self.stamp()}","type":"event_msg","payload":{{"type":"agent_reasoning","text":'
                   f'"{self.prose(300)}"}}}}')
        yield self.item(f'"type":"reasoning","summary":[],"content":null,"encrypted_content":"{self.hex(2200)}"')
        yield self.item(f'"type":"function_call","name":"exec_command","arguments":"{self.prose(500)}","call_id":"call_{self.hex(20)}"')
        yield self.item(f'"type":"function_call_output","call_id":"call_{self.hex(20)}","output":"{self.prose(2000)}"')
        self.calls += 1
        self.usage_lines += 1
        read = self.count(30_000)
        last = [read + self.count(1500), read, self.count(300), self.count(80)]
        self.totals = [total + more for total, more in zip(self.totals, last)]
        yield (f'{{"timestamp":"{self.stamp()}","type":"event_msg","payload":{{"type":"token_count","info":{{"total_token_usage":'
               f'{self.usage(self.totals)},"last_token_usage":{self.usage(last)},"model_context_window":258400}},"rate_limits":'
               '{"limit_id":"codex","primary":{"used_percent":5.0,"window_minutes":300,"resets_at":1773046800},"secondary":'
               '{"used_percent":12.0,"window_minutes":10080,"resets_at":1773500000},"credits":null,"plan_type":"plus"}}}')

    def item(self, body):
        return f'{{"timestamp":"{self.stamp()}","type":"response_item","payload":{{{body}}}}}'

    def usage(self, counts):
        return ('{"input_tokens":%d,"cached_input_tokens":%d,"output_tokens":%d,"reasoning_output_tokens":%d,"total_tokens":%d}'
                % (*counts, counts[0] + counts[2]))


class Pi(Logs):
    """OpenClaw's lines, with a key in `usage` that nobody knows."""

    kind = "pi"
    home = ".pi/agent/sessions"

    def name(self):
        return f"--home-user--/2026-03-01T10-00-00-{self.files % 1000:03}Z_{self.session}.jsonl"

    def head(self):
        yield f'{{"type":"session","version":3,"id":"{self.session}","timestamp":"{self.stamp()}","cwd":"/home/user/project"}}'

    def turn(self):
        yield self.message(f'"role":"user","content":[{{"type":"text","text":"{self.prose(300)}"}}]')
        counts = [self.count(600), self.count(300), self.count(20_000), self.count(500)]
        costs = [n * rate for n, rate in zip(counts, (3e-6, 15e-6, 3e-7, 3.75e-6))]
        names = ("input", "output", "cacheRead", "cacheWrite")
        usage = dict(zip(names, counts)) | {
            "totalTokens": sum(counts), "promptCacheHit": True, "cost": dict(zip(names, costs)) | {"total": sum(costs)}}
        self.calls += 1
        self.usage_lines += 1
        yield self.message(
            f'"role":"assistant","content":[{{"type":"text","text":"{self.prose(700)}"}}],"api":"anthropic-messages",'
            f'"provider":"anthropic","model":"claude-opus-4-6","usage":{json.dumps(usage, separators=(",", ":"))},'
            f'"stopReason":"toolUse","timestamp":{self.clock}')
        yield self.message(
            f'"role":"toolResult","toolCallId":"call_{self.hex(20)}","toolName":"bash","content":[{{"type":"text","text":'
            f'"{self.prose(1200)}"}}],"isError":false,"timestamp":{self.clock}')

    def message(self, body):
        return (f'{{"type":"message","id":"{self.hex(8)}","parentId":"{self.hex(8)}","timestamp":"{self.stamp()}",'
                f'"message":{{{body}}}}}')


class Gemini(Logs):
    """Chats of a line for each change; an answer is written again when its tools have run."""

    kind = "gemini"
    home = ".gemini/tmp"

    def name(self):
        return f"project-{self.files % 16}/chats/session-2026-05-19T06-06-{self.session[:8]}.jsonl"

    def head(self):
        yield (f'{{"sessionId":"{self.session}","projectHash":"{self.hex(64)}","startTime":"{self.stamp()}","lastUpdated":'
               f'"{self.stamp()}","kind":"main"}}')

    def turn(self):
        yield (f'{{"id":"{self.identity()}","timestamp":"{self.stamp()}","type":"user","content":[{{"text":"{self.prose(300)}"}}]}}')
        yield f'{{"$set":{{"lastUpdated":"{self.stamp()}"}}}}'
        thoughts = ",".join(
            f'{{"subject":"{self.prose(30, 0.2)}","description":"{self.prose(300)}","timestamp":"{self.stamp()}"}}' for _ in range(3))
        counts = {"input": self.count(20_000), "output": self.count(200), "cached": 0, "thoughts": self.count(300), "tool": 0}
        counts["total"] = sum(counts.values())
        answer = (f'"id":"{self.identity()}","timestamp":"{self.stamp()}","type":"gemini","content":"{self.prose(300)}",'
                  f'"thoughts":[{thoughts}],"tokens":{json.dumps(counts, separators=(",", ":"))},"model":"gemini-3-pro-preview"')
        self.calls += 1
        self.usage_lines += 2
        yield f"{{{answer}}}"
        yield f"{{{answer[:-1]}\",\"toolCalls\":[{{\"id\":\"{self.hex(12)}\",\"name\":\"read_file\",\"args\":{{\"path\":\"a\"}}," \
              f"\"result\":[{{\"functionResponse\":{{\"response\":{{\"output\":\"{self.prose(3000)}\"}}}}}}]}}]}}"


class UsageLog(Logs):
    """What people's own scripts write: nothing but usage."""

    kind = "usage-log"

    def name(self):
        return f"logs-{self.files}/usage.jsonl"

    def turn(self):
        self.calls += 1
        self.usage_lines += 1
        yield (f'{{"timestamp":"{self.stamp()[:-1]}412+00:00","agent":"main","model":"{self.chance.choice(("gpt-5.2", "claude-sonnet-4-6"))}",'
               f'"source":"summaries","tokensIn":{self.count(3000)},"tokensOut":{self.count(300)},"costUsd":{self.chance.random() / 50:.6f},'
               f'"durationMs":{self.count(4000)},"request_id":"{self.identity()}","sessionId":null}}')


KINDS = {logs.kind: logs for logs in (ClaudeCode, Codex, Pi, Gemini, UsageLog)}


def facts(path, kind, megabytes, seed):
    """Writes logs unless they are there; gives what is in them."""
    path = pathlib.Path(path)
    note = path.with_name(path.name + ".json")
    asked = {"kind": kind, "megabytes": megabytes, "seed": seed, "version": 2}
    if note.exists():
        known = json.loads(note.read_text())
        if all(known.get(key) == value for key, value in asked.items()):
            return known
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    logs = KINDS[kind](path, megabytes, seed)
    known = asked | {
        "bytes": logs.bytes, "files": logs.files, "lines": logs.lines, "usage_lines": logs.usage_lines, "calls": logs.calls}
    note.write_text(json.dumps(known))
    return known
