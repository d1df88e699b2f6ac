// The latest summary of every station, and who wants to hear of changes.

const summaries = new Map();
const listeners = { replaced: new Set(), station: new Set(), change: new Set() };

export const all = () => [...summaries.values()];
export const byID = (id) => summaries.get(id);

/** `replaced`: the whole list; `station`: one summary; `change`: a change of state. */
export const on = (kind, listener) => listeners[kind].add(listener);

function tell(kind, value) {
  for (const listener of listeners[kind]) listener(value);
}

/** The full list, at the start and after each reconnection: stations that are gone disappear. */
export function replaceAll(list) {
  summaries.clear();
  for (const summary of list) summaries.set(summary.id, summary);
  tell("replaced", list);
}

/** One summary of the stream. */
export function update(summary) {
  summaries.set(summary.id, summary);
  tell("station", summary);
}

/** A change of state of the stream. */
export const changed = (change) => tell("change", change);
