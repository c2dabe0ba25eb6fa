// Mission Control
// SPDX-License-Identifier: Apache-2.0

/** What OpenClaw hands to an `llm_output` hook. */
export function output(more = {}) {
  return {
    runId: "run-1",
    sessionId: "11111111-1111-4111-8111-111111111111",
    provider: "anthropic",
    model: "claude-sonnet-4-6",
    assistantTexts: ["made up"],
    lastAssistant: { role: "assistant" },
    usage: { input: 112, output: 395, cacheRead: 21000, cacheWrite: 1500, total: 23007 },
    ...more,
  };
}

/** What OpenClaw hands to a `model_call_ended` hook; `usage` since mid 2026, and not for every provider. */
export function callEnded(number = 1, more = {}) {
  return {
    runId: "run-1",
    callId: `run-1:model:${number}`,
    sessionKey: "agent:main:main",
    sessionId: "11111111-1111-4111-8111-111111111111",
    provider: "anthropic",
    model: "claude-sonnet-4-6",
    durationMs: 4200,
    outcome: "completed",
    timeToFirstByteMs: 300,
    ...more,
  };
}

/** What it hands over beside that. */
export function context(more = {}) {
  return {
    runId: "run-1",
    agentId: "main",
    sessionKey: "agent:main:main",
    sessionId: "11111111-1111-4111-8111-111111111111",
    workspaceDir: "/home/me/.openclaw/workspace",
    messageProvider: "telegram",
    trigger: "user",
    channelId: "12345",
    ...more,
  };
}

/** A stand-in for what OpenClaw gives a plugin. */
export function standInAPI(pluginConfig) {
  const handlers = {};
  const log = [];
  const logger = Object.fromEntries(["info", "warn", "error", "debug"].map((level) => [level, (text) => log.push(text)]));
  return { pluginConfig, logger, log, on: (hook, handler) => (handlers[hook] = handler), handlers };
}

/** Waits until something holds. */
export async function until(holds, milliseconds = 5000) {
  const end = Date.now() + milliseconds;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error("waited in vain");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
