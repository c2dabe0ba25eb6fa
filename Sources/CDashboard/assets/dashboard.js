// Mission Control
// SPDX-License-Identifier: Apache-2.0

// Keeps the page current. The server renders everything; this script asks for it again when the ledger has moved on and
// puts the difference into the page, so that focus, selection and scroll position stay where they are.

"use strict";

(() => {
  const overview = document.getElementById("overview");
  const liveState = document.getElementById("live-state");
  if (!overview || !liveState || !("EventSource" in window)) return;

  /** Between two swaps, so that a busy ledger redraws the page at most four times a second. */
  const shortestPause = 250;
  /** Figures like the burn rate change with time alone. */
  const longestPause = 60_000;

  let zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  let isBusy = false;
  let isWanted = false;

  const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  function show(state, text) {
    if (liveState.dataset.state === state) return;
    liveState.dataset.state = state;
    liveState.textContent = text;
  }

  async function refresh() {
    isWanted = true;
    if (isBusy || document.hidden) return;
    isBusy = true;
    while (isWanted && !document.hidden) {
      isWanted = false;
      try {
        await swap();
      } catch {
        // The stream says so too, and its return asks again.
      }
      await pause(shortestPause);
    }
    isBusy = false;
  }

  async function swap() {
    const query = zone ? `?tz=${encodeURIComponent(zone)}` : "";
    const response = await fetch(`/fragments/overview${query}`, { headers: { Accept: "text/html" } });
    if (response.status === 400 && zone) {
      // A zone that the server does not know: its own is better than none.
      zone = "";
      isWanted = true;
    }
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    morphChildren(overview, page.body);
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

  function morph(from, to) {
    if (from.isEqualNode(to)) return;
    if (from.nodeType !== to.nodeType || from.nodeName !== to.nodeName || from.id !== to.id) {
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
    const source = new EventSource("/api/v1/live");
    source.addEventListener("open", () => show("live", "Live"));
    source.addEventListener("ledger", refresh);
    source.addEventListener("error", () => {
      show("reconnecting", "Reconnecting…");
      // The browser tries again by itself, except after an answer that it takes for final.
      if (source.readyState === EventSource.CLOSED) setTimeout(listen, 5000);
    });
  }

  document.addEventListener("visibilitychange", refresh);
  setInterval(refresh, longestPause);
  if (zone !== overview.dataset.zone) refresh();
  listen();
})();
