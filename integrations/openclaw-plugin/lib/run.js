// Mission Control
// SPDX-License-Identifier: Apache-2.0

import { randomUUID } from "node:crypto";

/** What woke the agent, as Mission Control names kinds of sessions. A user's message is told by the session's key. */
const KINDS = { heartbeat: "heartbeat", cron: "cron" };
/** How calls end that do not complete. */
const FAILURES = { aborted: "aborted", timeout: "timeout" };
const COUNTS = ["input", "output", "cacheRead", "cacheWrite"];
const LONGEST_NAME = 512;
const MOST_TOKENS = 10_000_000_000;

/**
 * What an `llm_output` hook tells about a run, without a word of its text.
 *
 * The hook's usage is the sum over all calls of the run. `lastAssistant` has its own usage, which is a part of that sum, so
 * it is not looked at.
 *
 * @param told what the run's calls told one by one already; only the rest of the sum is told here.
 * @returns an object for POST /api/v1/events; null where no model is named, or nothing is left to tell.
 */
export function pushedRun(event, context = {}, names = {}, now = new Date(), told = null) {
  const model = name(event?.model);
  if (!model) return null;
  const usage = rest(event.usage ?? {}, told);
  if (!usage) return null;
  const runID = name(event.runId) ?? name(context?.runId) ?? randomUUID();
  return withoutHoles({
    at: now.toISOString(),
    harness: "openclaw",
    run_id: runID,
    // A run that is tried again has the same run id and is paid for again.
    id: `${runID}:${randomUUID()}`,
    ...place(event, context, names),
    provider: name(event.provider),
    model,
    ...tokens(usage),
  });
}

/**
 * What a `model_call_ended` hook tells about one call, where it tells its usage: newer versions of OpenClaw do.
 *
 * @returns an object for POST /api/v1/events; null where no model or no usage is told, for then the run's sum tells it.
 */
export function pushedCall(event, context = {}, names = {}, now = new Date()) {
  const [model, id] = [name(event?.model), name(event?.callId)];
  if (!model || !id || !hasUsage(event)) return null;
  return withoutHoles({
    at: now.toISOString(),
    harness: "openclaw",
    run_id: name(event.runId) ?? name(context?.runId),
    call_id: id,
    ...place(event, context, names),
    provider: name(event.provider),
    model,
    ...tokens(event.usage),
    duration_ms: count(event.durationMs),
    status: event.outcome === "error" ? (FAILURES[event.failureKind] ?? "failed") : undefined,
  });
}

/** Whether a call says what it used. */
export function hasUsage(event) {
  return COUNTS.some((key) => count(event?.usage?.[key]) > 0);
}

/** Adds what a call used to what its run has told. */
export function adding(told, usage) {
  return Object.fromEntries(COUNTS.map((key) => [key, (told?.[key] ?? 0) + (count(usage?.[key]) ?? 0)]));
}

/** What is left of a run's usage; null where its calls told all of it. */
function rest(usage, told) {
  if (!told) return usage;
  const left = COUNTS.map((key) => [key, Math.max(0, (count(usage[key]) ?? 0) - told[key])]);
  return left.some(([, tokens]) => tokens > 0) ? Object.fromEntries(left) : null;
}

/** Which conversation it was, what woke the agent, and through which gateway. */
function place(event, context, names) {
  return {
    session: name(event.sessionId) ?? name(context?.sessionId),
    session_key: name(context?.sessionKey) ?? name(event.sessionKey),
    agent: name(context?.agentId),
    ...purpose(context),
    gateway: name(names.gateway),
    machine: name(names.machine),
  };
}

/** What woke the agent. */
export function purpose(context) {
  const trigger = name(context?.trigger);
  const channel = name(context?.messageProvider);
  return withoutHoles({
    session_kind: KINDS[trigger],
    cron_job: trigger === "cron" ? name(context?.jobId) : undefined,
    // What is neither a person nor a clock: `memory` and whatever newer versions add.
    task_type: trigger && trigger !== "user" && !KINDS[trigger] ? trigger : undefined,
    channel: channel === trigger ? undefined : channel,
  });
}

function tokens(usage) {
  return {
    input_tokens: count(usage.input),
    output_tokens: count(usage.output),
    cache_read_tokens: count(usage.cacheRead),
    cache_write_tokens: count(usage.cacheWrite),
  };
}

function withoutHoles(object) {
  for (const key of Object.keys(object)) if (object[key] === undefined) delete object[key];
  return object;
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
