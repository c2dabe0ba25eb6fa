// Mission Control
// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import plugin from "../index.js";
import { context, output, standInAPI } from "./shapes.js";

const NOWHERE = { url: "http://127.0.0.1:9/" };

async function json(name) {
  return JSON.parse(await readFile(new URL(`../${name}`, import.meta.url)));
}

test("manifest, package and plugin agree", async () => {
  const [manifest, packaged] = [await json("openclaw.plugin.json"), await json("package.json")];
  assert.equal(manifest.id, plugin.id);
  assert.equal(packaged.name, plugin.id);
  assert.equal(packaged.version, manifest.version);
  assert.deepEqual(packaged.openclaw.extensions, ["./index.js"]);
  assert.equal(packaged.dependencies, undefined);
  assert.equal(manifest.configSchema.type, "object");
});

test("the hook returns at once and nothing, whatever it is given", async () => {
  const api = standInAPI(NOWHERE);
  const delivery = plugin.register(api);
  assert.deepEqual(Object.keys(api.handlers), ["model_call_ended", "llm_output", "gateway_stop"]);
  const hostile = { get model() { throw new Error("what was said"); } };
  for (const event of [output(), undefined, null, {}, { model: {} }, hostile]) {
    assert.equal(api.handlers.llm_output(event, context()), undefined);
  }
  assert.equal(api.handlers.llm_output(output(), undefined), undefined);
  assert.equal(delivery.pairing.waiting, 2);
  delivery.pairing.finish();
  assert.equal(delivery.pending, 2);
  assert.equal(api.log.length, 1);
  assert.ok(!api.log[0].includes("what was said"));
  await api.handlers.gateway_stop();
});

test("without configuration it reports to this computer only", async () => {
  const text = await readFile(new URL("../index.js", import.meta.url), "utf8");
  assert.deepEqual(text.match(/https?:\/\/[^/"]+/g), ["http://127.0.0.1:8787"]);
});
