// Mission Control
// SPDX-License-Identifier: Apache-2.0

import { randomUUID } from "node:crypto";

/** What woke the agent, as Mission Control names kinds of sessions. A user's message is told by the session's key. */
const KINDS = { heartbeat: "heartbeat", cron: "cron" };
const LONGEST_NAME = 512;
const MOST_TOKENS = 10_000_000_000;

/**
 * What an `llm_output` hook tells about a run, without a word of its text.
 *
 * The hook's usage is the sum over all calls of the run. `lastAssistant` has its own usage, which is a part of that sum, so
 * it is not looked at.
 *
 * @returns an object for POST /api/v1/events; null where no model is named.
 */
export function pushedRun(event, context = {}, names = {}, now = new Date()) {
  const model = name(event?.model);
  if (!model) return null;
  const runID = name(event.runId) ?? name(context?.runId) ?? randomUUID();
  const trigger = name(context?.trigger);
  const channel = name(context?.messageProvider);
  const usage = event.usage ?? {};
  const run = {
    at: now.toISOString(),
    harness: "openclaw",
    run_id: runID,
    // A run that is tried again has the same run id and is paid for again.
    id: `${runID}:${randomUUID()}`,
    session: name(event.sessionId) ?? name(context?.sessionId),
    session_key: name(context?.sessionKey),
    agent: name(context?.agentId),
    provider: name(event.provider),
    model,
    input_tokens: count(usage.input),
    output_tokens: count(usage.output),
    cache_read_tokens: count(usage.cacheRead),
    cache_write_tokens: count(usage.cacheWrite),
    session_kind: KINDS[trigger],
    cron_job: trigger === "cron" ? name(context?.jobId) : undefined,
    // What is neither a person nor a clock: `memory` and whatever newer versions add.
    task_type: trigger && trigger !== "user" && !KINDS[trigger] ? trigger : undefined,
    channel: channel === trigger ? undefined : channel,
    gateway: name(names.gateway),
    machine: name(names.machine),
  };
  for (const key of Object.keys(run)) if (run[key] === undefined) delete run[key];
  return run;
}

/** A short text; undefined for anything else. */
function name(value) {
  if (typeof value !== "string" || value === "" || Buffer.byteLength(value) > LONGEST_NAME) return undefined;
  return value.includes("\0") ? undefined : value;
}

/** A possible count of tokens; undefined for anything else, which is then unknown and not zero. */
function count(value) {
  return Number.isSafeInteger(value) && value >= 0 && value <= MOST_TOKENS ? value : undefined;
}
