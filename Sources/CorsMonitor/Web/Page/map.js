// The network on Leaflet without any tiles: graticule, scale bar and stations. No borders are drawn.

import { h, setText } from "./dom.js";
import { drawingLater } from "./draw.js";
import { onFilter, passes } from "./filter.js";
import { drawGraticule } from "./graticule.js";
import { onLanguageChange, pick, t } from "./i18n.js";
import { severity, stateIcon, stateWord } from "./states.js";
import * as store from "./store.js";

const markers = new Map();
let map = null;
let graticule = null;
let fitted = false;

function located(summary) {
  return Number.isFinite(summary.latitudeDegrees) && Number.isFinite(summary.longitudeDegrees);
}

function makeMarker(summary) {
  const label = h("span", { class: "map-name" });
  const holder = h("span", { class: "map-icon" });
  const element = h("div", { class: "map-station" }, holder, label);
  const icon = L.divIcon({ className: "map-mark", html: element, iconSize: [18, 18], iconAnchor: [9, 9] });
  const marker = L.marker([summary.latitudeDegrees, summary.longitudeDegrees], { icon, keyboard: true, riseOnHover: true });
  marker.on("click", () => { location.hash = `#/station/${encodeURIComponent(summary.id)}`; });
  marker.addTo(map);
  return { marker, element, holder, label, state: null };
}

function fill(entry, summary) {
  if (entry.state !== summary.state) {
    entry.state = summary.state;
    entry.holder.replaceChildren(stateIcon(summary.state, 18));
    // The worst lie on top.
    entry.marker.setZIndexOffset(1000 * (4 - severity(summary.state)));
  }
  const name = pick(summary.name) || summary.id;
  setText(entry.label, name);
  const node = entry.marker.getElement();
  if (node) {
    node.setAttribute("aria-label", `${name}: ${stateWord(summary.state)}`);
    node.setAttribute("role", "link");
    node.classList.toggle("filtered", !passes(summary));
  }
  const position = entry.marker.getLatLng();
  if (position.lat !== summary.latitudeDegrees || position.lng !== summary.longitudeDegrees) {
    entry.marker.setLatLng([summary.latitudeDegrees, summary.longitudeDegrees]);
  }
}

/** Places of a name beside its mark, the most readable first. */
const SIDES = ["right", "left", "above", "below"];

/** Puts each name where it lies on nothing else, worse stations first, and hides it where there is no such place. */
function placeNames() {
  const frame = map.getContainer().getBoundingClientRect();
  const corner = map.getContainer().querySelector(".leaflet-control-zoom")?.getBoundingClientRect();
  const apart = (a, b) => a.right < b.left || b.right < a.left || a.bottom < b.top || b.bottom < a.top;
  const inside = (box) => box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
  const entries = [...markers.values()].sort((a, b) => severity(a.state) - severity(b.state));
  const icons = entries.map(({ holder }) => holder.getBoundingClientRect());
  const taken = corner ? [corner] : [];
  entries.forEach((entry, index) => {
    const side = SIDES.find((candidate) => {
      entry.label.dataset.side = candidate;
      const box = entry.label.getBoundingClientRect();
      return inside(box) && taken.every((other) => apart(box, other)) && icons.every((icon, other) => other === index || apart(box, icon));
    });
    entry.label.classList.toggle("hidden", side === undefined);
    if (side === undefined) entry.label.dataset.side = SIDES[0];
    else taken.push(entry.label.getBoundingClientRect());
  });
}

function fit() {
  const bounds = L.latLngBounds(store.all().filter(located).map((s) => [s.latitudeDegrees, s.longitudeDegrees]));
  if (!bounds.isValid()) return;
  map.invalidateSize({ animate: false });
  // One station alone would be shown at the deepest zoom.
  map.fitBounds(bounds, { paddingTopLeft: [48, 30], paddingBottomRight: [64, 48], maxZoom: 10, animate: false });
  fitted = true;
}

function draw() {
  if (document.getElementById("overview").hidden) return;
  const present = new Set();
  let added = false;
  for (const summary of store.all().filter(located)) {
    present.add(summary.id);
    let entry = markers.get(summary.id);
    if (!entry) {
      entry = makeMarker(summary);
      markers.set(summary.id, entry);
      added = true;
    }
    fill(entry, summary);
  }
  for (const [id, entry] of markers) {
    if (present.has(id)) continue;
    entry.marker.remove();
    markers.delete(id);
  }
  if (!fitted) fit();
  if (added) placeNames();
}

/** After the overview was hidden, Leaflet must measure its place again. */
export function showMap() {
  if (!map) return;
  map.invalidateSize({ animate: false });
  draw();
  placeNames();
}

/** Starts, once. Without Leaflet the place says which package is missing. */
export function startMap() {
  const place = document.getElementById("map");
  const fitButton = document.getElementById("map-fit");
  if (!globalThis.L) {
    const notice = h("p", { class: "notice" });
    const say = () => setText(notice, t("map.missing"));
    place.append(notice);
    fitButton.hidden = true;
    onLanguageChange(say);
    say();
    return;
  }
  map = L.map(place, { zoomControl: false, attributionControl: false, zoomSnap: 0.25, zoomDelta: 0.5, minZoom: 2, maxZoom: 16 });
  map.setView([30, 105], 4);
  graticule = L.layerGroup().addTo(map);
  L.control.scale({ imperial: false, position: "bottomright", maxWidth: 120 }).addTo(map);
  let zoom = null;
  const zoomControl = () => {
    zoom?.remove();
    zoom = L.control.zoom({ position: "topright", zoomInTitle: t("map.zoomIn"), zoomOutTitle: t("map.zoomOut") }).addTo(map);
  };
  map.on("moveend", () => {
    drawGraticule(map, graticule);
    placeNames();
  });
  fitButton.addEventListener("click", fit);
  new ResizeObserver(() => {
    if (document.getElementById("overview").hidden) return;
    map.invalidateSize({ animate: false });
    drawGraticule(map, graticule);
    placeNames();
  }).observe(place);
  const later = drawingLater(draw);
  store.on("station", later);
  store.on("replaced", later);
  onFilter(draw);
  onLanguageChange(() => {
    zoomControl();
    draw();
    placeNames();
  });
  zoomControl();
  drawGraticule(map, graticule);
}
