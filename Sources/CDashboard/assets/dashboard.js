// Mission Control
// SPDX-License-Identifier: Apache-2.0

// Keeps the page current, shows what a chart's points say, and sends forms that change something. The server renders
// everything: when the ledger has moved on, the same address is asked for again and the difference is put into the page, so
// that focus, selection and scroll position stay where they are.

"use strict";

(() => {
  const liveState = document.getElementById("live-state");

  /** Parts of the page that are brought up to date, by their ids. */
  const parts = ["page", "rail", "tabs", "formats"];
  /** Between two swaps, so that a busy ledger redraws the page at most four times a second. */
  const shortestPause = 250;
  /** Figures like the burn rate change with time alone. */
  const longestPause = 60_000;
  /** Between two looks while no stream comes through. */
  const pollingPause = 5_000;

  let isBusy = false;
  let isWanted = false;
  let hasStream = false;

  const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  // Live

  function show(state) {
    if (!liveState) return;
    const words = { live: "Live", polling: "Asking every 5 s", reconnecting: "Reconnecting…" };
    const time = new Date().toLocaleTimeString("en-GB", zoneOptions());
    const text = state === "reconnecting" ? words[state] : `${words[state]} · ${time}`;
    liveState.dataset.state = state;
    if (liveState.textContent !== text) liveState.textContent = text;
  }

  /** Times in the page's zone; in the browser's where that has a name that only the server knows. */
  function zoneOptions() {
    const timeZone = document.getElementById("page")?.dataset.zone;
    try {
      new Intl.DateTimeFormat("en-GB", { timeZone });
      return { timeZone };
    } catch {
      return {};
    }
  }

  async function refresh() {
    isWanted = true;
    if (isBusy || document.hidden) return;
    isBusy = true;
    while (isWanted && !document.hidden) {
      isWanted = false;
      try {
        if (await swap()) show(hasStream ? "live" : "polling");
        lookAgain();
      } catch {
        if (!hasStream) show("reconnecting");
      }
      await pause(shortestPause);
    }
    isBusy = false;
  }

  /** Something is being worked out and no line in a log will tell that it is done. */
  function lookAgain() {
    const wait = Number(document.querySelector("[data-again]")?.dataset.again);
    if (wait > 0) setTimeout(refresh, wait);
  }

  async function swap() {
    const response = await fetch(location.href, { headers: { Accept: "text/html" } });
    // The session has ended: somebody has to sign in again, and comes back to this view.
    if (response.status === 401) location.assign(`/login?next=${encodeURIComponent(location.pathname + location.search)}`);
    if (!response.ok) return false;
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    if (!fresh.getElementById("page")) return false;
    document.title = fresh.title;
    const [icon, freshIcon] = [document.getElementById("icon"), fresh.getElementById("icon")];
    if (icon && freshIcon && icon.getAttribute("href") !== freshIcon.getAttribute("href")) icon.replaceWith(freshIcon);
    for (const id of parts) {
      const [present, wanted] = [document.getElementById(id), fresh.getElementById(id)];
      if (present && wanted) morph(present, wanted);
    }
    return true;
  }

  function morphChildren(from, to) {
    const wanted = [...to.childNodes];
    wanted.forEach((node, index) => {
      const present = from.childNodes[index];
      if (!present) from.append(node);
      else morph(present, node);
    });
    while (from.childNodes.length > wanted.length) from.lastChild.remove();
  }

  /** A form's own `id` would be its field of that name. */
  const idOf = (node) => node.getAttribute?.("id");

  function morph(from, to) {
    // What somebody is writing stays, and so does what a form said last.
    if (from.isEqualNode(to) || (from.nodeName === "FORM" && from.contains(document.activeElement))) return;
    if (from.dataset && "said" in from.dataset && to.dataset && "said" in to.dataset) return;
    if (from.nodeType !== to.nodeType || from.nodeName !== to.nodeName || idOf(from) !== idOf(to)
      || from.dataset?.send !== to.dataset?.send) {
      from.replaceWith(to);
    } else if (from.nodeType === Node.TEXT_NODE) {
      from.data = to.data;
    } else {
      morphAttributes(from, to);
      morphChildren(from, to);
      if (from.dataset && from.dataset.figure) mark(from);
    }
  }

  function morphAttributes(from, to) {
    for (const { name, value } of to.attributes) {
      if (from.getAttribute(name) !== value) from.setAttribute(name, value);
    }
    for (const { name } of [...from.attributes]) {
      // Whether a part is unfolded is the reader's business.
      if (!to.hasAttribute(name) && !(from.nodeName === "DETAILS" && name === "open")) from.removeAttribute(name);
    }
  }

  function mark(figure) {
    figure.classList.add("changed");
    figure.addEventListener("animationend", () => figure.classList.remove("changed"), { once: true });
  }

  function listen() {
    if (!("EventSource" in window)) return;
    const source = new EventSource("/api/v1/live");
    source.addEventListener("open", () => {
      hasStream = true;
      show("live");
    });
    source.addEventListener("ledger", refresh);
    source.addEventListener("error", () => {
      hasStream = false;
      show("reconnecting");
      // The browser tries again by itself, except after an answer that it takes for final.
      if (source.readyState === EventSource.CLOSED) setTimeout(listen, pollingPause);
    });
  }

  /** The name under which the browser has a zone: "UTC" for "Etc/UTC". */
  function canonical(timeZone) {
    try {
      return new Intl.DateTimeFormat("en-GB", { timeZone }).resolvedOptions().timeZone;
    } catch {
      return timeZone;
    }
  }

  /** A link without a zone shows the reader's days; with one it shows everybody the same. */
  function adoptZone() {
    const page = document.getElementById("page");
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const address = new URL(location.href);
    if (!page || !zone || address.searchParams.has("tz") || canonical(page.dataset.zone) === zone) return;
    const before = location.href;
    address.searchParams.set("tz", zone);
    history.replaceState(null, "", address);
    // A zone that the server does not know: its own is better than none.
    swap().then((isShown) => { if (!isShown) history.replaceState(null, "", before); }, () => {});
  }

  // Charts

  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  tip.setAttribute("role", "status");
  document.body.append(tip);

  let current = null;

  function point(element) {
    current?.classList.remove("current");
    current = element;
    if (!element) {
      tip.hidden = true;
      return;
    }
    element.classList.add("current");
    // The browser's own tooltip would stand beside this one.
    element.querySelector(":scope > title")?.remove();
    if (tip.textContent !== element.dataset.tip) tip.textContent = element.dataset.tip;
    tip.hidden = false;
    const [place, size] = [element.getBoundingClientRect(), tip.getBoundingClientRect()];
    const left = place.left + place.width / 2 - size.width / 2;
    const above = place.top - size.height - 8;
    tip.style.left = `${Math.max(8, Math.min(left, innerWidth - size.width - 8))}px`;
    tip.style.top = `${above > 8 ? above : place.bottom + 8}px`;
  }

  const pointAt = (event) => event.target instanceof Element ? event.target.closest("[data-tip]") : null;

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "touch") point(pointAt(event));
  });
  document.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch") point(pointAt(event));
  });
  // The first touch of a bar tells; the second follows its link.
  let touched = null;
  document.addEventListener("click", (event) => {
    const element = pointAt(event);
    if (!element?.dataset.href) return;
    if (event.pointerType !== "touch" || touched === element) location.assign(element.dataset.href);
    touched = element;
  });
  document.addEventListener("scroll", () => point(null), { passive: true });
  document.addEventListener("focusout", () => point(null));

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      point(null);
      for (const open of document.querySelectorAll(".picker[open], .more[open]")) open.open = false;
      return;
    }
    const chart = event.target instanceof Element && event.target.matches("[data-chart]") ? event.target : null;
    if (!chart) return;
    const points = [...chart.querySelectorAll("[data-tip]")];
    const index = points.indexOf(current);
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    let next = null;
    if (event.key in steps) next = index < 0 ? points.length - 1 : index + steps[event.key];
    else if (event.key === "Home") next = 0;
    else if (event.key === "End") next = points.length - 1;
    else if (event.key === "Enter" && current?.dataset.href) location.assign(current.dataset.href);
    if (next === null || points.length === 0) return;
    event.preventDefault();
    point(points[Math.max(0, Math.min(next, points.length - 1))]);
  });

  document.addEventListener("click", (event) => {
    for (const open of document.querySelectorAll(".picker[open], .more[open]")) {
      if (!open.contains(event.target)) open.open = false;
    }
  });

  // Forms

  // A form with `data-send="METHOD /address"` is sent as JSON, because the server takes no other type from a page. Each field
  // is a member of its name; `data-type` says which kind of value. Fields without a name only say how others are meant.

  document.documentElement.dataset.script = "on";

  /** The field beside `field` whose `data-role` is what `field` names in `data-NAME`. */
  const helper = (field, name) => field.form.querySelector(`[data-role="${field.dataset[name]}"]`)?.value;

  /** What a field says, as the server wants it; undefined where it says nothing. */
  function valueOf(field) {
    const text = field.value.trim();
    const number = (part) => (/^-?[0-9]{1,15}$/.test(part) ? Number(part) : part);
    const key = helper(field, "within");
    // What is about everything has no name beside it.
    if (key === "all") return key;
    if (key) return { [key]: text };
    if (text === "") return undefined;
    switch (field.dataset.type) {
      case "number": return number(text);
      case "numbers": return text.split(/[\s,;%]+/).filter(Boolean).map(number);
      // Milliseconds from now on, or a moment.
      case "moment": return /^[0-9]+$/.test(text) ? new Date(Date.now() + Number(text)).toISOString() : text;
      default: return text;
    }
  }

  function members(form) {
    const members = {};
    for (const field of form.querySelectorAll("input, select, textarea")) {
      const name = helper(field, "named") ?? field.name;
      const value = name ? valueOf(field) : undefined;
      if (value !== undefined) members[name] = value;
    }
    return members;
  }

  function say(form, text, isBad) {
    const place = form.querySelector("[data-said]");
    if (!place) return;
    place.textContent = text;
    place.classList.toggle("failed", isBad);
  }

  async function send(form) {
    const [method, address] = form.dataset.send.split(" ");
    const options = { method, headers: { Accept: "application/json" } };
    if (method !== "DELETE") {
      options.headers["Content-Type"] = "application/json";
      options.body = JSON.stringify(members(form));
    }
    const response = await fetch(address, options);
    const text = await response.text();
    const answer = text && /json/.test(response.headers.get("Content-Type") ?? "") ? JSON.parse(text) : {};
    if (!response.ok) throw new Error((answer.detail ?? `The server answered ${response.status}.`).replaceAll("`", ""));
    // Something was tried out, and did not work.
    if (answer.reason) throw new Error(answer.reason);
  }

  async function submit(form) {
    const section = form.closest("[data-section]");
    const buttons = form.querySelectorAll("button");
    for (const button of buttons) button.disabled = true;
    say(form, "Sending…", false);
    try {
      await send(form);
      form.reset();
      if (form.contains(document.activeElement)) document.activeElement.blur();
      say(form, form.dataset.done ?? "Done.", false);
      await swap();
    } catch (error) {
      say(form, error instanceof TypeError ? "The server does not answer." : error.message, true);
    }
    for (const button of buttons) button.disabled = false;
    if (form.isConnected) {
      (form.querySelector("button") ?? form).focus({ preventScroll: true });
    } else if (section?.isConnected) {
      // Whoever uses the keyboard goes on where the form was.
      section.tabIndex = -1;
      section.focus({ preventScroll: true });
    }
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.dataset.send) return;
    event.preventDefault();
    const button = event.submitter;
    // What cannot be taken back needs a second press.
    if (button?.dataset.confirm && button.dataset.armed === undefined) {
      button.dataset.armed = button.textContent;
      button.textContent = button.dataset.confirm;
      const disarm = () => {
        if (button.dataset.armed !== undefined) button.textContent = button.dataset.armed;
        delete button.dataset.armed;
      };
      button.addEventListener("blur", disarm, { once: true });
      setTimeout(disarm, 10_000);
      return;
    }
    submit(form);
  });

  document.addEventListener("visibilitychange", refresh);
  setInterval(refresh, longestPause);
  setInterval(() => { if (!hasStream) refresh(); }, pollingPause);
  adoptZone();
  lookAgain();
  listen();
})();
