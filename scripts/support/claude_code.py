# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""A call of Claude Code as its telemetry and as its transcript tell it."""

import json
import time


def api_request(number, session, **more):
    return {
        "event.name": "api_request", "session.id": session, "model": "claude-opus-4-6", "event.sequence": number,
        "prompt.id": "0b1c", "cost_usd": 0.0123456, "duration_ms": 1500, "input_tokens": 10 + number, "output_tokens": 100,
        "cache_read_tokens": 4000, "cache_creation_tokens": 300, "request_id": f"req_011CQaX3Vn8TtzBr5L{number:03}",
        "speed": "normal", "query_source": "repl_main_thread", **more}


def transcript(number, session, at):
    """The line that Claude Code writes of the same request."""
    return json.dumps({
        "type": "assistant", "uuid": f"u{number}", "sessionId": session, "requestId": f"req_011CQaX3Vn8TtzBr5L{number:03}",
        "timestamp": time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(at)), "cwd": "/src/site",
        "message": {
            "id": f"msg_01Xy7Qw9Rt2Zk4Pv6B{number:03}", "role": "assistant", "model": "claude-opus-4-6", "content": [],
            "usage": {"input_tokens": 10 + number, "output_tokens": 100, "cache_read_input_tokens": 4000,
                      "cache_creation_input_tokens": 300}}}) + "\n"
