// Pins and their gains as files, made in the browser.

import { currentLanguage } from "./i18n.js";

function rowOf(store, pin, index, name) {
  const site = store.answer(pin);
  const marginal = store.together?.marginal?.[index] ?? (index === 0 ? site?.gained.weight : undefined);
  return {
    site: index + 1,
    name,
    lon: pin.lon,
    lat: pin.lat,
    minutes: store.minutes,
    kinds: store.kinds.join(" "),
    unit: store.city.weight_unit,
    gained: site?.gained.weight ?? null,
    gained_homes: site?.gained.homes ?? null,
    gained_after_those_before: marginal ?? null,
    reached: site?.reached.weight ?? null,
    reached_homes: site?.reached.homes ?? null,
    overlap: site?.overlap.weight ?? null,
    saved_minutes: site?.saved_minutes ?? null,
    share_after: site?.totals_after.share ?? null,
  };
}

/** All pins as rows, in their order; `nameOf` gives a pin's shown name. */
export function rowsOf(store, nameOf) {
  return store.pins.map((pin, index) => rowOf(store, pin, index, nameOf(pin, index)));
}

/** Pins as points with their gains, and their isochrones as polygons, RFC 7946. */
export function asGeoJSON(store, nameOf) {
  const points = rowsOf(store, nameOf).map(({ lon, lat, ...properties }) => ({
    type: "Feature",
    properties: { role: "site", ...properties },
    geometry: { type: "Point", coordinates: [lon, lat] },
  }));
  const isochrones = store.pins.flatMap((pin, index) => {
    const geometry = store.answer(pin)?.isochrone?.geometry;
    if (!geometry) return [];
    const properties = { role: "isochrone", site: index + 1, name: nameOf(pin, index), minutes: store.minutes };
    return [{ type: "Feature", properties, geometry }];
  });
  const collection = {
    type: "FeatureCollection",
    attribution: store.city.attribution,
    city: store.city.name,
    ...(store.city.conditions ? { conditions: store.city.conditions } : {}),
    language: currentLanguage(),
    before: store.coverage?.totals ?? null,
    together: store.together?.together ?? null,
    features: [...points, ...isochrones],
  };
  return `${JSON.stringify(collection, null, 1)}\n`;
}

/** Pins as CSV, RFC 4180, with the mark by which spreadsheets know UTF-8. A name that a spreadsheet would take as a
 * formula gets an apostrophe before it: names may come from a link. */
export function asCSV(store, nameOf) {
  const rows = rowsOf(store, nameOf);
  const columns = Object.keys(rows[0] ?? {});
  const cell = (value) => {
    if (value === null || value === undefined) return "";
    if (typeof value === "number") return String(value);
    const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = [columns, ...rows.map((row) => columns.map((name) => row[name]))];
  return `\uFEFF${lines.map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** Hands a text to the reader as a file. */
export function download(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** A file's name from the city's. */
export function fileName(city, ending) {
  const stem = city.name.normalize("NFC").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").toLowerCase();
  return `${stem || "circle"}-sites.${ending}`;
}
