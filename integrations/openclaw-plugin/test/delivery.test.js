// Mission Control
// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { test } from "node:test";

import { Delivery } from "../lib/delivery.js";
import { until } from "./shapes.js";

const TIMES = { gather: 1, answer: 200, first: 5, longest: 20, last: 300 };

/** A delivery whose every attempt is answered by `answer`. */
function prepare(answer, more = {}) {
  const attempts = [];
  const warnings = [];
  const send = async (url, options) => {
    attempts.push({ url, key: options.headers["Idempotency-Key"], lines: options.body.split("\n").map((l) => JSON.parse(l)) });
    return answer(attempts.length, options);
  };
  const logger = { warn: (text) => warnings.push(text), info: (text) => warnings.push(text) };
  const delivery = new Delivery({ url: "http://test/", times: TIMES, send, logger, ...more });
  return { delivery, attempts, warnings };
}

function reply(status, body = {}, headers = {}) {
  return new Response(JSON.stringify(body), { status, headers });
}

const ok = () => reply(200, { accepted: 1, rejected_count: 0 });

test("objects are gathered into batches, in order", async () => {
  const { delivery, attempts } = prepare(ok);
  for (let number = 0; number < 250; number += 1) delivery.add({ number });
  assert.equal(attempts.length, 0);
  await until(() => delivery.pending === 0);
  assert.deepEqual(attempts.map((attempt) => attempt.lines.length), [100, 100, 50]);
  assert.deepEqual(attempts.flatMap((attempt) => attempt.lines.map((line) => line.number)), [...Array(250).keys()]);
  assert.equal(new Set(attempts.map((attempt) => attempt.key)).size, 3);
  assert.equal(delivery.counts.sent, 250);
});

test("a batch is sent again under its key until it is acknowledged", async () => {
  const answers = [
    () => { throw new TypeError("fetch failed"); },
    () => reply(503, {}, { "Retry-After": "0" }),
    () => reply(409),
    () => reply(429),
    () => new Response('{"accep', { status: 200 }),
    ok,
  ];
  const { delivery, attempts, warnings } = prepare((number) => (answers[number - 1] ?? ok)());
  delivery.add({ number: 1 });
  await until(() => attempts.length === 2);
  delivery.add({ number: 2 });
  await until(() => delivery.pending === 0);
  assert.equal(delivery.counts.sent, 2);
  // What came meanwhile waits for the batch before it, and has a key of its own.
  assert.deepEqual(attempts.map((attempt) => attempt.lines.map((line) => line.number)), [...Array(6).fill([1]), [2]]);
  assert.equal(new Set(attempts.slice(0, 6).map((attempt) => attempt.key)).size, 1);
  assert.equal(new Set(attempts.map((attempt) => attempt.key)).size, 2);
  // Said once when it began and once when it was over.
  assert.equal(warnings.length, 2);
});

test("what is refused for good is counted and not sent again", async () => {
  const { delivery, attempts } = prepare((number) => (number === 1 ? reply(400, { code: "nothing_to_read" }) : ok()));
  delivery.add({ number: 1 });
  await until(() => delivery.pending === 0);
  delivery.add({ number: 2 });
  await until(() => delivery.counts.sent === 1);
  assert.equal(attempts.length, 2);
  assert.deepEqual(delivery.counts, { sent: 1, dropped: 0, refused: 1 });
});

test("while nobody answers the oldest are dropped, and counted", async () => {
  let isDown = true;
  const { delivery, attempts, warnings } = prepare(
    () => { if (isDown) throw new TypeError("fetch failed"); return ok(); }, { limit: 10 });
  for (let number = 0; number < 25; number += 1) delivery.add({ number });
  assert.equal(delivery.pending, 10);
  assert.equal(delivery.counts.dropped, 15);
  await until(() => attempts.length > 2);
  isDown = false;
  await until(() => delivery.pending === 0);
  assert.deepEqual(attempts.at(-1).lines.map((line) => line.number), [15, 16, 17, 18, 19, 20, 21, 22, 23, 24]);
  assert.equal(warnings.filter((text) => text.includes("dropped")).length, 1);
});

test("an endless answer is given up and tried again", async () => {
  const hang = (options) => new Promise((_, reject) => {
    options.signal.addEventListener("abort", () => reject(options.signal.reason));
  });
  const { delivery, attempts } = prepare((number, options) => (number === 1 ? hang(options) : ok()));
  delivery.add({ number: 1 });
  await until(() => delivery.pending === 0);
  assert.equal(attempts.length, 2);
});

test("at the end everything is sent once more, and the end does not wait for long", async () => {
  const { delivery, attempts } = prepare(ok, { times: { ...TIMES, gather: 60_000 } });
  for (let number = 0; number < 150; number += 1) delivery.add({ number });
  await delivery.finish();
  assert.equal(delivery.pending, 0);
  assert.equal(attempts.length, 2);

  const down = prepare(() => { throw new TypeError("fetch failed"); });
  down.delivery.add({ number: 1 });
  const start = Date.now();
  await down.delivery.finish();
  assert.ok(Date.now() - start < 2000);
  assert.equal(down.delivery.pending, 1);
});
