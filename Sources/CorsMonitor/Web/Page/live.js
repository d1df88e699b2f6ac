// Keeps the page alive: list, then stream; and again, with growing pauses, after any break. Nobody has to reload.

import * as api from "./api.js";
import * as store from "./store.js";

/** Summaries come once a second; five seconds without any is shown, fifteen is taken as a dead connection. */
const SILENT_MS = 5000;
const DEAD_MS = 15_000;
const LONGEST_PAUSE_MS = 10_000;

const root = document.documentElement;
const listeners = new Set();
let source = null;
let failures = 0;
let timer = null;
let attempt = 0;
let updates = 0;
let lastData = null;
let connection = "connecting";

/** "connecting", "live", "silent" or "reconnecting". */
export const connectionState = () => connection;

/** Age of the newest data in ms; null before the first. */
export const dataAge = () => (lastData === null ? null : Date.now() - lastData);

export const onConnection = (listener) => listeners.add(listener);

function enter(state) {
  if (state === connection) return;
  connection = state;
  root.dataset.connection = state;
  for (const listener of listeners) listener(state);
}

function parsed(event, handle) {
  let value;
  try {
    value = JSON.parse(event.data);
  } catch {
    console.warn("An event of the stream is not JSON and is left out.");
    return;
  }
  handle(value);
}

async function readList() {
  const list = await api.stations();
  lastData = Date.now();
  store.replaceAll(list);
  root.dataset.stations = list.length;
}

function retry() {
  source?.close();
  source = null;
  clearTimeout(timer);
  enter("reconnecting");
  // Jitter: when the server comes back, not every page asks in the same instant.
  const pause = Math.min(LONGEST_PAUSE_MS, 500 * 2 ** failures) * (0.75 + 0.5 * Math.random());
  failures += 1;
  timer = setTimeout(connect, pause);
}

async function connect() {
  clearTimeout(timer);
  attempt += 1;
  const mine = attempt;
  try {
    await readList();
  } catch {
    if (mine === attempt) retry();
    return;
  }
  if (mine !== attempt) return;
  source?.close();
  const stream = api.events();
  source = stream;
  stream.addEventListener("open", () => {
    failures = 0;
    enter("live");
  });
  stream.addEventListener("station", (event) => parsed(event, (summary) => {
    lastData = Date.now();
    updates += 1;
    root.dataset.liveUpdates = updates;
    enter("live");
    store.update(summary);
  }));
  stream.addEventListener("state", (event) => parsed(event, store.changed));
  // EventSource would retry by itself, but with the old list: we start again from the list.
  stream.addEventListener("error", () => {
    if (source === stream) retry();
  });
}

async function watch() {
  const age = dataAge();
  if (source === null || age === null || age < SILENT_MS) return;
  if (store.all().every((summary) => summary.connection?.state === "ended")) {
    // Nothing configured, or replays that have all ended: there is nothing to hear; ask for the list instead.
    try { await readList(); } catch { retry(); }
    return;
  }
  if (age > DEAD_MS) retry();
  else enter("silent");
}

/** Starts, once. */
export function start() {
  root.dataset.connection = connection;
  root.dataset.liveUpdates = 0;
  connect();
  setInterval(watch, 1000);
  const wake = () => {
    if (connection === "reconnecting") connect();
  };
  addEventListener("online", wake);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) wake();
  });
}
