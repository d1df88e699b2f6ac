// What a station is and how its stream comes in.

import { h, setText } from "./dom.js";
import { NONE, count, fixed, position, withUnit } from "./format.js";
import { pick, t } from "./i18n.js";
import { bothTimes } from "./time.js";

function place(summary) {
  const words = position(summary.latitudeDegrees, summary.longitudeDegrees);
  if (words === NONE) return NONE;
  // Whole metres, like the 0.01° of the position: a screenshot of this page must not give away a control point.
  return `${words} · ${t("height")} ${withUnit(summary.ellipsoidalHeight, 0, "m")}`;
}

const FIELDS = [
  ["identity.source", (s) => s.source || NONE],
  ["identity.connection", (s) => pick(s.connection?.message) || s.connection?.state || NONE],
  ["identity.position", place],
  ["identity.receiver", (s) => s.receiver || NONE],
  ["identity.antenna", (s) => s.antenna || NONE],
  ["identity.arp", (s) => withUnit(s.arpOffset, 3, "m")],
  ["identity.lastEpoch", (s) => bothTimes(s.lastEpoch)],
  ["identity.lastArrival", (s) => bothTimes(s.lastArrival)],
  ["identity.messages", (s) => withUnit(s.messagesPerSecond, 1, "/s")],
  ["identity.gaps", (s) => count(s.gaps)],
  ["identity.crc", (s) => fixed(s.crcFailures)],
];

/** Draws the facts of a summary. */
export function drawIdentity(element, summary) {
  if (!element.firstChild) {
    element.append(h("dl", { class: "facts" }, FIELDS.map(([key]) => [h("dt", {}, t(key)), h("dd", {})])));
  }
  const values = element.querySelectorAll("dd");
  FIELDS.forEach(([, read], index) => setText(values[index], read(summary)));
}
