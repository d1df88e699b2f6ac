// The bar at the top: stations by state, whether the page itself is live, both clocks, and the two switches.

import { serverNow } from "./api.js";
import { h, setAttribute, setText } from "./dom.js";
import { drawingLater } from "./draw.js";
import { chosenStates, onFilter, toggleState } from "./filter.js";
import { wholeDuration } from "./format.js";
import { language, onLanguageChange, setLanguage, t } from "./i18n.js";
import * as live from "./live.js";
import { HEADLINE, STATES, knownState, stateIcon, stateWord } from "./states.js";
import * as store from "./store.js";
import { clock, offsetName, onZoneChange, setUTC, showsUTC } from "./time.js";

function counts() {
  const group = document.getElementById("counts");
  const buttons = new Map(STATES.map((state) => {
    const number = h("strong", {}, "0");
    const word = h("span", { class: "word" });
    const button = h("button", { type: "button", class: `count state-${state}`, onclick: () => toggleState(state) },
      stateIcon(state, 18), number, word);
    return [state, { button, number, word }];
  }));
  group.append(...HEADLINE.map((state) => buttons.get(state).button));
  const draw = () => {
    const numbers = Object.fromEntries(STATES.map((state) => [state, 0]));
    for (const summary of store.all()) numbers[knownState(summary.state)] += 1;
    for (const [state, { button, number, word }] of buttons) {
      setText(number, String(numbers[state]));
      setText(word, stateWord(state));
      setAttribute(button, "data-count", numbers[state]);
      setAttribute(button, "aria-pressed", chosenStates().has(state));
      setAttribute(button, "aria-label", t("states.filter", { state: stateWord(state), count: numbers[state] }));
    }
  };
  const later = drawingLater(draw);
  store.on("replaced", later);
  store.on("station", later);
  onLanguageChange(draw);
  onFilter(draw);
  draw();
}

function feed() {
  const element = document.getElementById("feed");
  const text = h("span", {});
  element.append(h("span", { class: "lamp", "aria-hidden": "true" }), text);
  const draw = () => {
    const state = live.connectionState();
    const age = live.dataAge();
    const key = state === "reconnecting" && age === null ? "feed.never" : `feed.${state}`;
    setText(text, t(key, { age: wholeDuration(age) }));
    setAttribute(element, "data-state", state);
    document.body.classList.toggle("stale", state === "silent" || state === "reconnecting");
  };
  live.onConnection(draw);
  onLanguageChange(draw);
  setInterval(() => {
    draw();
    element.toggleAttribute("data-beat");
  }, 1000);
  draw();
}

function clocks() {
  const element = document.getElementById("clocks");
  const local = h("span", {});
  const utc = h("span", {});
  element.append(local, utc);
  const draw = () => {
    const now = new Date(serverNow());
    setText(local, `${clock(now, false)} ${offsetName(now)}`);
    setText(utc, `${clock(now, true)} UTC`);
    local.classList.toggle("chosen", !showsUTC());
    utc.classList.toggle("chosen", showsUTC());
  };
  onZoneChange(draw);
  setInterval(draw, 500);
  draw();
}

/** Buttons of which exactly one is pressed. */
function choice(id, options, chosen, choose, onChange) {
  const buttons = options.map(([value, label, lang]) => {
    const button = h("button", { type: "button", lang, onclick: () => choose(value) });
    return { value, label, button };
  });
  document.getElementById(id).append(...buttons.map(({ button }) => button));
  const draw = () => {
    for (const { value, label, button } of buttons) {
      setText(button, label());
      setAttribute(button, "aria-pressed", chosen() === value);
    }
  };
  for (const register of onChange) register(draw);
  draw();
}

/** Starts, once. */
export function startHeadline() {
  counts();
  feed();
  clocks();
  choice("zone", [[false, () => t("clock.local")], [true, () => "UTC"]], showsUTC, setUTC, [onZoneChange, onLanguageChange]);
  choice("language", [["zh", () => "中文", "zh-CN"], ["en", () => "EN", "en"]], language, setLanguage, [onLanguageChange]);
}
