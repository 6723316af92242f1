// The page's state in the part of its address after `#`: a link shows another reader the same map.
// What comes in a link is not trusted: numbers are checked against the city, names cut.

import { LANGUAGES } from "./i18n.js";

export const MOST_PINS = 50;
export const LONGEST_NAME = 80;
const MARGIN = 0.05;

/** The state as `m=15&k=museum,library&v=28.1,-15.4,13&p=-15.4,28.1,Name&l=en`. */
export function encode({ minutes, kinds, pins, language, selected }, view) {
  const parts = new URLSearchParams();
  parts.set("m", minutes);
  parts.set("k", kinds.join(","));
  if (view) parts.set("v", `${view.lat.toFixed(5)},${view.lon.toFixed(5)},${view.zoom.toFixed(2)}`);
  for (const pin of pins) parts.append("p", `${pin.lon},${pin.lat}${pin.name ? `,${pin.name}` : ""}`);
  const index = pins.findIndex((pin) => pin.key === selected);
  if (index >= 0) parts.set("s", index + 1);
  parts.set("l", language);
  return parts.toString().replaceAll("%2C", ",");
}

/** The wish for a language in a link, or null: needed before the city is known. */
export function languageOf(hash) {
  const wanted = new URLSearchParams(hash.replace(/^#/, "")).get("l");
  return LANGUAGES.includes(wanted) ? wanted : null;
}

/** What of a link makes sense for a city; what does not is left out. */
export function decode(hash, city) {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const state = { pins: parts.getAll("p").slice(0, MOST_PINS).map((text) => pinOf(text, city)).filter(Boolean) };
  const minutes = Number(parts.get("m"));
  if (Number.isInteger(minutes) && minutes >= 5 && minutes <= (city.longest_minutes ?? 30)) state.minutes = minutes;
  const wanted = (parts.get("k") ?? "").split(",");
  const chosen = city.kinds.filter((kind) => wanted.includes(kind));
  if (chosen.length > 0) state.kinds = city.kinds.filter((kind) => chosen.includes(kind) || city.always_kinds.includes(kind));
  const [lat, lon, zoom] = (parts.get("v") ?? "").split(",").map(Number);
  if (Math.abs(lat) <= 85 && Math.abs(lon) <= 180 && zoom >= 0 && zoom <= 24) state.view = { lat, lon, zoom };
  const selected = Number(parts.get("s"));
  if (Number.isInteger(selected) && selected >= 1) state.selected = selected - 1;
  state.language = languageOf(hash);
  return state;
}

function pinOf(text, { bbox }) {
  const [first, second, ...rest] = text.split(",");
  const lon = Number(first);
  const lat = Number(second);
  const inside = lon >= bbox[0] - MARGIN && lon <= bbox[2] + MARGIN && lat >= bbox[1] - MARGIN && lat <= bbox[3] + MARGIN;
  if (!first || !second || !inside) return null;
  return { lon, lat, name: cleanName(rest.join(",")) };
}

/** A name without control characters, cut to a length. */
export function cleanName(text) {
  return [...text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, " ").trim()].slice(0, LONGEST_NAME).join("");
}
