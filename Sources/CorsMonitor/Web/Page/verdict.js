// The verdict on a station: each reason in words, with the measured value beside its limit.

import { h } from "./dom.js";
import { measured } from "./format.js";
import { pick, t } from "./i18n.js";
import { stateIcon, stateWord } from "./states.js";

/** Draws the state and reasons of a summary. */
export function drawVerdict(place, summary) {
  const reasons = summary.reasons ?? [];
  const words = reasons.length > 0
    ? h("ul", { class: "reasons" }, reasons.map((reason) => h("li", { "data-code": reason.code },
      h("span", {}, pick(reason.text) || reason.code),
      reason.value === null || reason.value === undefined ? null : h("strong", {}, measured(reason.value, reason.unit)),
      reason.limit === null || reason.limit === undefined ? null
        : h("span", { class: "muted" }, t("verdict.limit", { limit: measured(reason.limit, reason.unit) })))))
    : h("p", { class: "muted" }, summary.state === "up" ? t("verdict.up") : t("verdict.none"));
  const key = JSON.stringify([summary.state, reasons, document.documentElement.lang]);
  if (place.dataset.shown === key) return;
  place.dataset.shown = key;
  place.replaceChildren(
    h("p", { class: `verdict-state state-${summary.state}` }, stateIcon(summary.state, 28), h("strong", {}, stateWord(summary.state))), words);
}
