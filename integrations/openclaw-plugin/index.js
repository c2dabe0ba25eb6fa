// Mission Control
// SPDX-License-Identifier: Apache-2.0

import { Delivery } from "./lib/delivery.js";
import { Pairing } from "./lib/pairing.js";

const DEFAULT_URL = "http://127.0.0.1:8787/api/v1/events";

/** An OpenClaw plugin: after every run it tells Mission Control what the run used, call by call where OpenClaw says it. */
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
    const pairing = new Pairing({
      names: { gateway: config.gateway, machine: config.machine },
      tell: (object) => delivery.add(object),
    });
    const careful = (what, take) => (event, context) => {
      // Whatever a newer OpenClaw sends here: a run must never fail because its usage could not be told.
      try {
        take(event, context);
      } catch (error) {
        api.logger?.warn?.(`mission-control-usage: a ${what} could not be read (${error?.name ?? "error"})`);
      }
    };
    api.on("model_call_ended", careful("call", (event, context) => pairing.call(event, context)));
    api.on("llm_output", careful("run", (event, context) => pairing.run(event, context)));
    api.on("gateway_stop", () => {
      pairing.finish();
      return delivery.finish();
    });
    return Object.assign(delivery, { pairing });
  },
};
