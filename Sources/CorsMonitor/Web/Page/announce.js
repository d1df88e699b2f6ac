// Says changes of state to screen readers.

import { setText } from "./dom.js";
import { pick, reasonsInLine, t } from "./i18n.js";
import { stateWord } from "./states.js";
import * as store from "./store.js";

/** Starts, once. */
export function announceChanges() {
  const region = document.getElementById("announcements");
  store.on("change", (change) => {
    setText(region, t("states.changed", {
      name: pick(store.byID(change.station)?.name) || change.station,
      from: change.from ? stateWord(change.from) : "",
      to: stateWord(change.to),
      reasons: reasonsInLine(change.reasons),
    }));
  });
}
