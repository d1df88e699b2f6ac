// C/N0 of every signal of every satellite: a row of bars for each system, one group per satellite, one bar per signal.

import { bySystem, constellation, systemClass } from "./constellations.js";
import { h, svg } from "./dom.js";
import { duration, withUnit } from "./format.js";
import { language, t } from "./i18n.js";

/** The axis in dB-Hz: below 20 nothing is tracked, above 55 nothing is received by a geodetic antenna. */
const LOWEST = 20;
const HIGHEST = 55;
const HEIGHT = 64;
const LEFT = 24;
const FOOT = 13;
const TOP = 5;

const y = (cn0) => TOP + HEIGHT * (1 - (Math.min(HIGHEST, Math.max(LOWEST, cn0)) - LOWEST) / (HIGHEST - LOWEST));

function bars(satellites, codes, width) {
  const slot = Math.min(56, (width - LEFT) / satellites.length);
  const bar = Math.max(1.5, Math.min(10, (slot - 4) / codes.length));
  return satellites.map((satellite, index) => {
    const x = LEFT + index * slot;
    const used = codes.length * bar;
    return svg("g", { "data-satellite": satellite.id },
      satellite.signals.map((signal) => {
        if (!Number.isFinite(signal.cn0_dbHz)) return null;
        const rank = codes.indexOf(signal.code);
        return svg("rect", {
          x: (x + (slot - used) / 2 + rank * bar).toFixed(1), y: y(signal.cn0_dbHz).toFixed(1),
          width: (bar - 0.6).toFixed(1), height: Math.max(0.5, y(LOWEST) - y(signal.cn0_dbHz)).toFixed(1), class: `rank-${rank % 6}`,
        }, svg("title", {}, t("cn0.bar", {
          id: satellite.id, code: signal.code, cn0: withUnit(signal.cn0_dbHz, 1, "dB-Hz"), lock: duration(signal.lockTime),
        })));
      }),
      svg("text", { x: (x + slot / 2).toFixed(1), y: TOP + HEIGHT + 10, class: "id" }, slot < 20 ? satellite.id.slice(1) : satellite.id));
  });
}

function row(system, satellites, width) {
  const codes = [...new Set(satellites.flatMap((satellite) => satellite.signals.map((signal) => signal.code)))].sort();
  // Wide enough that a bar can still be seen; the row scrolls where the screen is narrower.
  const wide = Math.max(width, LEFT + satellites.length * (codes.length * 2.5 + 6));
  const name = constellation(system)[language()];
  const levels = [30, 40, 50].map((level) => [
    svg("line", { x1: LEFT, x2: wide, y1: y(level), y2: y(level), class: "level" }),
    svg("text", { x: LEFT - 4, y: y(level) + 3, class: "axis" }, level),
  ]);
  return h("div", { class: `cn0-row ${systemClass(system)}` },
    h("div", { class: "cn0-head" }, h("strong", {}, h("span", { class: "swatch" }), name, ` ${satellites.length}`),
      codes.map((code, rank) => h("span", { class: `code-key rank-${rank % 6}` }, h("span", { class: "swatch" }), code))),
    h("div", { class: "cn0-scroll" },
      svg("svg", {
        width: wide, height: TOP + HEIGHT + FOOT, viewBox: `0 0 ${wide} ${TOP + HEIGHT + FOOT}`, role: "img",
        "aria-label": t("cn0.label", { system: name, count: satellites.length }),
      }, levels, bars(satellites, codes, wide))));
}

/** Draws the signals of a station's details. */
export function drawCN0(element, sky) {
  const systems = new Map();
  for (const satellite of sky) {
    if ((satellite.signals ?? []).length === 0) continue;
    if (!systems.has(satellite.system)) systems.set(satellite.system, []);
    systems.get(satellite.system).push(satellite);
  }
  // Where each row was scrolled to must survive the redraw.
  const scrolled = [...element.querySelectorAll(".cn0-scroll")].map((part) => part.scrollLeft);
  const width = Math.max(240, element.clientWidth - 24);
  element.replaceChildren(...(systems.size === 0
    ? [h("p", { class: "muted" }, t("sky.none"))]
    : [...systems].sort(([a], [b]) => bySystem(a, b)).map(([system, satellites]) =>
      row(system, satellites.sort((a, b) => a.id.localeCompare(b.id)), width))));
  element.querySelectorAll(".cn0-scroll").forEach((part, index) => { part.scrollLeft = scrolled[index] ?? 0; });
}
