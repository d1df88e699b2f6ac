// Numbers for people. A value the station does not give is "—", never 0.

export const NONE = "—";

const missing = (value) => value === null || value === undefined || !Number.isFinite(value);

/** A number with fixed decimals. */
export const fixed = (value, decimals = 0) => (missing(value) ? NONE : value.toFixed(decimals));

/** With its unit behind a no-break space. */
export const withUnit = (value, decimals, unit) => (missing(value) ? NONE : `${value.toFixed(decimals)}\u00a0${unit}`);

/** Seconds as the reader wants them: ms below 0.1 s, two decimals below 10 s, minutes and hours above. */
export function duration(seconds) {
  if (missing(seconds)) return NONE;
  const size = Math.abs(seconds);
  if (size > 0 && size < 0.1) return `${(seconds * 1000).toFixed(0)}\u00a0ms`;
  if (size < 10) return `${seconds.toFixed(2)}\u00a0s`;
  if (size < 120) return `${seconds.toFixed(0)}\u00a0s`;
  if (size < 7200) return `${(seconds / 60).toFixed(0)}\u00a0min`;
  if (size < 172_800) return `${(seconds / 3600).toFixed(1)}\u00a0h`;
  return `${(seconds / 86_400).toFixed(1)}\u00a0d`;
}

/** An age in ms, in whole seconds at least. */
export const wholeDuration = (ms) => {
  if (missing(ms)) return NONE;
  const whole = Math.max(0, Math.round(ms / 1000));
  return whole < 10 ? `${whole}\u00a0s` : duration(whole);
};

/** A share 0…1 for a column headed "%". 99.998 % is not shown as 100 %: it is cut, not rounded. */
export function percent(value) {
  if (missing(value)) return NONE;
  // The small term keeps 0.9983 from becoming 99.82 through its binary form.
  return value >= 1 ? "100" : (Math.floor(value * 10_000 + 1e-9) / 100).toFixed(2);
}

/** A share 0…1 in per cent. */
export const share = (value) => (missing(value) ? NONE : `${percent(value)}\u00a0%`);

/** Seconds for a column headed "s"; a station in the same building is heard within milliseconds. */
export const seconds = (value) => (missing(value) ? NONE : value.toFixed(Math.abs(value) < 0.1 ? 3 : Math.abs(value) < 100 ? 2 : 0));

/** Kilobytes per second for a column headed "kB/s". */
export const kilobytes = (value) => (missing(value) ? NONE : (value / 1000).toFixed(2));

/** Bytes per second. */
export function byteRate(value) {
  if (missing(value)) return NONE;
  if (value < 1000) return `${value.toFixed(0)}\u00a0B/s`;
  return `${(value / 1000).toFixed(2)}\u00a0kB/s`;
}

/** A count with thin groups of three. */
export const count = (value) => (missing(value) ? NONE : Math.round(value).toString().replace(/\B(?=(\d{3})+$)/g, "\u202f"));

/** A value of a verdict with the unit the server gives ("1" for counts and ratios), with enough digits to see on which side
    of the limit it lies. */
export function measured(value, unit) {
  if (value === null || value === undefined || value === "") return NONE;
  const text = typeof value === "number" ? String(Number(value.toPrecision(4))) : String(value);
  return unit && unit !== "1" ? `${text}\u00a0${unit}` : text;
}

/** Latitude and longitude to 0.01°: enough to find the town. The page shows no station coordinates to the metre. */
export function position(latitude, longitude) {
  if (missing(latitude) || missing(longitude)) return NONE;
  const side = (value, positive, negative) => `${Math.abs(value).toFixed(2)}°\u00a0${value < 0 ? negative : positive}`;
  return `${side(latitude, "N", "S")}, ${side(longitude, "E", "W")}`;
}

/** Mean C/N0 over all signals of a station in dB-Hz, weighted by the satellites that carry them; null without any. */
export function meanCN0(signals) {
  let sum = 0;
  let weight = 0;
  for (const signal of signals ?? []) {
    if (missing(signal.cn0_dbHz) || !(signal.satellites > 0)) continue;
    sum += signal.cn0_dbHz * signal.satellites;
    weight += signal.satellites;
  }
  return weight > 0 ? sum / weight : null;
}
