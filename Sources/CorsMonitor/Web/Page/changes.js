// The list of state changes: on the overview those since the page was opened, in the station view the server's own list.

import { h } from "./dom.js";
import { drawingLater } from "./draw.js";
import { onLanguageChange, pick, reasonsInLine, t } from "./i18n.js";
import { stateIcon, stateWord } from "./states.js";
import * as store from "./store.js";
import { bothTimes, onZoneChange, timeOf } from "./time.js";

const LONGEST = 200;
const seen = [];

/** One change as a list item; with the station's name where `named`. */
export function changeItem(change, named) {
  const name = pick(store.byID(change.station)?.name) || change.station;
  const reasons = reasonsInLine(change.reasons);
  return h("li", { class: "change" },
    h("time", { datetime: change.time, title: bothTimes(change.time) }, timeOf(change.time)),
    stateIcon(change.to, 14),
    h("span", {},
      named ? h("a", { href: `#/station/${encodeURIComponent(change.station)}` }, name) : null,
      named ? " " : null,
      change.from ? `${stateWord(change.from)} → ` : `${t("events.first")} → `, h("strong", {}, stateWord(change.to)),
      reasons ? h("span", { class: "muted" }, ` ${reasons}`) : null));
}

/** Starts, once. */
export function startChanges() {
  const place = document.getElementById("changes");
  const draw = () => {
    place.replaceChildren(seen.length === 0
      ? h("p", { class: "muted empty" }, t("changes.none"))
      : h("ol", { class: "change-list" }, seen.map((change) => changeItem(change, true))));
  };
  const later = drawingLater(draw);
  store.on("change", (change) => {
    seen.unshift(change);
    seen.length = Math.min(seen.length, LONGEST);
    later();
  });
  onLanguageChange(draw);
  onZoneChange(draw);
  draw();
}
