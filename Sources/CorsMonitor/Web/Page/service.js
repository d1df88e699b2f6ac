// What the service says of itself: its version, and whether its record is being kept. A page of green stations must not hide
// that nothing is written down.

import * as api from "./api.js";
import { setText } from "./dom.js";
import { onLanguageChange, pick, t } from "./i18n.js";
import * as store from "./store.js";

const PERIOD_MS = 60_000;

/** Starts, once: asks after each reading of the list, and every minute. */
export function startService() {
  const notice = document.getElementById("service");
  const brand = document.querySelector(".brand");
  let failure = null;
  const draw = () => {
    notice.hidden = failure === null;
    if (failure !== null) setText(notice, t("service.store", { message: pick(failure) }));
  };
  const ask = async () => {
    try {
      const health = await api.health();
      failure = health.store ?? null;
      if (health.version) brand.title = health.version;
    } catch {
      // That the service cannot be reached, the bar already says.
    }
    draw();
  };
  store.on("replaced", ask);
  setInterval(ask, PERIOD_MS);
  onLanguageChange(draw);
}
