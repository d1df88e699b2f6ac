// The history of a station as small charts over one time axis. The server's series are read once and then continued
// with the live summaries; what is missing stays a gap.

import * as api from "./api.js";
import { Chart } from "./chart.js";
import { h, memory, setAttribute, setText } from "./dom.js";
import { drawingLater } from "./draw.js";
import { byteRate, duration, fixed, meanCN0, share, withUnit } from "./format.js";
import { t } from "./i18n.js";
import { zoneName } from "./time.js";

const KEY = "jizhun.range";
const RANGES = [600, 3600, 86_400];
/** A day is shown from minute roll-ups, which no single summary continues: it is read again instead. */
const LONGEST_LIVE = 3600;
const REREAD_MS = 60_000;

const METRICS = [
  { metric: "satelliteCount", read: (s) => s.satelliteCount, format: (v) => fixed(v, 0), whole: true },
  { metric: "completeness", read: (s) => s.completeness, format: share, ceiling: 1 },
  { metric: "latency", read: (s) => s.latency, format: duration, floor: 0 },
  { metric: "cn0", read: (s, code) => meanCN0(s.signals, code), format: (v) => withUnit(v, 1, "dB-Hz") },
  { metric: "bytesPerSecond", read: (s) => s.bytesPerSecond, format: byteRate, floor: 0 },
  { metric: "crcFailures", read: null, format: (v) => fixed(v, 0), floor: 0, whole: true },
];

/** The charts of one station. */
export class SeriesPanel {
  #id = null;
  #range = RANGES.includes(Number(memory.get(KEY))) ? Number(memory.get(KEY)) : RANGES[0];
  #code = null;
  #codes = [];
  #charts = [];
  #timer = null;
  #reading = 0;
  #axis = null;
  #select = null;
  #later = drawingLater(() => this.draw());

  /** The section with its switches, empty. */
  build() {
    this.#axis = h("span", { class: "muted small" });
    const ranges = RANGES.map((range) => h("button", {
      type: "button", "aria-pressed": range === this.#range,
      onclick: (event) => {
        this.#range = range;
        memory.set(KEY, range);
        for (const button of event.target.parentElement.children) setAttribute(button, "aria-pressed", button === event.target);
        this.reload();
      },
    }, t(`series.${range}`)));
    this.#charts = METRICS.map((metric) => new Chart({ ...metric, title: t(`series.${metric.metric}`) }));
    this.#select = h("select", {
      "aria-label": t("series.signal"),
      onchange: (event) => {
        this.#code = event.target.value;
        this.reload();
      },
    });
    this.#codes = [];
    this.#charts.find((chart) => chart.options.metric === "cn0").head.append(this.#select);
    return h("section", { class: "panel series-panel", "aria-label": t("series.title") },
      h("div", { class: "panel-head" }, h("h2", {}, t("series.title")), this.#axis,
        h("div", { class: "switch", role: "group", "aria-label": t("series.range") }, ranges)),
      globalThis.d3 ? h("div", { class: "charts" }, this.#charts.map((chart) => chart.element))
        : h("p", { class: "notice" }, t("series.missing")));
  }

  /** Shows a station from now on. */
  open(id) {
    if (id !== this.#id) this.#code = null;
    this.#id = id;
    this.reload();
  }

  /** Stops. */
  close() {
    this.#id = null;
    clearTimeout(this.#timer);
  }

  /** Reads all series again. */
  async reload() {
    clearTimeout(this.#timer);
    if (this.#id === null || !globalThis.d3) return;
    const id = this.#id;
    this.#reading += 1;
    const reading = this.#reading;
    const to = api.serverNow() / 1000;
    await Promise.all(this.#charts.map(async (chart) => {
      const metric = chart.options.metric === "cn0" ? (this.#code === null ? null : `cn0_dbHz.${this.#code}`) : chart.options.metric;
      if (metric === null) return chart.clear();
      try {
        const answer = await api.series(id, metric, to - this.#range, to);
        if (reading === this.#reading) chart.fill(answer);
      } catch {
        if (reading === this.#reading) chart.fail();
      }
      return undefined;
    }));
    if (reading !== this.#reading || id !== this.#id) return;
    this.draw();
    this.#timer = setTimeout(() => this.reload(), REREAD_MS);
  }

  /** Continues the charts with a live summary. */
  append(summary) {
    if (summary.id !== this.#id) return;
    this.#offerCodes(summary);
    if (this.#range > LONGEST_LIVE) return;
    const now = api.serverNow() / 1000;
    for (const chart of this.#charts) {
      if (chart.options.read) chart.append(now, chart.options.read(summary, this.#code), this.#range);
    }
    this.#later();
  }

  /** Draws all charts up to now. */
  draw() {
    if (this.#id === null || !globalThis.d3) return;
    const now = api.serverNow() / 1000;
    setText(this.#axis, t("series.axis", { zone: zoneName() }));
    for (const chart of this.#charts) chart.draw(now - this.#range, now);
  }

  /** The choice of signals; the one most satellites carry comes first. */
  #offerCodes(summary) {
    const weights = new Map();
    for (const signal of summary.signals ?? []) weights.set(signal.code, (weights.get(signal.code) ?? 0) + (signal.satellites ?? 0));
    const codes = [...weights.keys()].sort();
    if (codes.length === 0 || codes.join() === this.#codes.join()) return;
    this.#codes = codes;
    const first = this.#code === null || !weights.has(this.#code);
    if (first) this.#code = codes.reduce((best, code) => (weights.get(code) > weights.get(best) ? code : best));
    this.#select.replaceChildren(...codes.map((code) => h("option", { value: code, selected: code === this.#code }, code)));
    if (first) this.reload();
  }
}
