// Satellite systems as the API names them, in the order of the RTCM MSM groups, with RINEX letters.
// Colours are in style.css as --GPS etc.; satellites also carry their letter, so colour is never alone.

export const CONSTELLATIONS = [
  { system: "GPS", letter: "G", zh: "GPS", en: "GPS" },
  { system: "GLONASS", letter: "R", zh: "GLONASS", en: "GLONASS" },
  { system: "Galileo", letter: "E", zh: "Galileo", en: "Galileo" },
  { system: "SBAS", letter: "S", zh: "SBAS", en: "SBAS" },
  { system: "QZSS", letter: "J", zh: "QZSS", en: "QZSS" },
  { system: "BeiDou", letter: "C", zh: "北斗", en: "BeiDou" },
  { system: "NavIC", letter: "I", zh: "NavIC", en: "NavIC" },
];

const known = new Map(CONSTELLATIONS.map((constellation, index) => [constellation.system, { ...constellation, index }]));

/** The constellation of that API name; an unknown one is shown under its own name, after the known ones. */
export function constellation(system) {
  return known.get(system) ?? { system, letter: "?", zh: system, en: system, index: CONSTELLATIONS.length };
}

/** A CSS class that sets `--system` to the constellation's colour. */
export const systemClass = (system) => (known.has(system) ? `system-${system}` : "system-other");

/** For sorting names of systems. */
export const bySystem = (a, b) => constellation(a).index - constellation(b).index;
