// Which stations are shown: words typed by the reader, and states chosen in the headline. Map and table follow it.

const listeners = new Set();
let words = [];
let states = new Set();

export const onFilter = (listener) => listeners.add(listener);
export const chosenStates = () => states;

function tell() {
  for (const listener of listeners) listener();
}

/** Every word must occur somewhere in a station's names, id, reasons, receiver or antenna. */
export function setWords(text) {
  words = text.toLowerCase().split(/\s+/).filter((word) => word !== "");
  tell();
}

/** Adds or removes a state; none chosen means all. */
export function toggleState(state) {
  if (states.has(state)) states.delete(state);
  else states.add(state);
  tell();
}

/** Whether a summary passes. */
export function passes(summary) {
  if (states.size > 0 && !states.has(summary.state)) return false;
  if (words.length === 0) return true;
  const text = [
    summary.id, summary.name?.zh, summary.name?.en, summary.receiver, summary.antenna,
    ...(summary.reasons ?? []).flatMap((reason) => [reason.code, reason.text?.zh, reason.text?.en]),
  ].join(" ").toLowerCase();
  return words.every((word) => text.includes(word));
}
