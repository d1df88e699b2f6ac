// The two languages of the page. Texts of the server come as {"zh", "en"}; the page's own are in texts.js.

import { memory } from "./dom.js";
import { texts } from "./texts.js";

const KEY = "jizhun.language";
const listeners = new Set();

let current = memory.get(KEY) ?? (navigator.languages?.[0] ?? navigator.language ?? "zh").toLowerCase().slice(0, 2);
if (current !== "zh") current = "en";

/** "zh" or "en". */
export const language = () => current;

/** Switches the language, remembers it, and redraws whoever listens. */
export function setLanguage(value) {
  current = value;
  memory.set(KEY, value);
  translateDocument();
  for (const listener of listeners) listener();
}

export const onLanguageChange = (listener) => listeners.add(listener);

/** The page's text under `key`, with `{name}` replaced from `values`. */
export function t(key, values = {}) {
  const text = texts[key]?.[current] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/** The text of a {"zh", "en"} pair in the current language, or in the other one where it is missing. */
export function pick(pair) {
  if (pair === null || pair === undefined) return "";
  if (typeof pair === "string") return pair;
  return pair[current] || pair.zh || pair.en || "";
}

/** The texts of a list of reasons in one line. */
export const reasonsInLine = (reasons) =>
  (reasons ?? []).map((reason) => pick(reason.text) || reason.code).filter((text) => text).join(current === "zh" ? "；" : "; ");

/** Fills every element of index.html that names its text in `data-text`, `data-label` (aria-label) or `data-hint` (placeholder). */
export function translateDocument() {
  document.documentElement.lang = current === "zh" ? "zh-CN" : "en";
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = t(element.dataset.text);
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", t(element.dataset.label));
  for (const element of document.querySelectorAll("[data-hint]")) element.placeholder = t(element.dataset.hint);
}
