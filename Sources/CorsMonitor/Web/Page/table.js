// The table of stations. Rows are kept and updated in place; the order changes only when the reader asks, when a state
// changes, or every few seconds, and never under the pointer.

import { h, setAttribute, setText } from "./dom.js";
import { drawingLater } from "./draw.js";
import { onFilter, passes, setWords } from "./filter.js";
import { fixed, kilobytes, meanCN0, percent, seconds } from "./format.js";
import { language, onLanguageChange, pick, reasonsInLine, t } from "./i18n.js";
import { knownState, severity, stateIcon, stateWord } from "./states.js";
import * as store from "./store.js";
import { systemBar } from "./systembar.js";
import { bothTimes, onZoneChange, timeOf, zoneShort } from "./time.js";

const RESORT_MS = 5000;

const nameOf = (summary) => pick(summary.name) || summary.id;

/** `key` sorts; null keys go last whichever the direction. `worst` is the direction of the first press. */
const COLUMNS = [
  { id: "state", text: () => t("state"), key: (s) => severity(s.state), first: 1 },
  { id: "station", text: () => t("station"), key: nameOf, first: 1 },
  { id: "reason", text: () => t("reason"), key: (s) => reasonsInLine(s.reasons) || null, first: 1 },
  { id: "latency", text: () => t("latency"), unit: "s", key: (s) => s.latency, first: -1, number: true },
  { id: "completeness", text: () => t("completeness"), unit: "%", key: (s) => s.completeness, first: 1, number: true },
  { id: "satellites", text: () => t("satellites"), key: (s) => s.satelliteCount, first: 1 },
  { id: "cn0", text: () => t("cn0"), unit: "dB-Hz", key: (s) => meanCN0(s.signals), first: 1, number: true },
  { id: "rate", text: () => t("rate"), unit: "kB/s", key: (s) => s.bytesPerSecond, first: 1, number: true },
  { id: "lastEpoch", text: () => t("lastEpoch"), key: (s) => s.lastEpoch, first: 1, number: true },
];

let sorting = { column: COLUMNS[0], direction: 1 };
let lastOrder = -Infinity;
let replaced = false;
const rows = new Map();
const elements = {};

function makeRow(summary) {
  const cells = {};
  const cell = (id, ...children) => {
    cells[id] = h(id === "station" ? "th" : "td",
      { class: `c-${id}`, scope: id === "station" ? "row" : null }, ...children);
    return cells[id];
  };
  const address = `#/station/${encodeURIComponent(summary.id)}`;
  const row = { summary, cells, stateShown: null };
  row.word = h("span", { class: "word" });
  row.link = h("a", { href: address });
  row.code = h("span", { class: "code" }, summary.id);
  row.wordBelow = h("span", { class: "word-below" });
  row.reasonsBelow = h("span", {});
  row.reasonBelow = h("span", { class: "reason-below" }, row.wordBelow, row.reasonsBelow);
  row.sats = h("span", { class: "number" });
  row.systems = h("span", { class: "systems" });
  row.element = h("tr", {
    "data-station": summary.id,
    onclick: (event) => {
      if (!event.target.closest("a") && getSelection()?.isCollapsed !== false) location.hash = address;
    },
  }, COLUMNS.map(({ id }) => ({
    state: () => cell(id, row.word),
    station: () => cell(id, row.link, " ", row.code, row.reasonBelow),
    satellites: () => cell(id, row.sats, row.systems),
  })[id]?.() ?? cell(id)));
  return row;
}

function fill(row, summary) {
  row.summary = summary;
  if (row.stateShown !== summary.state) {
    row.cells.state.querySelector("svg")?.remove();
    row.cells.state.prepend(stateIcon(summary.state));
    row.stateShown = summary.state;
  }
  setAttribute(row.element, "data-state", knownState(summary.state));
  setText(row.word, stateWord(summary.state));
  setText(row.link, nameOf(summary));
  const reasons = reasonsInLine(summary.reasons);
  setText(row.cells.reason, reasons);
  setAttribute(row.cells.reason, "title", reasons || null);
  setText(row.wordBelow, stateWord(summary.state));
  setText(row.reasonsBelow, reasons);
  setAttribute(row.reasonBelow, "title", reasons || null);
  setText(row.cells.latency, seconds(summary.latency));
  setText(row.cells.completeness, percent(summary.completeness));
  setText(row.sats, fixed(summary.satelliteCount));
  systemBar(row.systems, summary.satellites);
  setText(row.cells.cn0, fixed(meanCN0(summary.signals), 1));
  setText(row.cells.rate, kilobytes(summary.bytesPerSecond));
  setText(row.cells.lastEpoch, timeOf(summary.lastEpoch));
  setAttribute(row.cells.lastEpoch, "title", bothTimes(summary.lastEpoch));
}

