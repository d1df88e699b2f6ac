// The RTCM 3 message types a station sends, with their count and mean interval.

import { constellation } from "./constellations.js";
import { h } from "./dom.js";
import { count, withUnit } from "./format.js";
import { language, t } from "./i18n.js";

/** DF002 → content, as RTCM 10403 names the messages. */
const CONTENT = {
  1001: { zh: "GPS L1 观测值", en: "GPS L1 observables" },
  1002: { zh: "GPS L1 观测值（扩展）", en: "GPS L1 observables, extended" },
  1003: { zh: "GPS L1/L2 观测值", en: "GPS L1/L2 observables" },
  1004: { zh: "GPS L1/L2 观测值（扩展）", en: "GPS L1/L2 observables, extended" },
  1005: { zh: "基准站 ARP", en: "Station ARP" },
  1006: { zh: "基准站 ARP 与天线高", en: "Station ARP with antenna height" },
  1007: { zh: "天线描述", en: "Antenna descriptor" },
  1008: { zh: "天线描述与序列号", en: "Antenna descriptor and serial number" },
  1009: { zh: "GLONASS L1 观测值", en: "GLONASS L1 observables" },
  1010: { zh: "GLONASS L1 观测值（扩展）", en: "GLONASS L1 observables, extended" },
  1011: { zh: "GLONASS L1/L2 观测值", en: "GLONASS L1/L2 observables" },
  1012: { zh: "GLONASS L1/L2 观测值（扩展）", en: "GLONASS L1/L2 observables, extended" },
  1013: { zh: "系统参数", en: "System parameters" },
  1019: { zh: "GPS 星历", en: "GPS ephemerides" },
  1020: { zh: "GLONASS 星历", en: "GLONASS ephemerides" },
  1029: { zh: "文本（Unicode）", en: "Unicode text" },
  1033: { zh: "接收机与天线描述", en: "Receiver and antenna descriptors" },
  1041: { zh: "NavIC 星历", en: "NavIC ephemerides" },
  1042: { zh: "北斗星历", en: "BeiDou ephemerides" },
  1044: { zh: "QZSS 星历", en: "QZSS ephemerides" },
  1045: { zh: "Galileo F/NAV 星历", en: "Galileo F/NAV ephemerides" },
  1046: { zh: "Galileo I/NAV 星历", en: "Galileo I/NAV ephemerides" },
  1230: { zh: "GLONASS 码相位偏差", en: "GLONASS code-phase biases" },
};

/** MSM groups from 1071 in steps of ten. */
const MSM = ["GPS", "GLONASS", "Galileo", "SBAS", "QZSS", "BeiDou", "NavIC"];

function content(type) {
  const known = CONTENT[type];
  if (known) return known[language()];
  const group = Math.floor((type - 1070) / 10);
  const kind = (type - 1070) % 10;
  if (type > 1070 && group < MSM.length && kind >= 1 && kind <= 7) return `${constellation(MSM[group])[language()]} MSM${kind}`;
  return t("messages.unknown");
}

/** Draws the message types of a station's details. */
export function drawMessages(element, types) {
  if (types.length === 0) {
    element.replaceChildren(h("p", { class: "muted empty" }, t("messages.none")));
    return;
  }
  const head = [["messages.type", true], ["messages.content", false], ["messages.count", true], ["messages.interval", true]];
  element.replaceChildren(h("table", { class: "messages" },
    h("thead", {}, h("tr", {}, head.map(([key, numeric]) => h("th", { scope: "col", class: numeric ? "numeric" : null }, t(key))))),
    h("tbody", {}, [...types].sort((a, b) => a.type - b.type).map((row) => h("tr", {},
      h("th", { scope: "row", class: "numeric" }, row.type),
      h("td", {}, content(row.type)),
      h("td", { class: "numeric" }, count(row.count)),
      h("td", { class: "numeric" }, withUnit(row.interval, row.interval < 9.95 ? 2 : 1, "s")))))));
}
