// The history of a station as small charts over one time axis. The server's series are read once and then continued
// with the live summaries; what is missing stays a gap.

import * as api from "./api.js";
import { Chart } from "./chart.js";
import { bySystem, constellation } from "./constellations.js";
import { h, memory, setAttribute, setText } from "./dom.js";
import { drawingLater } from "./draw.js";
import { byteRate, duration, fixed, share, withUnit } from "./format.js";
import { language, t } from "./i18n.js";
import { Ribbon } from "./ribbon.js";
import { BY_NUMBER, knownState } from "./states.js";
import * as store from "./store.js";
import { zoneName } from "./time.js";

const KEY = "jizhun.range";
const RANGES = [600, 3600, 86_400];
/** A day is shown from minute roll-ups, which no single summary continues: it is read again instead. */
const LONGEST_LIVE = 3600;
const REREAD_MS = 60_000;

/** A signal as the metrics name it: the system's letter and the RINEX code without its type, "C2I". */
const nameOf = (signal) => constellation(signal.system).letter + signal.code;

/** `read` takes the live value from a summary, the one before it and the chosen signal. */
const METRICS = [
  { metric: "state", read: (s) => BY_NUMBER.indexOf(knownState(s.state)), band: true },
  { metric: "satelliteCount", read: (s) => s.satelliteCount, format: (v) => fixed(v, 0), whole: true },
  { metric: "completeness", read: (s) => s.completeness, format: share, ceiling: 1 },
  { metric: "latency", read: (s) => s.latency, format: duration, floor: 0 },
  { metric: "cn0", read: (s, _, name) => (s.signals ?? []).find((signal) => nameOf(signal) === name)?.cn0_dbHz, format: (v) => withUnit(v, 1, "dB-Hz") },
  { metric: "bytesPerSecond", read: (s) => s.bytesPerSecond, format: byteRate, floor: 0 },
  { metric: "crcFailures", read: (s, before) => (before ? Math.max(0, s.crcFailures - before.crcFailures) : null), format: (v) => fixed(v, 0), floor: 0, whole: true },
];

/** The charts of one station. */
export class SeriesPanel {
  #id = null;
  #range = RANGES.includes(Number(memory.get(KEY))) ? Number(memory.get(KEY)) : RANGES[0];
  #signal = null;
  #offered = "";
  #before = null;
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
    this.#charts = METRICS.map((metric) => new (metric.band ? Ribbon : Chart)({ ...metric, title: t(`series.${metric.metric}`) }));
    this.#select = h("select", {
      "aria-label": t("series.signal"),
      onchange: (event) => {
        this.#signal = event.target.value;
        this.#charts.find((chart) => chart.options.metric === "cn0").clear();
        this.reload();
      },
    });
    this.#offered = "";
    this.#charts.find((chart) => chart.options.metric === "cn0").head.append(this.#select);
    return h("section", { class: "panel series-panel", "aria-label": t("series.title") },
      h("div", { class: "panel-head" }, h("h2", {}, t("series.title")), this.#axis,
        h("div", { class: "switch", role: "group", "aria-label": t("series.range") }, ranges)),
      globalThis.d3 ? h("div", { class: "charts" }, this.#charts.map((chart) => chart.element))
        : h("p", { class: "notice" }, t("series.missing")));
  }

  /** Shows a station from now on. */
  open(id) {
    if (id !== this.#id) {
      this.#signal = null;
      this.#before = null;
    }
    this.#id = id;
    this.reload();
  }

  /** Stops. */
  close() {
    this.#id = null;
    clearTimeout(this.#timer);
  }

  /** The right edge in Unix seconds: now, and for a recording, which has no times of arrival, its own last epoch. */
  #now() {
    const summary = store.byID(this.#id);
    const epoch = summary && !summary.lastArrival ? Date.parse(summary.lastEpoch ?? "") : NaN;
    return (Number.isFinite(epoch) ? epoch : api.serverNow()) / 1000;
  }

  /** Reads all series again. */
  async reload() {
    clearTimeout(this.#timer);
    if (this.#id === null || !globalThis.d3) return;
    const id = this.#id;
    const summary = store.byID(id);
    // A replay that has ended sends no summary that would bring its signals.
    if (summary) this.#offerSignals(summary);
    this.#reading += 1;
    const reading = this.#reading;
    const to = this.#now();
    await Promise.all(this.#charts.map(async (chart) => {
      const metric = chart.options.metric === "cn0" ? (this.#signal === null ? null : `cn0_dbHz.${this.#signal}`) : chart.options.metric;
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
    if (this.#offerSignals(summary)) this.reload();
    const before = this.#before;
    this.#before = summary;
    if (this.#range > LONGEST_LIVE) return;
    const now = this.#now();
    for (const chart of this.#charts) {
      chart.history.append(now, chart.options.read(summary, before, this.#signal), this.#range);
    }
    this.#later();
  }

  /** Draws all charts up to now. */
  draw() {
    if (this.#id === null || !globalThis.d3) return;
    const now = this.#now();
    setText(this.#axis, t("series.axis", { zone: zoneName() }));
    for (const chart of this.#charts) chart.draw(now - this.#range, now);
  }

  /** The choice of signals, by system; the one most satellites carry is taken until the reader chooses. True when the signal shown is
      another than before. */
  #offerSignals(summary) {
    const signals = [...(summary.signals ?? [])].sort((a, b) => bySystem(a.system, b.system) || a.code.localeCompare(b.code));
    const names = signals.map(nameOf);
    if (signals.length === 0 || names.join() === this.#offered) return false;
    this.#offered = names.join();
    const first = !names.includes(this.#signal);
    if (first) this.#signal = nameOf(signals.reduce((best, signal) => (signal.satellites > best.satellites ? signal : best)));
    this.#select.replaceChildren(...signals.map((signal) => h("option", { value: nameOf(signal), selected: nameOf(signal) === this.#signal },
      `${constellation(signal.system)[language()]} ${signal.code}`)));
    return first;
  }
}
