// Mission Control
// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { test } from "node:test";

import { pushedRun } from "../lib/run.js";
import { context, output } from "./shapes.js";

const NOW = new Date("2026-11-21T08:00:00.500Z");

test("a run is told by its counts and names", () => {
  const { id, ...run } = pushedRun(output(), context(), { gateway: "home", machine: "pi" }, NOW);
  assert.match(id, /^run-1:/);
  assert.deepEqual(run, {
    at: "2026-11-21T08:00:00.500Z",
    harness: "openclaw",
    run_id: "run-1",
    session: "11111111-1111-4111-8111-111111111111",
    session_key: "agent:main:main",
    agent: "main",
    provider: "anthropic",
    model: "claude-sonnet-4-6",
    input_tokens: 112,
    output_tokens: 395,
    cache_read_tokens: 21000,
    cache_write_tokens: 1500,
    channel: "telegram",
    gateway: "home",
    machine: "pi",
  });
});

test("what the last message used is a part of the run and not told beside it", () => {
  const message = { role: "assistant", id: "a1b2c3d2", timestamp: 1795234814285, usage: { input: 12, output: 345 } };
  const run = pushedRun(output({ lastAssistant: message }), context(), {}, NOW);
  assert.equal(run.input_tokens, 112);
  assert.equal(run.message_id, undefined);
});

test("no word of what was said is told", () => {
  const talk = "what nobody else may read";
  const event = output({
    assistantTexts: [talk],
    prompt: talk,
    lastAssistant: { content: [{ type: "text", text: talk }], errorMessage: talk },
  });
  assert.ok(!JSON.stringify(pushedRun(event, context({ prompt: talk }), {}, NOW)).includes(talk));
});

test("what woke the agent is told", () => {
  const told = (trigger, more = {}) => {
    const { session_kind, cron_job, task_type } = pushedRun(output(), context({ trigger, ...more }), {}, NOW);
    return { session_kind, cron_job, task_type };
  };
  const none = { session_kind: undefined, cron_job: undefined, task_type: undefined };
  assert.deepEqual(told("user"), none);
  assert.deepEqual(told(undefined), none);
  assert.deepEqual(told("heartbeat"), { ...none, session_kind: "heartbeat" });
  assert.deepEqual(told("cron", { jobId: "j1" }), { ...none, session_kind: "cron", cron_job: "j1" });
  assert.deepEqual(told("memory"), { ...none, task_type: "memory" });
});

test("a run without usage is told without counts, because unknown is not zero", () => {
  for (const usage of [undefined, null, {}, { input: -1, output: 1.5, cacheRead: "7", cacheWrite: NaN }]) {
    const run = pushedRun(output({ usage }), context(), {}, NOW);
    assert.equal(Object.keys(run).some((key) => key.endsWith("_tokens")), false);
  }
});

test("a run that is tried again is another one", () => {
  const [first, second] = [1, 2].map(() => pushedRun(output(), context(), {}, NOW));
  assert.equal(first.run_id, second.run_id);
  assert.notEqual(first.id, second.id);
});

test("odd shapes of newer versions are no mistake", () => {
  assert.equal(pushedRun(undefined, undefined), null);
  assert.equal(pushedRun({}, null), null);
  assert.equal(pushedRun({ model: 7 }), null);
  const run = pushedRun({ model: "m", provider: ["p"], sessionId: "x".repeat(600) }, null, {}, NOW);
  assert.deepEqual(Object.keys(run), ["at", "harness", "run_id", "id", "model"]);
});
