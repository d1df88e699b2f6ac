// One small line chart with D3. Missing values and missing seconds are gaps, never bridged by a line.

import { h, setAttribute, setText, svg } from "./dom.js";
import { History } from "./history.js";
import { t } from "./i18n.js";
import { clock, showsUTC } from "./time.js";

const HEIGHT = 132;
const MARGIN = { top: 8, right: 10, bottom: 20, left: 46 };

/** A chart for one metric; `options` are those of METRICS in series.js. */
export class Chart {
  history = new History();
  #message = null;
  #place = h("div", { class: "chart-place" });
  #value = h("span", { class: "chart-value" });
  #window = [0, 1];
  #scales = null;
  #cursor = null;
  #pointer = null;

  constructor(options) {
    this.options = options;
    this.head = h("figcaption", {}, h("span", {}, options.title), this.#value);
    this.element = h("figure", { class: `chart chart-${options.metric}`, "data-metric": options.metric }, this.head, this.#place);
    this.#message = t("series.loading");
    this.#place.addEventListener("pointermove", (event) => this.#point(event));
    this.#place.addEventListener("pointerleave", () => this.#leave());
  }

  /** Takes an answer of the API. */
  fill(answer) {
    this.history.fill(answer);
    this.#message = null;
  }

  /** Forgets all: another signal was chosen, or none. */
  clear() {
    this.history.clear();
    this.#message = null;
  }

  /** The server did not answer; live values still come. */
  fail() {
    this.#message = t("series.failed");
  }

  #domain(values) {
    let [low, high] = d3.extent(values);
    if (this.options.floor !== undefined) low = Math.min(low, this.options.floor);
    if (this.options.ceiling !== undefined) high = Math.max(high, this.options.ceiling);
    const least = this.options.whole ? 4 : this.options.ceiling !== undefined ? 0.02 : Math.max(1e-3, 0.02 * Math.abs(high));
    if (high - low < least) {
      if (this.options.ceiling !== undefined) low = high - least;
      else if (this.options.floor !== undefined) high = low + least;
      else [low, high] = [low - least / 2, high + least / 2];
    }
    const pad = 0.06 * (high - low);
    return [
      this.options.floor !== undefined ? low : low - pad,
      this.options.ceiling !== undefined ? high : high + pad,
    ];
  }

  /** Draws the window from `from` to `to` in Unix seconds. */
  draw(from, to) {
    this.#window = [from, to];
    const runs = this.history.runs(from);
    const values = runs.flat().map((point) => point[1]);
    const latest = this.history.points[this.history.points.length - 1]?.[1] ?? null;
    setText(this.#value, this.options.format(latest));
    setAttribute(this.element, "data-points", values.length);
    const width = Math.max(200, this.#place.clientWidth);
    const [right, bottom] = [width - MARGIN.right, HEIGHT - MARGIN.bottom];
    const scale = (showsUTC() ? d3.scaleUtc : d3.scaleTime)()
      .domain([new Date(from * 1000), new Date(to * 1000)]).range([MARGIN.left, right]);
    const x = (time) => scale(new Date(time * 1000));
    const times = scale.ticks(Math.max(2, Math.floor(width / 75))).filter((date) => scale(date) < right - 12);
    const ticks = times.map((date) => svg("g", { transform: `translate(${scale(date).toFixed(1)} 0)` },
      svg("line", { y1: MARGIN.top, y2: bottom, class: "grid" }),
      svg("text", { y: HEIGHT - 6, class: "tick x" }, clock(date).slice(0, 5))));
    const parts = [...ticks];
    this.#scales = null;
    if (values.length > 0) {
      const y = d3.scaleLinear().domain(this.#domain(values)).range([bottom, MARGIN.top]);
      const line = d3.line().x((point) => x(point[0])).y((point) => y(point[1]))
        .curve(this.options.whole ? d3.curveStepAfter : d3.curveLinear);
      for (const tick of y.ticks(4)) {
        if (this.options.whole && !Number.isInteger(tick)) continue;
        parts.push(svg("line", { x1: MARGIN.left, x2: right, y1: y(tick), y2: y(tick), class: "grid" }),
          svg("text", { x: MARGIN.left - 5, y: y(tick) + 3, class: "tick y" }, this.#tick(tick, y)));
      }
      for (const run of runs) {
        parts.push(run.length === 1
          ? svg("circle", { cx: x(run[0][0]), cy: y(run[0][1]), r: 1.4, class: "lone" })
          : svg("path", { d: line(run), class: "line" }));
      }
      this.#scales = { x, y, scale };
    } else {
      parts.push(svg("text", { x: (MARGIN.left + right) / 2, y: (MARGIN.top + bottom) / 2, class: "none" },
        this.#message ?? t("series.empty")));
    }
    parts.push(svg("line", { x1: MARGIN.left, x2: right, y1: bottom, y2: bottom, class: "base" }));
    this.#cursor = svg("g", { class: "cursor", visibility: "hidden" },
      svg("line", { y1: MARGIN.top, y2: bottom }), svg("circle", { r: 3 }), svg("text", { y: MARGIN.top + 8 }));
    this.#place.replaceChildren(svg("svg", {
      width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}`, role: "img",
      "aria-label": t("series.chart", { title: this.options.title, value: this.options.format(latest) }),
    }, parts, this.#cursor));
    if (this.#pointer !== null) this.#show(this.#pointer);
  }

  #tick(value, y) {
    if (this.options.metric === "completeness") return `${Number((100 * value).toPrecision(5))}%`;
    if (this.options.metric === "bytesPerSecond" && value >= 1000) return `${Number((value / 1000).toPrecision(4))}k`;
    return y.tickFormat(4)(value);
  }

  #point(event) {
    this.#pointer = event.clientX - this.#place.getBoundingClientRect().left;
    this.#show(this.#pointer);
  }

  #leave() {
    this.#pointer = null;
    this.#cursor?.setAttribute("visibility", "hidden");
  }

  /** The value under the pointer, only where there is one within a gap's length. */
  #show(pointer) {
    if (!this.#scales || !this.#cursor) return;
    const { x, y, scale } = this.#scales;
    const time = scale.invert(pointer).getTime() / 1000;
    const { points } = this.history;
    const index = d3.bisector((point) => point[0]).left(points, time);
    const [near] = [points[index - 1], points[index]].filter(Boolean)
      .sort((a, b) => Math.abs(a[0] - time) - Math.abs(b[0] - time));
    // On a wide window one pixel is more than one interval.
    const reach = Math.max(this.history.longestStep, (this.#window[1] - this.#window[0]) / 150);
    if (!near || near[1] === null || Math.abs(near[0] - time) > reach || near[0] < this.#window[0]) {
      this.#cursor.setAttribute("visibility", "hidden");
      return;
    }
    const [line, dot, text] = this.#cursor.children;
    const at = x(near[0]);
    for (const name of ["x1", "x2"]) line.setAttribute(name, at);
    dot.setAttribute("cx", at);
    dot.setAttribute("cy", y(near[1]));
    const leftHalf = at < (scale.range()[0] + scale.range()[1]) / 2;
    text.setAttribute("x", at + (leftHalf ? 6 : -6));
    text.setAttribute("text-anchor", leftHalf ? "start" : "end");
    setText(text, `${this.options.format(near[1])}  ${clock(new Date(near[0] * 1000))}`);
    this.#cursor.setAttribute("visibility", "visible");
  }
}
