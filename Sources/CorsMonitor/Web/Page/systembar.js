// A small bar that divides a station's satellites by system.

import { bySystem, constellation, systemClass } from "./constellations.js";
import { setAttribute, svg } from "./dom.js";

/** Satellites that fill the whole width; a station with all systems and an open sky tracks about this many. */
const FULL = 60;
const WIDTH = 64;
const HEIGHT = 8;

/** Draws `satellites` ({system: count}) into `place`, and says them in its title: "G11 R8 E9 C15". */
export function systemBar(place, satellites) {
  const parts = Object.entries(satellites ?? {}).filter(([, number]) => number > 0).sort(([a], [b]) => bySystem(a, b));
  const words = parts.map(([system, number]) => `${constellation(system).letter}${number}`).join(" ");
  if (place.dataset.shown === words) return;
  place.dataset.shown = words;
  setAttribute(place, "title", words || null);
  const total = parts.reduce((sum, [, number]) => sum + number, 0);
  const scale = WIDTH / Math.max(FULL, total);
  let x = 0;
  place.replaceChildren(svg("svg", { width: WIDTH, height: HEIGHT, preserveAspectRatio: "none", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true" },
    parts.map(([system, number]) => {
      const width = number * scale;
      const rect = svg("rect", { x, y: 0, width: Math.max(0.5, width - 1), height: HEIGHT, class: systemClass(system) });
      x += width;
      return rect;
    })));
}
