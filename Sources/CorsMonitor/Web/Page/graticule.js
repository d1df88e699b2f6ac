// Meridians and parallels at a round step, with their degrees at the left and lower edge.

import { h } from "./dom.js";

/** Steps in degrees; the first that leaves at least 70 pixels between two lines is taken. */
const STEPS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30];
const CLOSEST_PX = 70;

/** Nearer to a corner than this, a label would be cut or lie on that of the other edge. */
const free = (pixel, size) => pixel > 24 && pixel < size - 24;

function stepOf(span, pixels) {
  return STEPS.find((step) => (step / span) * pixels >= CLOSEST_PX) ?? STEPS[STEPS.length - 1];
}

function degrees(value, step, positive, negative) {
  const decimals = step < 0.1 ? 2 : step < 1 ? 1 : 0;
  if (value === 0) return "0°";
  return `${Math.abs(value).toFixed(decimals)}°${value < 0 ? negative : positive}`;
}

function label(text, className) {
  return L.divIcon({ className: `graticule-label ${className}`, html: h("span", {}, text), iconSize: null });
}

/** Replaces what `layer` holds by the graticule of the part of the world that `map` shows. */
export function drawGraticule(map, layer) {
  layer.clearLayers();
  const size = map.getSize();
  if (size.x === 0 || size.y === 0) return;
  const bounds = map.getBounds();
  const [west, east] = [Math.max(-180, bounds.getWest()), Math.min(180, bounds.getEast())];
  const [south, north] = [Math.max(-85, bounds.getSouth()), Math.min(85, bounds.getNorth())];
  const step = stepOf(east - west, size.x);
  const line = (points) => L.polyline(points, { className: "graticule", interactive: false, smoothFactor: 0 }).addTo(layer);
  const text = (place, words, className) =>
    L.marker(place, { icon: label(words, className), interactive: false, keyboard: false }).addTo(layer);
  const corner = bounds.getSouthWest();
  for (let index = Math.ceil(west / step); index * step <= east; index += 1) {
    const longitude = index * step;
    line([[south, longitude], [north, longitude]]);
    if (free(map.latLngToContainerPoint([corner.lat, longitude]).x, size.x)) {
      text([corner.lat, longitude], degrees(longitude, step, "E", "W"), "meridian");
    }
  }
  for (let index = Math.ceil(south / step); index * step <= north; index += 1) {
    const latitude = index * step;
    line([[latitude, west], [latitude, east]]);
    if (free(map.latLngToContainerPoint([latitude, corner.lng]).y, size.y)) {
      text([latitude, corner.lng], degrees(latitude, step, "N", "S"), "parallel");
    }
  }
}
