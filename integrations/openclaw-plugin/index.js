// Mission Control
// SPDX-License-Identifier: Apache-2.0

import { Delivery } from "./lib/delivery.js";
import { pushedRun } from "./lib/run.js";

const DEFAULT_URL = "http://127.0.0.1:8787/api/v1/events";

/** An OpenClaw plugin: after every run it tells Mission Control what the run used. */
export default {
  id: "mission-control-usage",
  name: "Mission Control usage",
  description: "Tells Mission Control what each run of an agent used: counts and names, never text.",

  register(api) {
    const config = api.pluginConfig ?? {};
    const delivery = new Delivery({
      url: config.url ?? DEFAULT_URL,
      limit: config.queueLimit,
      logger: api.logger,
    });
    api.on("llm_output", (event, context) => {
      // Whatever a newer OpenClaw sends here: a run must never fail because its usage could not be told.
      try {
        const run = pushedRun(event, context, { gateway: config.gateway, machine: config.machine });
        if (run) delivery.add(run);
      } catch (error) {
        api.logger?.warn?.(`mission-control-usage: a run could not be read (${error?.name ?? "error"})`);
      }
    });
    api.on("gateway_stop", () => delivery.finish());
    return delivery;
  },
};
