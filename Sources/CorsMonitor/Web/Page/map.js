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
let movedByReader = false;

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
  return { marker, element, holder, label, state: null, passes: true };
}

/** Brings a mark up to date; true when its state changed. */
function fill(entry, summary) {
  const changed = entry.state !== summary.state;
  if (changed) {
    entry.state = summary.state;
    entry.holder.replaceChildren(stateIcon(summary.state, 18));
    // The worst lie on top.
    entry.marker.setZIndexOffset(1000 * (4 - severity(summary.state)));
  }
  const name = pick(summary.name) || summary.id;
  setText(entry.label, name);
  entry.passes = passes(summary);
  const node = entry.marker.getElement();
  if (node) {
    node.setAttribute("aria-label", `${name}: ${stateWord(summary.state)}`);
    node.setAttribute("role", "link");
    node.classList.toggle("filtered", !entry.passes);
  }
  const position = entry.marker.getLatLng();
  if (position.lat !== summary.latitudeDegrees || position.lng !== summary.longitudeDegrees) {
    entry.marker.setLatLng([summary.latitudeDegrees, summary.longitudeDegrees]);
  }
  return changed;
}

/** Half a mark, and from its centre to its name (as in map.css), in pixels. */
const MARK = 9;
const NAME = 12;

/** Nearer to one another than this, in pixels, the marks of stations without trouble shrink, down to this share of their size. */
const ROOMY = 40;
const SMALLEST = 0.4;

const inTrouble = (entry) => entry.state === "down" || entry.state === "degraded";

/** Boxes of a name of `width` × `height` beside a mark at `x`, `y`: the most readable place first. */
const SIDES = {
  right: (x, y, width, height) => [x + NAME, y - height / 2, x + NAME + width, y + height / 2],
  left: (x, y, width, height) => [x - NAME - width, y - height / 2, x - NAME, y + height / 2],
  above: (x, y, width, height) => [x - width / 2, y - NAME - height, x + width / 2, y - NAME],
  below: (x, y, width, height) => [x - width / 2, y + NAME, x + width / 2, y + NAME + height],
};

/** The size of marks without trouble, 0…1, where the stations lie at these points. */
function quietSize(points) {
  if (points.length < 2) return 1;
  const span = (values) => Math.max(...values) - Math.min(...values);
  const distance = Math.sqrt((span(points.map(({ x }) => x)) * span(points.map(({ y }) => y))) / points.length);
  return Math.min(1, Math.max(SMALLEST, distance / ROOMY));
}

const apart = (a, b) => a[2] < b[0] || b[2] < a[0] || a[3] < b[1] || b[3] < a[1];

/** Puts each name where it lies on nothing else, worse stations first; that of a station in trouble rather on a mark without trouble
    than nowhere. A name without a place, and of a station that the filter leaves out, is hidden until the pointer is on its mark. */
function placeNames() {
  const size = map.getSize();
  // All sizes are read before anything is moved: the browser lays the page out once, not once a name.
  const entries = [...markers.values()].sort((a, b) => severity(a.state) - severity(b.state)).map((entry) => ({
    entry, at: map.latLngToContainerPoint(entry.marker.getLatLng()), width: entry.label.offsetWidth, height: entry.label.offsetHeight,
  }));
  const quiet = quietSize(entries.map(({ at }) => at));
  map.getContainer().style.setProperty("--quiet", quiet);
  for (const mine of entries) {
    const half = inTrouble(mine.entry) ? MARK : MARK * quiet;
    mine.mark = [mine.at.x - half, mine.at.y - half, mine.at.x + half, mine.at.y + half];
  }
  const names = [[size.x - 44, 0, size.x, 72]];  // the zoom buttons
  const shown = entries.filter(({ entry }) => entry.passes);
  const troubled = shown.filter(({ entry }) => inTrouble(entry));
  for (const mine of entries) {
    const { entry, at, width, height } = mine;
    const placed = (marks) => Object.keys(SIDES).find((side) => {
      const box = SIDES[side](at.x, at.y, width, height);
      return box[0] >= 0 && box[1] >= 0 && box[2] <= size.x && box[3] <= size.y && names.every((name) => apart(box, name)) &&
        marks.every((other) => other === mine || apart(box, other.mark));
    });
    let side;
    if (entry.passes) {
      side = placed(shown);
      if (side === undefined && inTrouble(entry)) side = placed(troubled);
    }
    entry.label.dataset.side = side ?? "right";
    entry.label.classList.toggle("hidden", side === undefined);
    if (side !== undefined) names.push(SIDES[side](at.x, at.y, width, height));
  }
}

function fit() {
  const bounds = L.latLngBounds(store.all().filter(located).map((s) => [s.latitudeDegrees, s.longitudeDegrees]));
  if (!bounds.isValid()) return;
  map.invalidateSize({ animate: false });
  // One station alone would be shown at the deepest zoom.
  map.fitBounds(bounds, { paddingTopLeft: [48, 30], paddingBottomRight: [64, 48], maxZoom: 10, animate: false });
  fitted = true;
  movedByReader = false;
}

/** The place of the map has another size: it shows all stations again, unless the reader has chosen what it shows. */
function resized() {
  if (fitted && !movedByReader) fit();
  else map.invalidateSize({ animate: false });
}

function draw() {
  if (document.getElementById("overview").hidden) return;
  const present = new Set();
  let replace = false;
  for (const summary of store.all().filter(located)) {
    present.add(summary.id);
    let entry = markers.get(summary.id);
    if (!entry) {
      entry = makeMarker(summary);
      markers.set(summary.id, entry);
    }
    if (fill(entry, summary)) replace = true;
  }
  for (const [id, entry] of markers) {
    if (present.has(id)) continue;
    entry.marker.remove();
    markers.delete(id);
  }
  if (!fitted) fit();
  if (replace) placeNames();
}

/** After the overview was hidden, Leaflet must measure its place again. */
export function showMap() {
  if (!map) return;
  resized();
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
  map.on("movestart", () => { movedByReader = true; });
  map.on("moveend", () => {
    drawGraticule(map, graticule);
    placeNames();
  });
  fitButton.addEventListener("click", fit);
  new ResizeObserver(() => {
    if (document.getElementById("overview").hidden) return;
    resized();
    drawGraticule(map, graticule);
    placeNames();
  }).observe(place);
  const later = drawingLater(draw);
  store.on("station", later);
  store.on("replaced", later);
  onFilter(() => {
    draw();
    placeNames();
  });
  onLanguageChange(() => {
    zoomControl();
    draw();
    placeNames();
  });
  zoomControl();
  drawGraticule(map, graticule);
}
