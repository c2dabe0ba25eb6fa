// Mission Control
// SPDX-License-Identifier: Apache-2.0

import { randomUUID } from "node:crypto";

const BATCH = 100;

/**
 * Sends objects in batches, in order, and tries again until they are acknowledged.
 *
 * Adding returns at once and never throws. A batch keeps its body and its Idempotency-Key however often it is sent, so an
 * answer that got lost counts nothing twice. While nobody answers, objects wait in a bounded queue that drops its oldest.
 */
export class Delivery {
  #url;
  #limit;
  #logger;
  #times;
  #send;
  #waiting = [];
  /** The batch that is being sent or sent again: `{ count, body, key }`. */
  #batch = null;
  #timer = null;
  #sending = null;
  #failures = 0;
  #isFinished = false;

  /** Objects acknowledged, dropped because the queue was full, and refused as broken. */
  counts = { sent: 0, dropped: 0, refused: 0 };

  constructor({ url, limit = 5000, logger, times = {}, send = fetch }) {
    this.#url = url;
    this.#limit = limit;
    this.#logger = logger;
    // Milliseconds: to gather a batch, for an answer, between first and longest tries, and for the last one.
    this.#times = { gather: 500, answer: 10_000, first: 1000, longest: 60_000, last: 2000, ...times };
    this.#send = send;
  }

  /** How many objects are not acknowledged yet. */
  get pending() {
    return this.#waiting.length + (this.#batch?.count ?? 0);
  }

  add(object) {
    this.#waiting.push(JSON.stringify(object));
    while (this.#waiting.length > 0 && this.pending > this.#limit) {
      this.#waiting.shift();
      this.counts.dropped += 1;
      if (this.counts.dropped === 1) this.#warn("the queue is full; the oldest runs are dropped");
    }
    this.#schedule(this.#times.gather);
  }

  /** Tries once more to send everything, for a short time only. */
  async finish() {
    this.#isFinished = true;
    clearTimeout(this.#timer);
    const end = Date.now() + this.#times.last;
    while (this.pending > 0 && Date.now() < end) {
      await this.#flush(end - Date.now());
      if (this.#failures > 0) break;
    }
    if (this.pending > 0) this.#warn(`${this.pending} runs were not told`);
  }

  #schedule(delay) {
    if (this.#timer || this.#sending || this.#isFinished || this.pending === 0) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#flush(this.#times.answer);
    }, delay);
    // Nothing here keeps a gateway from stopping.
    this.#timer.unref?.();
  }

  async #flush(patience) {
    if (this.#sending) return this.#sending;
    this.#sending = this.#attempt(patience);
    const delay = await this.#sending;
    this.#sending = null;
    this.#schedule(delay);
  }

  /** Sends one batch; gives the milliseconds to wait before the next. Never throws. */
  async #attempt(patience) {
    this.#batch ??= this.#nextBatch();
    let response = null;
    let answer = null;
    try {
      response = await this.#send(this.#url, {
        method: "POST",
        headers: { "Content-Type": "application/x-ndjson", "Idempotency-Key": this.#batch.key },
        body: this.#batch.body,
        redirect: "error",
        signal: AbortSignal.timeout(Math.max(1, patience)),
      });
      answer = await response.json();
    } catch (error) {
      // Not JSON, or not all of it: whether it was committed, the next answer tells.
      if (!response || response.ok) return this.#failed(null, error?.cause?.code ?? error?.name);
    }
    if (response.ok) return this.#acknowledged(answer);
    if (response.status >= 500 || [408, 409, 425, 429].includes(response.status)) {
      return this.#failed(response, `status ${response.status}`);
    }
    return this.#refused(answer?.code ?? `status ${response.status}`);
  }

  #nextBatch() {
    const lines = this.#waiting.splice(0, BATCH);
    return { count: lines.length, body: lines.join("\n"), key: randomUUID() };
  }

  #acknowledged(answer) {
    const rejected = answer?.rejected_count ?? 0;
    this.counts.sent += this.#batch.count - rejected;
    this.counts.refused += rejected;
    if (rejected > 0) this.#warn(`${rejected} runs were refused`);
    if (this.#failures > 0) this.#logger?.info?.("mission-control-usage: Mission Control answers again");
    this.#failures = 0;
    this.#batch = null;
    return this.#waiting.length >= BATCH ? 0 : this.#times.gather;
  }

  #refused(reason) {
    // Sending it again would change nothing.
    this.#warn(`${this.#batch.count} runs were refused (${reason})`);
    this.counts.refused += this.#batch.count;
    this.#batch = null;
    return this.#times.first;
  }

  #failed(response, reason) {
    this.#failures += 1;
    if (this.#failures === 1) this.#warn(`Mission Control does not answer (${reason}); runs wait, at most ${this.#limit}`);
    const asked = Number(response?.headers.get("Retry-After")) * 1000;
    const growing = this.#times.first * 2 ** Math.min(this.#failures - 1, 16);
    const delay = Math.min(Math.max(growing, asked || 0), this.#times.longest);
    // Many gateways must not come back at the same moment.
    return delay * (0.75 + Math.random() / 2);
  }

  #warn(text) {
    this.#logger?.warn?.(`mission-control-usage: ${text}`);
  }
}
