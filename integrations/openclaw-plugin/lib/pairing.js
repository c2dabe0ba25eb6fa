// Mission Control
// SPDX-License-Identifier: Apache-2.0

import { adding, hasUsage, purpose, pushedCall, pushedRun } from "./run.js";

/** Runs that may be under way at once; of more, the oldest is told as far as it is known. */
const MOST_RUNS = 1000;

/**
 * Pairs what a run's calls tell with what the run tells, so that each token is told once.
 *
 * A call that says what it used waits for the end of its run, which alone says what woke the agent. What the calls tell is
 * then taken off the run's sum, and only the rest is told as a run: everything where no call says what it used. Hooks of one
 * moment come in any order, so a run waits a little for its last call; and a call does not wait for ever for its run.
 */
export class Pairing {
  #names;
  #tell;
  #times;
  /** By run: its calls that wait, what all of its calls told, and the timer that ends the waiting. */
  #runs = new Map();
  /** Runs that wait for their last call. */
  #ended = new Set();

  constructor({ names, tell, times = {} }) {
    this.#names = names;
    this.#tell = tell;
    // Milliseconds: for a run's last call, and for a call's run.
    this.#times = { settling: 1000, patience: 300_000, ...times };
  }

  call(event, context) {
    if (!hasUsage(event)) return;
    const call = pushedCall(event, context, this.#names);
    if (!call) return;
    if (call.run_id === undefined) return this.#tell(call);
    const run = this.#runs.get(call.run_id) ?? { calls: [], told: null, timer: null };
    run.calls.push(call);
    run.told = adding(run.told, event.usage);
    this.#runs.delete(call.run_id);
    this.#runs.set(call.run_id, run);
    clearTimeout(run.timer);
    run.timer = this.#later(this.#times.patience, () => this.#tellCalls(run));
    if (this.#runs.size > MOST_RUNS) this.#forget(this.#runs.keys().next().value);
  }

  run(event, context) {
    const now = new Date();
    // What names no model is nothing to wait for.
    if (!pushedRun(event, context, this.#names, now)) return;
    const ended = { timer: null };
    ended.tell = () => {
      clearTimeout(ended.timer);
      if (!this.#ended.delete(ended)) return;
      const id = event.runId ?? context?.runId;
      const run = this.#forget(id, purpose(context));
      const rest = pushedRun(event, context, this.#names, now, run?.told ?? null);
      if (rest) this.#tell(rest);
    };
    this.#ended.add(ended);
    ended.timer = this.#later(this.#times.settling, ended.tell);
  }

  /** How many runs and calls wait. */
  get waiting() {
    return [...this.#runs.values()].reduce((sum, run) => sum + run.calls.length, this.#ended.size);
  }

  /** Tells what waits. */
  finish() {
    for (const ended of [...this.#ended]) ended.tell();
    for (const id of [...this.#runs.keys()]) this.#forget(id);
  }

  /** Tells the calls of a run that wait, and lets go of it. */
  #forget(id, purpose) {
    const run = this.#runs.get(id);
    if (!run) return null;
    this.#runs.delete(id);
    this.#tellCalls(run, purpose);
    return run;
  }

  #tellCalls(run, purpose = {}) {
    clearTimeout(run.timer);
    for (const call of run.calls.splice(0)) this.#tell({ ...purpose, ...call });
  }

  #later(delay, work) {
    const timer = setTimeout(work, delay);
    // Nothing here keeps a gateway from stopping.
    timer.unref?.();
    return timer;
  }
}
