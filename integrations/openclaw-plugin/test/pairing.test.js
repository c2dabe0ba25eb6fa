// Mission Control
// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { test } from "node:test";

import { Pairing } from "../lib/pairing.js";
import { callEnded, context, output, until } from "./shapes.js";

function pairing(times = { settling: 60_000 }) {
  const told = [];
  return { told, pairing: new Pairing({ names: { gateway: "home" }, tell: (object) => told.push(object), times }) };
}

const usage = (input, output, cacheRead = 0, cacheWrite = 0) => ({ input, output, cacheRead, cacheWrite });

test("calls without usage are told as their run's sum", () => {
  const { told, pairing: pair } = pairing();
  pair.call(callEnded(1), context());
  pair.call(callEnded(2, { usage: {} }), context());
  pair.run(output(), context());
  pair.finish();
  assert.equal(told.length, 1);
  assert.equal(told[0].run_id, "run-1");
  assert.equal(told[0].call_id, undefined);
  assert.equal(told[0].input_tokens, 112);
});

test("calls that say what they used are told one by one, and their run no more", () => {
  const { told, pairing: pair } = pairing();
  pair.call(callEnded(1, { usage: usage(12, 345, 20000, 1500) }), context());
  pair.call(callEnded(2, { usage: usage(100, 50, 1000) }), context());
  pair.run(output(), context());
  pair.finish();
  assert.deepEqual(
    told.map((one) => [one.call_id, one.input_tokens, one.output_tokens, one.cache_read_tokens, one.cache_write_tokens]),
    [
      ["run-1:model:1", 12, 345, 20000, 1500],
      ["run-1:model:2", 100, 50, 1000, 0],
    ],
  );
  assert.equal(told[0].gateway, "home");
  assert.equal(told[0].duration_ms, 4200);
});

test("what only some calls say is taken off the run's sum", () => {
  const { told, pairing: pair } = pairing();
  pair.call(callEnded(1, { usage: usage(12, 345, 20000, 1500) }), context());
  pair.call(callEnded(2), context());
  pair.run(output(), context());
  pair.finish();
  const sum = (key) => told.reduce((total, one) => total + (one[key] ?? 0), 0);
  assert.equal(told.length, 2);
  assert.deepEqual(
    ["input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens"].map(sum),
    [112, 395, 21000, 1500],
  );
});

test("a call that comes after the end of its run is still taken off", () => {
  const { told, pairing: pair } = pairing();
  pair.run(output(), context());
  pair.call(callEnded(1, { usage: usage(112, 395, 21000, 1500) }), context());
  pair.finish();
  assert.deepEqual(told.map((one) => one.call_id), ["run-1:model:1"]);
});

test("a run that is tried again is told again", () => {
  const { told, pairing: pair } = pairing();
  for (const number of [1, 2]) {
    pair.call(callEnded(number, { usage: usage(112, 395, 21000, 1500) }), context());
    pair.run(output(), context());
    pair.finish();
  }
  assert.deepEqual(told.map((one) => one.call_id), ["run-1:model:1", "run-1:model:2"]);
});

test("a run is told by itself after a little while", async () => {
  const { told, pairing: pair } = pairing({ settling: 5 });
  pair.run(output(), context());
  assert.equal(told.length, 0);
  await until(() => told.length === 1);
  assert.equal(pair.waiting, 0);
});

test("calls learn from the end of their run what woke the agent", () => {
  const { told, pairing: pair } = pairing();
  // The hook of a call does not say it.
  pair.call(callEnded(1, { usage: usage(112, 395, 21000, 1500) }), { runId: "run-1" });
  assert.equal(told.length, 0);
  pair.run(output(), context({ trigger: "cron", jobId: "j1" }));
  pair.finish();
  assert.deepEqual(told.map((one) => [one.call_id, one.session_kind, one.cron_job]), [["run-1:model:1", "cron", "j1"]]);
});

test("a call does not wait for ever for the end of its run, and its run does not tell it again", async () => {
  const { told, pairing: pair } = pairing({ settling: 1, patience: 5 });
  pair.call(callEnded(1, { usage: usage(112, 395, 21000, 1500) }), context());
  await until(() => told.length === 1);
  pair.run(output(), context());
  await until(() => pair.waiting === 0);
  assert.equal(told.length, 1);
});

test("how a call failed is told", () => {
  const { told, pairing: pair } = pairing();
  for (const [failureKind, status] of [["aborted", "aborted"], ["timeout", "timeout"], ["terminated", "failed"]]) {
    pair.call(callEnded(1, { outcome: "error", failureKind, usage: usage(1, 0) }), context());
    pair.finish();
    assert.equal(told.pop().status, status);
  }
});

test("runs beyond a thousand are forgotten, the oldest first", () => {
  const { told, pairing: pair } = pairing();
  for (let number = 0; number < 1001; number += 1) {
    pair.call(callEnded(1, { runId: `run-${number}`, usage: usage(1, 1) }), context());
  }
  pair.run(output({ runId: "run-0" }), context());
  pair.run(output({ runId: "run-1000", usage: usage(1, 1) }), context());
  pair.finish();
  assert.equal(told.length, 1002);
  assert.deepEqual(told.filter((one) => !one.call_id).map((one) => one.run_id), ["run-0"]);
});
