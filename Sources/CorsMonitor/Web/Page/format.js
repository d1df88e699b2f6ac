// Numbers for people. A value the station does not give is "—", never 0.

export const NONE = "—";

const missing = (value) => value === null || value === undefined || !Number.isFinite(value);

/** A number with fixed decimals. */
export const fixed = (value, decimals = 0) => (missing(value) ? NONE : value.toFixed(decimals));

/** With its unit behind a no-break space. */
export const withUnit = (value, decimals, unit) => (missing(value) ? NONE : `${value.toFixed(decimals)}\u00a0${unit}`);

/** Seconds as the reader wants them: ms below 10 s keeps two decimals, minutes and hours above. */
export function duration(seconds) {
  if (missing(seconds)) return NONE;
  const size = Math.abs(seconds);
  if (size < 10) return `${seconds.toFixed(2)}\u00a0s`;
  if (size < 120) return `${seconds.toFixed(0)}\u00a0s`;
  if (size < 7200) return `${(seconds / 60).toFixed(0)}\u00a0min`;
  if (size < 172_800) return `${(seconds / 3600).toFixed(1)}\u00a0h`;
  return `${(seconds / 86_400).toFixed(1)}\u00a0d`;
}

/** A share 0…1 in per cent. 99.98 % is not shown as 100 %: it is cut, not rounded. */
export function share(value) {
  if (missing(value)) return NONE;
  if (value >= 1) return "100\u00a0%";
  return `${(Math.floor(value * 10_000) / 100).toFixed(2)}\u00a0%`;
}

/** Bytes per second. */
export function byteRate(value) {
  if (missing(value)) return NONE;
  if (value < 1000) return `${value.toFixed(0)}\u00a0B/s`;
  return `${(value / 1000).toFixed(2)}\u00a0kB/s`;
}

/** A count with thin groups of three. */
export const count = (value) => (missing(value) ? NONE : Math.round(value).toString().replace(/\B(?=(\d{3})+$)/g, "\u202f"));

/** A value of a verdict with the unit the server gives; enough digits to see on which side of the limit it lies. */
export function measured(value, unit) {
  if (value === null || value === undefined || value === "") return NONE;
  const text = typeof value === "number" ? String(Number(value.toPrecision(4))) : String(value);
  return unit ? `${text}\u00a0${unit}` : text;
}

/** Latitude and longitude to 0.01°: enough to find the town. The page shows no station coordinates to the metre. */
export function position(latitude, longitude) {
  if (missing(latitude) || missing(longitude)) return NONE;
  const side = (value, positive, negative) => `${Math.abs(value).toFixed(2)}°\u00a0${value < 0 ? negative : positive}`;
  return `${side(latitude, "N", "S")}, ${side(longitude, "E", "W")}`;
}

/** Mean C/N0 over all signals of a station in dB-Hz, weighted by the satellites that carry them; null without any. */
export function meanCN0(signals, code = null) {
  let sum = 0;
  let weight = 0;
  for (const signal of signals ?? []) {
    if (missing(signal.cn0_dbHz) || !(signal.satellites > 0) || (code !== null && signal.code !== code)) continue;
    sum += signal.cn0_dbHz * signal.satellites;
    weight += signal.satellites;
  }
  return weight > 0 ? sum / weight : null;
}
