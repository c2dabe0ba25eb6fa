// Mission Control
// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import plugin from "../index.js";
import { callEnded, context, output, standInAPI, until } from "./shapes.js";

const BINARY = process.env.MCTL ?? fileURLToPath(new URL("../../../.build/debug/mctl", import.meta.url));
const skip = existsSync(BINARY) ? false : `${BINARY} is not there: run \`swift build\` first`;

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A real `mctl serve` that finds nobody's agents. */
function serve(port, folder) {
  const { PATH, LD_LIBRARY_PATH } = process.env;
  return spawn(BINARY, ["serve", "--port", `${port}`, "--data-dir", path.join(folder, "data")], {
    env: { PATH, ...(LD_LIBRARY_PATH && { LD_LIBRARY_PATH }), HOME: folder, TZ: "UTC" },
    stdio: "ignore",
  });
}

async function isReady(port) {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok;
  } catch {
    return false;
  }
}

async function stop(process, signal) {
  const ended = new Promise((resolve) => process.once("exit", resolve));
  process.kill(signal);
  await ended;
}

test("runs get into a real ledger, once each, also when the server is away and dies", { skip, timeout: 120_000 }, async () => {
  const [port, folder] = [await freePort(), await mkdtemp(path.join(tmpdir(), "mission-plugin-"))];
  const address = `http://127.0.0.1:${port}`;
  const api = standInAPI({ url: `${address}/api/v1/events`, gateway: "home" });
  const delivery = plugin.register(api);
  const run = (number, more) =>
    api.handlers.llm_output(output({ runId: `run-${number}`, usage: { input: number, output: 1 } }), context(more));
  let server = null;
  try {
    // Nobody is there yet.
    run(1, { trigger: "heartbeat" });
    delivery.pairing.finish();
    server = serve(port, folder);
    await until(() => isReady(port), 60_000);
    run(2, { trigger: "cron", sessionKey: "agent:main:cron:j1" });
    run(3);
    delivery.pairing.finish();
    await until(() => delivery.pending === 0, 30_000);
    await stop(server, "SIGKILL");
    run(4, { trigger: "memory" });
    // Three calls of another run that say what they used: their run is told by them.
    for (const number of [1, 2, 3]) {
      const usage = { input: 10, output: number, cacheRead: 5, cacheWrite: 0 };
      api.handlers.model_call_ended(callEnded(number, { runId: "run-5", usage }), { runId: "run-5", sessionKey: "agent:main:main" });
    }
    const sum = { input: 30, output: 6, cacheRead: 15, cacheWrite: 0 };
    api.handlers.llm_output(output({ runId: "run-5", usage: sum }), context({ runId: "run-5", trigger: "heartbeat" }));
    delivery.pairing.finish();
    server = serve(port, folder);
    await until(() => isReady(port), 60_000);
    await until(() => delivery.pending === 0, 30_000);
    assert.deepEqual(delivery.counts, { sent: 7, dropped: 0, refused: 0 });

    const { events } = await (await fetch(`${address}/api/v1/events?harness=openclaw`)).json();
    assert.deepEqual(events.map((event) => event.input_tokens).sort(), [1, 10, 10, 10, 2, 3, 4]);
    assert.equal((await (await fetch(`${address}/api/v1/events?gateway=home`)).json()).events.length, 7);
    const kinds = await (await fetch(`${address}/api/v1/usage?group_by=session_kind`)).json();
    const calls = Object.fromEntries(kinds.rows.map((row) => [row.session_kind, row.calls]));
    assert.deepEqual(calls, { heartbeat: 4, cron: 1, chat: 2 });
    assert.ok(!JSON.stringify(events).includes("made up"));
  } finally {
    await delivery.finish();
    if (server?.exitCode === null) await stop(server, "SIGTERM");
    await rm(folder, { recursive: true, force: true });
  }
});
