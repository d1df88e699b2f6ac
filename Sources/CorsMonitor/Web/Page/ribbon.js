// The state of a station over time as a band. The worse a state, the higher its part of the band: colour is not alone.

import { h, setText, svg } from "./dom.js";
import { History } from "./history.js";
import { t } from "./i18n.js";
import { BY_NUMBER, stateWord } from "./states.js";
import { clock, showsUTC } from "./time.js";

const HEIGHT = 40;
const BAND = 16;
const MARGIN = { left: 12, right: 12, top: 4 };

/** Height in pixels by state. */
const TALL = { up: 5, noEvidence: 5, mixed: 9, degraded: 12, down: BAND };

/** A minute's mean of several states is no state: it is shown as mixed, not rounded to one of them. */
const stateOf = (value) => (Number.isInteger(value) ? BY_NUMBER[value] ?? null : "mixed");

const wordOf = (state) => (state === "mixed" ? t("series.mixed") : stateWord(state));

/** The band; it is filled and drawn as a Chart is. */
export class Ribbon {
  history = new History();
  #place = h("div", { class: "ribbon-place" });
  #value = h("span", { class: "chart-value" });

  constructor(options) {
    this.options = options;
    this.element = h("figure", { class: "chart ribbon", "data-metric": options.metric },
      h("figcaption", {}, h("span", {}, options.title), this.#value), this.#place);
  }

  /** Takes an answer of the API. */
  fill(answer) {
    this.history.fill(answer);
  }

  /** Forgets all. */
  clear() {
    this.history.clear();
  }

  /** The server did not answer; live values still come. */
  fail() {}

  /** Stretches of one state; where values are missing there is nothing. */
  #stretches(from) {
    const stretches = [];
    for (const run of this.history.runs(from)) {
      let last = null;
      for (const [time, value] of run) {
        const state = stateOf(value);
        if (last) last.end = time;
        if (!last || last.state !== state) {
          last = { state, start: time, end: time };
          stretches.push(last);
        }
      }
      // The last value of a run stands for its own interval.
      last.end += this.history.resolution;
    }
    return stretches.filter((stretch) => stretch.state !== null);
  }

  /** Draws the window from `from` to `to` in Unix seconds. */
  draw(from, to) {
    const width = Math.max(200, this.#place.clientWidth);
    const scale = (showsUTC() ? d3.scaleUtc : d3.scaleTime)().domain([new Date(from * 1000), new Date(to * 1000)])
      .range([MARGIN.left, width - MARGIN.right]).clamp(true);
    const x = (time) => scale(new Date(time * 1000));
    const stretches = this.#stretches(from);
    const latest = stretches[stretches.length - 1];
    setText(this.#value, latest ? wordOf(latest.state) : "—");
    const bands = stretches.map(({ state, start, end }) => svg("rect", {
      x: x(start).toFixed(1), y: MARGIN.top + BAND - TALL[state], height: TALL[state],
      width: Math.max(1, x(end) - x(start)).toFixed(1), class: `band state-${state}`,
    }, svg("title", {}, `${wordOf(state)}  ${clock(new Date(start * 1000))} – ${clock(new Date(end * 1000))}`)));
    const times = scale.ticks(Math.max(2, Math.floor(width / 110))).filter((date) => scale(date) > 18 && scale(date) < width - 18);
    const ticks = times.map((date) => svg("text", {
      x: scale(date).toFixed(1), y: HEIGHT - 6, class: "tick x",
    }, clock(date).slice(0, 5)));
    this.#place.replaceChildren(svg("svg", {
      width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}`, role: "img",
      "aria-label": t("series.chart", { title: this.options.title, value: latest ? wordOf(latest.state) : "—" }),
    },
    svg("rect", { x: MARGIN.left, y: MARGIN.top, width: width - MARGIN.left - MARGIN.right, height: BAND, class: "band-ground" }),
    bands, ticks));
  }
}
