// The view of one station: what it is, what is wrong with it, its sky, its signals, its history.

import * as api from "./api.js";
import { changeItem } from "./changes.js";
import { drawCN0 } from "./cn0.js";
import { h, setAttribute, setText } from "./dom.js";
import { drawingLater } from "./draw.js";
import { onLanguageChange, pick, t } from "./i18n.js";
import { drawIdentity } from "./identity.js";
import { drawMessages } from "./messages.js";
import { SeriesPanel } from "./series.js";
import { drawSky } from "./skyplot.js";
import { severity, stateIcon, stateWord } from "./states.js";
import * as store from "./store.js";
import { onZoneChange } from "./time.js";
import { drawVerdict } from "./verdict.js";

/** Sky, C/N0 and message counts come with the details; two seconds is as fast as an eye follows forty bars. */
const DETAIL_MS = 2000;

const view = document.getElementById("station");
const parts = {};
const series = new SeriesPanel();
let id = null;
let detail = null;
let failure = null;
let timer = null;

function panel(key, className, ...body) {
  return h("section", { class: `panel ${className}`, "aria-label": t(key) },
    h("div", { class: "panel-head" }, h("h2", {}, t(key))), ...body);
}

function neighbour(step) {
  const order = store.all().sort((a, b) => severity(a.state) - severity(b.state) || a.id.localeCompare(b.id)).map((summary) => summary.id);
  const index = order.indexOf(id);
  return index < 0 ? null : order[(index + step + order.length) % order.length];
}

function go(step) {
  const next = neighbour(step);
  if (next !== null) location.hash = `#/station/${encodeURIComponent(next)}`;
}

function build() {
  parts.icon = h("span", { class: "view-icon" });
  parts.name = h("span", { class: "view-name" });
  parts.code = h("span", { class: "code" });
  parts.word = h("span", { class: "view-word" });
  parts.notice = h("p", { class: "notice", hidden: true });
  for (const key of ["verdict", "identity", "sky", "cn0", "messages", "events"]) parts[key] = h("div", { class: `${key}-body` });
  const head = h("div", { class: "view-head" },
    h("a", { href: "#/", class: "quiet" }, `← ${t("view.back")}`),
    h("h2", {}, parts.icon, parts.name, parts.code, parts.word),
    h("span", { class: "steps" },
      h("button", { type: "button", class: "quiet", "aria-label": t("view.previous"), title: t("view.previous"), onclick: () => go(-1) }, "‹"),
      h("button", { type: "button", class: "quiet", "aria-label": t("view.next"), title: t("view.next"), onclick: () => go(1) }, "›")),
    parts.notice);
  view.replaceChildren(head,
    panel("verdict.title", "verdict-panel", parts.verdict),
    panel("identity.title", "identity-panel", parts.identity),
    panel("sky.title", "sky-panel", parts.sky),
    panel("cn0.title", "cn0-panel", parts.cn0),
    series.build(),
    panel("messages.title", "messages-panel", parts.messages),
    panel("events.title", "events-panel", parts.events));
}

function drawSummary() {
  const summary = store.byID(id) ?? detail;
  if (!summary) return;
  if (parts.stateShown !== summary.state) {
    parts.stateShown = summary.state;
    parts.icon.replaceChildren(stateIcon(summary.state, 20));
  }
  setText(parts.name, pick(summary.name) || summary.id);
  setText(parts.code, summary.id);
  setText(parts.word, stateWord(summary.state));
  setAttribute(view, "data-state", summary.state);
  setAttribute(view, "data-station", summary.id);
  drawVerdict(parts.verdict, summary);
  drawIdentity(parts.identity, summary);
}

function drawDetail() {
  // That the server cannot be reached, the bar already says.
  parts.notice.hidden = failure?.status === undefined;
  view.classList.toggle("unknown", failure?.status === 404);
  if (failure?.status !== undefined) {
    setText(parts.notice, failure.status === 404 ? t("view.unknown", { id }) : t("view.failed", { message: pick(failure.text) || failure.message }));
  }
  if (!detail) return;
  drawSky(parts.sky, detail.sky ?? []);
  drawCN0(parts.cn0, detail.sky ?? []);
  drawMessages(parts.messages, detail.messageTypes ?? []);
  const events = detail.recentEvents ?? [];
  parts.events.replaceChildren(events.length === 0
    ? h("p", { class: "muted empty" }, t("events.none"))
    : h("ol", { class: "change-list" }, events.map((event) => changeItem({ station: id, ...event }, false))));
}

const summaryLater = drawingLater(() => {
  if (id !== null) drawSummary();
});

async function poll() {
  clearTimeout(timer);
  const wanted = id;
  if (wanted === null) return;
  if (!document.hidden) {
    try {
      const answer = await api.station(wanted);
      if (wanted !== id) return;
      detail = answer;
      failure = null;
    } catch (error) {
      if (wanted !== id) return;
      failure = error;
    }
    requestAnimationFrame(() => {
      if (wanted !== id) return;
      drawSummary();
      drawDetail();
    });
  }
  timer = setTimeout(poll, DETAIL_MS);
}

function redraw() {
  if (id === null) return;
  parts.stateShown = null;
  build();
  drawSummary();
  drawDetail();
  series.open(id);
}

/** Shows the station. */
export function openStation(wanted) {
  if (wanted === id) return;
  id = wanted;
  detail = null;
  failure = null;
  redraw();
  poll();
}

/** Stops asking for details. */
export function closeStation() {
  id = null;
  clearTimeout(timer);
  series.close();
  view.replaceChildren();
  delete view.dataset.station;
}

/** Starts, once. */
export function startStation() {
  store.on("station", (summary) => {
    if (summary.id !== id) return;
    series.append(summary);
    summaryLater();
  });
  store.on("replaced", () => {
    if (id === null) return;
    summaryLater();
    series.reload();
    poll();
  });
  onLanguageChange(redraw);
  onZoneChange(redraw);
  let resizing = null;
  addEventListener("resize", () => {
    clearTimeout(resizing);
    resizing = setTimeout(() => {
      if (id === null) return;
      drawDetail();
      series.draw();
    }, 150);
  });
}
