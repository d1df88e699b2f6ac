// Clock times, local or UTC by the reader's choice, always marked which.

import { memory } from "./dom.js";
import { NONE } from "./format.js";
import { t } from "./i18n.js";

const KEY = "jizhun.clock";
const listeners = new Set();
let utc = memory.get(KEY) === "utc";

export const showsUTC = () => utc;
export const onZoneChange = (listener) => listeners.add(listener);

/** Chooses UTC or local time for the whole page. */
export function setUTC(value) {
  utc = value;
  memory.set(KEY, value ? "utc" : "local");
  for (const listener of listeners) listener();
}

const two = (value) => String(value).padStart(2, "0");

/** "UTC+08:00" of the browser's zone at `date`. */
export function offsetName(date = new Date()) {
  const minutes = -date.getTimezoneOffset();
  const size = Math.abs(minutes);
  return `UTC${minutes < 0 ? "−" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** "UTC" or "local (UTC+08:00)" in the page's language. */
export const zoneName = () => (utc ? "UTC" : `${t("clock.local")} ${offsetName()}`);

/** "UTC" or "local" alone. */
export const zoneShort = () => (utc ? "UTC" : t("clock.local"));

const dayOf = (date, inUTC) => inUTC
  ? `${date.getUTCFullYear()}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`
  : `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;

/** "09:41:07" of a Date. */
export const clock = (date, inUTC = utc) => inUTC
  ? `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`
  : `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;

function parse(text) {
  const date = text ? new Date(text) : null;
  return date && Number.isFinite(date.getTime()) ? date : null;
}

/** A time of the API in the chosen zone; with its day, and year, where they are not those of `now`. */
export function timeOf(text, now = new Date()) {
  const date = parse(text);
  if (!date) return NONE;
  const day = dayOf(date, utc);
  const today = dayOf(now, utc);
  if (day === today) return clock(date);
  return `${day.slice(0, 4) === today.slice(0, 4) ? day.slice(5) : day} ${clock(date)}`;
}

/** Both readings of a time of the API in two lines, each marked; with the day where it is not today. */
export function bothTimes(text, now = new Date()) {
  const date = parse(text);
  if (!date) return NONE;
  const reading = (inUTC, name) => {
    const day = dayOf(date, inUTC);
    return `${day === dayOf(now, inUTC) ? "" : `${day} `}${clock(date, inUTC)} ${name}`;
  };
  return `${reading(false, offsetName(date))}\n${reading(true, "UTC")}`;
}
