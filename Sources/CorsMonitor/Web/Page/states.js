// The four states of a station. Each has a colour, a shape and a word: the colour alone never carries the meaning.

import { svg } from "./dom.js";
import { t } from "./i18n.js";

/** Worst first: the order of sorting and of labels on the map. */
export const STATES = ["down", "degraded", "noEvidence", "up"];

/** The states by the number that the metric `state` gives them. */
export const BY_NUMBER = ["up", "noEvidence", "degraded", "down"];

/** The order of the headline. */
export const HEADLINE = ["up", "degraded", "down", "noEvidence"];

/** 0 for the worst state; an unknown word from a newer server counts as no evidence. */
export function severity(state) {
  const index = STATES.indexOf(state);
  return index < 0 ? STATES.indexOf("noEvidence") : index;
}

export const knownState = (state) => STATES[severity(state)];
export const stateWord = (state) => t(`state.${knownState(state)}`);

/** Shape on a 16 × 16 field: disc, triangle, square with a cross, dashed ring with a dash. */
export function stateIcon(state, size = 16) {
  const known = knownState(state);
  const shapes = {
    up: [svg("circle", { cx: 8, cy: 8, r: 6.5, class: "shape" }), svg("path", { d: "M5 8.2 7.2 10.4 11 5.8", class: "glyph" })],
    degraded: [
      svg("path", { d: "M8 1.4 15.2 14.2H.8Z", class: "shape" }), svg("path", { d: "M8 6v4", class: "glyph" }),
      svg("circle", { cx: 8, cy: 12.2, r: 0.9, class: "dot" }),
    ],
    down: [
      svg("rect", { x: 1.5, y: 1.5, width: 13, height: 13, rx: 1.5, class: "shape" }),
      svg("path", { d: "M5 5 11 11M11 5 5 11", class: "glyph" }),
    ],
    noEvidence: [svg("circle", { cx: 8, cy: 8, r: 6, class: "ring" }), svg("path", { d: "M5.3 8H10.7", class: "dash" })],
  };
  return svg("svg", { viewBox: "0 0 16 16", width: size, height: size, class: `icon state-${known}`, "aria-hidden": "true" }, shapes[known]);
}
