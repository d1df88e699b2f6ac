// Where the satellites stand: azimuth clockwise from north, zenith in the middle, horizon at the rim.

import { bySystem, constellation, systemClass } from "./constellations.js";
import { h, svg } from "./dom.js";
import { duration, fixed } from "./format.js";
import { language, t } from "./i18n.js";

const RADIUS = 150;
const MARGIN = 22;
const SIZE = 2 * (RADIUS + MARGIN);
const DISC = 11;

const placed = (satellite) => Number.isFinite(satellite.azimuthDegrees) && Number.isFinite(satellite.elevationDegrees);

/** Plate carrée of the zenith distance, as field software draws it: 45° lies half-way between rim and centre. */
function point(azimuth, elevation) {
  const distance = RADIUS * (1 - Math.max(0, elevation) / 90);
  const angle = (azimuth * Math.PI) / 180;
  return [distance * Math.sin(angle), -distance * Math.cos(angle)];
}

function grid() {
  const rings = [0, 15, 30, 45, 60, 75].map((elevation) => svg("circle", {
    r: RADIUS * (1 - elevation / 90), class: elevation === 0 ? "rim" : elevation % 30 === 0 ? "ring" : "ring fine",
  }));
  const spokes = [0, 30, 60, 90, 120, 150].map((azimuth) => {
    const [x, y] = point(azimuth, 0);
    return svg("line", { x1: x, y1: y, x2: -x, y2: -y, class: azimuth % 90 === 0 ? "ring" : "ring fine" });
  });
  const names = [["sky.north", 0], ["sky.east", 90], ["sky.south", 180], ["sky.west", 270]].map(([key, azimuth]) => {
    const [x, y] = point(azimuth, 0);
    const factor = (RADIUS + 12) / RADIUS;
    return svg("text", { x: x * factor, y: y * factor, class: "compass" }, t(key));
  });
  const elevations = [30, 60].map((elevation) => svg("text", { x: 3, y: -RADIUS * (1 - elevation / 90) + 9, class: "elevation" }, `${elevation}°`));
  return [...rings, ...spokes, ...names, ...elevations];
}

function mark(satellite) {
  const [x, y] = point(satellite.azimuthDegrees, satellite.elevationDegrees);
  const signals = satellite.signals ?? [];
  const words = signals.map((signal) => `${signal.code} ${fixed(signal.cn0_dbHz, 1)} dB-Hz (${duration(signal.lockTime)})`).join("\n");
  return svg("g", {
    transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`, "data-satellite": satellite.id,
    class: `satellite ${systemClass(satellite.system)}${signals.length === 0 ? " hollow" : ""}`,
  },
  svg("title", {}, t("sky.satellite", {
    id: satellite.id, system: constellation(satellite.system)[language()],
    azimuth: `${fixed(satellite.azimuthDegrees, 0)}°`, elevation: `${fixed(satellite.elevationDegrees, 0)}°`, signals: words,
  })),
  svg("circle", { r: DISC }), svg("text", {}, satellite.id));
}

function legend(sky) {
  const numbers = new Map();
  for (const satellite of sky) numbers.set(satellite.system, (numbers.get(satellite.system) ?? 0) + 1);
  return h("ul", { class: "legend" }, [...numbers].sort(([a], [b]) => bySystem(a, b)).map(([system, number]) =>
    h("li", { class: systemClass(system) }, h("span", { class: "swatch" }), `${constellation(system)[language()]} ${number}`)));
}

/** Draws the satellites of a station's details. */
export function drawSky(element, sky) {
  const shown = sky.filter(placed);
  const unplaced = sky.filter((satellite) => !placed(satellite)).map((satellite) => satellite.id);
  // Low elevations first, so that the satellites that matter most lie on top.
  const marks = [...shown].sort((a, b) => a.elevationDegrees - b.elevationDegrees).map(mark);
  element.replaceChildren(
    svg("svg", {
      viewBox: `${-SIZE / 2} ${-SIZE / 2} ${SIZE} ${SIZE}`, class: "sky", role: "img", "aria-label": t("sky.label", { count: shown.length }),
    }, grid(), marks),
    sky.length === 0 ? h("p", { class: "muted" }, t("sky.none")) : legend(sky),
    ...(shown.some((satellite) => (satellite.signals ?? []).length === 0) ? [h("p", { class: "muted small" }, t("sky.hollow"))] : []),
    ...(unplaced.length > 0 ? [h("p", { class: "muted small" }, t("sky.unplaced"), unplaced.join(" "))] : []));
}
