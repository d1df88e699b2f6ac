// Puts the parts of the page together: which view is shown, and when it is drawn.

import { announceChanges } from "./announce.js";
import { startChanges } from "./changes.js";
import { startHeadline } from "./headline.js";
import { onLanguageChange, t, translateDocument } from "./i18n.js";
import * as live from "./live.js";
import { showMap, startMap } from "./map.js";
import { startService } from "./service.js";
import { closeStation, openStation, startStation } from "./station.js";
import * as store from "./store.js";
import { startTable } from "./table.js";

const overview = document.getElementById("overview");
const station = document.getElementById("station");

/** The station of `#/station/ID`, which can be bookmarked; null for the overview. */
function stationOfHash() {
  const match = /^#\/station\/(.+)$/.exec(location.hash);
  if (!match) return null;
  try {
    return decodeURIComponent(match[1]);
  } catch {
    return match[1];
  }
}

function route() {
  const id = stationOfHash();
  const wasOpen = !station.hidden;
  overview.hidden = id !== null;
  station.hidden = id === null;
  if (id === null) {
    closeStation();
    showMap();
  } else {
    openStation(id);
    scrollTo(0, 0);
  }
  if (wasOpen !== (id !== null)) (id === null ? document.getElementById("stations") : station).focus({ preventScroll: true });
}

function title() {
  const bad = store.all().filter((summary) => summary.state === "down" || summary.state === "degraded").length;
  const text = (bad > 0 ? `(${bad}) ` : "") + t("title");
  if (document.title !== text) document.title = text;
}

translateDocument();
startHeadline();
startTable();
startMap();
startChanges();
startStation();
announceChanges();
startService();
addEventListener("hashchange", route);
// The link must move the focus without leaving its own name in the address, which belongs to the views.
document.getElementById("skip").addEventListener("click", (event) => {
  event.preventDefault();
  (station.hidden ? document.getElementById("stations") : station).focus();
});
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !station.hidden && !event.defaultPrevented) location.hash = "#/";
});
for (const kind of ["replaced", "station"]) store.on(kind, title);
onLanguageChange(title);
title();
route();
live.start();