function compare(a, b) {
  const { column, direction } = sorting;
  const x = column.key(a);
  const y = column.key(b);
  const noX = x === null || x === undefined;
  const noY = y === null || y === undefined;
  if (noX !== noY) return noX ? 1 : -1;
  let order = 0;
  if (!noX) order = typeof x === "string" ? x.localeCompare(y, language(), { numeric: true }) : x - y;
  return direction * order || severity(a.state) - severity(b.state) || nameOf(a).localeCompare(nameOf(b), language(), { numeric: true });
}

function order() {
  lastOrder = performance.now();
  const shown = [...rows.values()].filter((row) => passes(row.summary)).sort((a, b) => compare(a.summary, b.summary));
  const wanted = shown.map((row) => row.element);
  const present = [...elements.body.children];
  if (wanted.length !== present.length || wanted.some((element, index) => element !== present[index])) {
    // Moving a row would take the keyboard's focus from its link.
    const focused = elements.body.contains(document.activeElement) ? document.activeElement : null;
    elements.body.replaceChildren(...wanted);
    if (focused?.isConnected) focused.focus({ preventScroll: true });
  }
  setText(elements.shown, t("table.shown", { shown: shown.length, total: rows.size }));
  elements.empty.hidden = shown.length > 0;
  setText(elements.empty, rows.size === 0 ? t("table.empty") : t("table.none"));
}

function heads() {
  setText(elements.caption, `${t("table.caption")}. ${t("table.sortHint")}.`);
  for (const column of COLUMNS) {
    const chosen = sorting.column === column;
    setAttribute(column.head, "aria-sort", chosen ? (sorting.direction > 0 ? "ascending" : "descending") : null);
    setText(column.label, column.text());
    setText(column.mark, column.id === "lastEpoch" ? zoneShort() : column.unit ?? "");
  }
}

function draw() {
  let moved = replaced;
  replaced = false;
  for (const summary of store.all()) {
    let row = rows.get(summary.id);
    if (!row) {
      row = makeRow(summary);
      rows.set(summary.id, row);
      moved = true;
    }
    moved = moved || row.summary.state !== summary.state;
    if (row.summary !== summary || row.stateShown === null) fill(row, summary);
  }
  if (moved || (performance.now() - lastOrder > RESORT_MS && !elements.body.matches(":hover"))) order();
}

function drawAnew() {
  heads();
  for (const row of rows.values()) {
    row.stateShown = null;
    fill(row, row.summary);
  }
  order();
}

/** Starts, once. */
export function startTable() {
  elements.caption = h("caption", { class: "visually-hidden" });
  elements.body = h("tbody", {});
  elements.empty = h("p", { class: "muted empty" });
  elements.shown = document.getElementById("table-shown");
  for (const column of COLUMNS) {
    column.label = h("span", {});
    column.mark = h("span", { class: "unit" });
    column.button = h("button", {
      type: "button",
      onclick: () => {
        sorting = { column, direction: sorting.column === column ? -sorting.direction : column.first };
        heads();
        order();
      },
    }, column.label, column.mark);
    column.head = h("th", { scope: "col", class: `c-${column.id}${column.number ? " numeric" : ""}` }, column.button);
  }
  document.getElementById("table").append(
    h("table", { class: "stations" }, elements.caption, h("thead", {}, h("tr", {}, COLUMNS.map((column) => column.head))), elements.body),
    elements.empty);
  document.getElementById("table-filter").addEventListener("input", (event) => setWords(event.target.value));

  const later = drawingLater(draw);
  store.on("station", later);
  store.on("replaced", (list) => {
    const present = new Set(list.map((summary) => summary.id));
    for (const id of [...rows.keys()]) {
      if (!present.has(id)) rows.delete(id);
    }
    replaced = true;
    later();
  });
  onFilter(order);
  onLanguageChange(drawAnew);
  onZoneChange(drawAnew);
  heads();
  order();
}
