// The planners' map: starts the page and joins its parts.

import * as api from "./js/api.js";
import { byId, setText } from "./js/dom.js";
import { showDetail } from "./js/detail.js";
import { asCSV, asGeoJSON, download, fileName } from "./js/export.js";
import { count, loadLanguage, preferredLanguage, t, told, translatePage, weight } from "./js/i18n.js";
import { MOST_PINS, decode, encode, languageOf } from "./js/link.js";
import { CityMap, boundsOf, obstacle } from "./js/map.js";
import { Panel } from "./js/panel.js";
import { Pins, rounded } from "./js/pins.js";
import { Questions } from "./js/questions.js";
import { Sheet } from "./js/sheet.js";
import { History, Store } from "./js/store.js";

const store = new Store();
const history = new History();
const questions = new Questions(store);
let map = null;
let pins = null;
let nextKey = 1;
let dragged = null;
let ownHash = "";

const panel = new Panel(store, {
  minutes: (value) => changeTerms({ minutes: value }),
  kinds: (value) => changeTerms({ kinds: value }),
  language: changeLanguage,
  undo: () => travel("undo"),
  redo: () => travel("redo"),
  canUndo: () => history.canUndo,
  canRedo: () => history.canRedo,
  add: () => addPin(map ? map.view : { lon: store.city.center[0], lat: store.city.center[1] }, true),
  select: (key, reveal) => select(key, reveal),
  rename: (key, name) => changePins(store.pins.map((pin) => (pin.key === key ? { ...pin, name } : pin))),
  remove: removePin,
  gap: (rank) => choose({ type: "gap", rank }, true),
  copyLink,
  exportGeoJSON: () => exportAs("geojson", "application/geo+json", asGeoJSON),
  exportCSV: () => exportAs("csv", "text/csv;charset=utf-8", asCSV),
  told,
  say: toast,
});
const sheet = new Sheet(() => makeRoom());

store.listen((changed) => {
  if (changed.has("language")) {
    translatePage();
    panel.all();
    sheet.label();
    setText(byId("live"), "");
    byId("toast").hidden = true;
  }
  if (changed.has("problem") || changed.has("language")) panel.problem();
  if (!store.city) return;
  if (changed.has("minutes") || changed.has("kinds")) panel.terms();
  if (["coverage", "pins", "answers", "together"].some((name) => changed.has(name))) panel.headline();
  if (["pins", "selected", "answers", "together", "minutes", "kinds"].some((name) => changed.has(name))) panel.sites();
  if (changed.has("coverage")) {
    panel.gaps();
    panel.areas();
    panel.legend();
  }
  if (["detail", "coverage", "language"].some((name) => changed.has(name))) {
    showDetail(store, { close: closeDetail, place: (at) => addPin(at, true), again: () => questions.detail() });
  }
  showOnMap(changed);
  document.body.classList.toggle("stale", store.stale);
  if (["minutes", "kinds", "pins", "selected", "language"].some((name) => changed.has(name))) writeLink();
  if (changed.has("answers") && dragged === null) announce();
});

function showOnMap(changed) {
  if (!map) return;
  if (changed.has("coverage") && store.coverage?.bands && !store.stale) map.showCoverage(store.coverage);
  if (changed.has("kinds")) map.showVenues(store.venues, store.kinds);
  if (["minutes", "kinds", "stale"].some((name) => changed.has(name))) map.setTerms(store.terms, store.stale);
  if (changed.has("detail")) showChosen();
  if (["pins", "answers", "selected", "detail"].some((name) => changed.has(name))) showIsochrones();
  if (["pins", "answers", "selected", "language", "minutes", "kinds"].some((name) => changed.has(name))) showPins();
}

function showChosen() {
  const { detail } = store;
  map.showPath(detail?.answer?.path ?? null);
  map.chooseGap(detail?.type === "gap" ? detail.rank : null);
  if (detail?.best) map.showChosen({ lon: detail.best.at[0], lat: detail.best.at[1] }, true);
  else map.showChosen(detail?.type === "home" ? detail : null);
}

function showIsochrones() {
  const isochrones = store.pins.flatMap(({ key }) => {
    const geometry = store.answers.get(key)?.site.isochrone?.geometry;
    return geometry ? [{ geometry, selected: key === store.selected }] : [];
  });
  const proposed = store.detail?.best?.isochrone?.geometry;
  map.showIsochrones(proposed ? [...isochrones, { geometry: proposed, selected: true, proposed: true }] : isochrones);
}

function showPins() {
  pins.show(store.pins.map((pin, index) => {
    const site = store.answers.get(pin.key)?.site;
    const gain = site ? t("gain.short", { count: count(site.gained.weight) }) : "";
    const said = site ? weight(site.gained.weight, store.city.weight_unit) : t("detail.waiting");
    const label = t("pin.label", { name: panel.nameOf(pin, index), gain: said });
    const pending = store.answer(pin) === null;
    return { ...pin, number: index + 1, gain, label, pending, selected: pin.key === store.selected };
  }));
}

// Terms

function changeTerms(terms) {
  store.set({ ...terms, detail: store.detail?.type === "gap" ? null : store.detail });
  questions.coverage();
  termsRest(() => {
    questions.pins();
    questions.detail();
  });
}

let restTimer = null;

/** Runs an action when the slider rests. */
function termsRest(action) {
  clearTimeout(restTimer);
  restTimer = setTimeout(action, 120);
}

async function changeLanguage(language) {
  try {
    await loadLanguage(language);
    store.set({ language });
  } catch {
    store.set({ problem: { problem: new api.Problem("gone"), again: () => changeLanguage(language) } });
  }
}

// Pins

/** A change of pins that can be undone; those of one label in quick succession are undone together. */
function changePins(changed, label = null, selected = store.selected) {
  history.keep(store.pins, label);
  store.set({ pins: changed, selected });
  questions.pins();
}

function addPin(place, focus = false) {
  if (store.pins.length >= MOST_PINS) return toast(t("sites.most", { n: MOST_PINS, count: MOST_PINS }));
  const pin = { key: nextKey, name: "", ...rounded(place) };
  nextKey += 1;
  store.set({ detail: null });
  changePins([...store.pins, pin], null, pin.key);
  map?.reveal(pin);
  sheet.lower();
  showRow(pin.key);
  if (focus) queueMicrotask(() => queueMicrotask(() => pins?.focus(pin.key)));
}

/** Brings a pin's row in the panel into view, once it is filled. */
function showRow(key) {
  setTimeout(() => document.querySelector(`.site[data-key="${key}"]`)?.scrollIntoView({ block: "nearest" }), 50);
}

function movePin(key, place) {
  return store.pins.map((pin) => (pin.key === key ? { ...pin, ...place } : pin));
}

function removePin(key) {
  const index = store.pins.findIndex((pin) => pin.key === key);
  if (index < 0) return;
  const left = store.pins.filter((pin) => pin.key !== key);
  const next = left[Math.min(index, left.length - 1)]?.key ?? null;
  const onMap = document.activeElement?.classList.contains("pin");
  changePins(left, null, next);
  say(t("live.removed"));
  queueMicrotask(() => queueMicrotask(() => {
    if (next !== null && onMap) pins?.focus(next);
    else if (next === null) byId("add-pin").focus({ preventScroll: true });
    else document.querySelector(`.site[data-key="${next}"] .badge`)?.focus({ preventScroll: true });
  }));
}

function select(key, reveal = false) {
  store.set({ selected: key });
  const pin = store.pin(key);
  if (reveal && pin) {
    map?.reveal(pin);
    pins?.focus(key);
  }
}

function travel(way) {
  const before = history[way](store.pins);
  if (!before) return;
  const kept = before.some(({ key }) => key === store.selected) ? store.selected : (before.at(-1)?.key ?? null);
  store.set({ pins: before, selected: kept });
  questions.pins();
  say(t(`live.${way}`));
}

const pinHandlers = {
  select: (key) => select(key),
  drag(key, place) {
    if (dragged === null) history.keep(store.pins);
    dragged = key;
    store.set({ pins: movePin(key, place) });
    questions.follow(key);
  },
  drop(key, place) {
    dragged = null;
    store.set({ pins: movePin(key, place) });
    questions.pins();
  },
  step: (key, place) => {
    changePins(movePin(key, place), `step ${key}`, key);
    map.reveal(place);
  },
  remove: removePin,
};

// What is pressed on the map

function press(what, place) {
  if (what.type === "nothing") return addPin(place);
  choose(what.type === "home" ? { ...what, ...rounded(what) } : what);
}

function choose(detail, fly = false) {
  // Gaps of other minutes have other ranks.
  if (detail.type === "gap" && store.stale) return;
  store.set({ detail });
  questions.detail();
  sheet.raise();
  sheet.lower();
  byId("panel-body").scrollTo({ top: Math.max(0, byId("detail").offsetTop - 12) });
  queueMicrotask(() => queueMicrotask(() => {
    const card = byId("detail");
    card.scrollIntoView({ block: "nearest" });
    if (fly) card.focus({ preventScroll: true });
  }));
  const gap = detail.type === "gap" && store.coverage?.gaps?.features.find(({ properties }) => properties.rank === detail.rank);
  if (fly && gap) map?.fit(boundsOf(gap.geometry), 15);
}

function closeDetail() {
  const inside = byId("detail").contains(document.activeElement);
  store.set({ detail: null });
  if (inside) byId("add-pin").focus({ preventScroll: true });
}

// Words to the reader

let sayTimer = null;

/** Says a text to screen readers. */
function say(text) {
  clearTimeout(sayTimer);
  sayTimer = setTimeout(() => setText(byId("live"), text), 250);
}

/** Says what the chosen pin gains, when its answer is for the place where it stands. */
function announce() {
  const index = store.pins.findIndex(({ key }) => key === store.selected);
  const site = index >= 0 && store.answer(store.pins[index]);
  if (!site) return;
  const gain = weight(site.gained.weight, store.city.weight_unit);
  say(`${t("live.gain", { name: panel.nameOf(store.pins[index], index), gain })} ${told(site.verdict)}`);
}

let toastTimer = null;

function toast(text) {
  const box = byId("toast");
  setText(box, text);
  box.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => (box.hidden = true), 4000);
}

// Links and files

let linkTimer = null;

function writeLink() {
  clearTimeout(linkTimer);
  linkTimer = setTimeout(() => {
    ownHash = `#${encode(store, map?.view)}`;
    window.history.replaceState(null, "", ownHash);
  }, 200);
}

function readLink() {
  const state = decode(location.hash, store.city);
  const restored = state.pins.map((pin) => ({ key: nextKey++, ...pin }));
  store.set({
    minutes: state.minutes ?? store.city.minutes,
    kinds: state.kinds ?? store.city.kinds,
    pins: restored,
    selected: restored[state.selected]?.key ?? null,
    detail: null,
  });
  return state;
}

async function copyLink() {
  ownHash = `#${encode(store, map?.view)}`;
  window.history.replaceState(null, "", ownHash);
  try {
    await navigator.clipboard.writeText(location.href);
    toast(t("share.copied"));
  } catch {
    toast(t("share.manual"));
  }
}

function exportAs(ending, type, text) {
  download(fileName(store.city, ending), type, text(store, (pin, index) => panel.nameOf(pin, index)));
}

// Keys

document.addEventListener("keydown", (event) => {
  const writes = event.target.matches?.("input[type=text]");
  const command = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (command && !writes && (key === "z" || key === "y")) {
    event.preventDefault();
    travel(key === "y" || event.shiftKey ? "redo" : "undo");
  } else if (event.key === "Escape") {
    if (store.detail) closeDetail();
    else if (store.selected !== null) {
      store.set({ selected: null });
      if (event.target.classList?.contains("pin")) map?.canvas.focus();
    }
  } else if (event.key === "Delete" && event.target === map?.canvas && store.selected !== null) {
    removePin(store.selected);
  } else if (event.key === "Enter" && event.target === map?.canvas) {
    event.preventDefault();
    map.pressMiddle();
  }
});

// Start

function makeRoom() {
  const padding = sheet.padding();
  document.documentElement.style.setProperty("--room-left", `${padding.left}px`);
  document.documentElement.style.setProperty("--room-bottom", `${padding.bottom}px`);
  document.documentElement.style.setProperty("--room-top", `${padding.top}px`);
  map?.setPadding(padding);
}

/** The part of the city to begin with: where the venues are. */
function firstBounds() {
  const { city, venues } = store;
  if (venues.features.length < 2) return city.bbox;
  const [west, south, east, north] = boundsOf({ coordinates: venues.features.map(({ geometry }) => geometry.coordinates) });
  const margin = 0.006;
  return [Math.max(west - margin, city.bbox[0]), Math.max(south - margin, city.bbox[1]), Math.min(east + margin, city.bbox[2]), Math.min(north + margin, city.bbox[3])];
}

function startMap(view) {
  const hindrance = obstacle();
  if (hindrance) {
    const message = byId("map-message");
    message.hidden = false;
    message.dataset.i18n = hindrance;
    setText(message, t(hindrance));
    return;
  }
  map = new CityMap("map", store.city, store.terms, view ?? { bounds: firstBounds() }, sheet.padding(), {
    press,
    moved: writeLink,
    failed: () => store.set({ problem: { problem: new api.Problem("gone"), again: () => location.reload() } }),
  });
  map.canvas.setAttribute("aria-label", t("map.label"));
  map.canvas.dataset.i18nLabel = "map.label";
  pins = new Pins(map.library, pinHandlers);
  map.showVenues(store.venues, store.kinds);
  byId("zoom-in").addEventListener("click", () => map.zoom(1));
  byId("zoom-out").addEventListener("click", () => map.zoom(-1));
  byId("whole").addEventListener("click", () => map.fit(firstBounds()));
}

async function start() {
  try {
    const [city, venues] = await Promise.all([api.city(), api.venues()]);
    store.set({ city, venues, problem: null });
    panel.prepare();
    const state = readLink();
    const usual = store.minutes === city.minutes && store.kinds.length === city.kinds.length;
    if (usual) store.set({ coverage: { minutes: city.minutes, totals: city.totals, areas: [] } });
    if (state.language && state.language !== store.language) await changeLanguage(state.language);
    panel.all();
    startMap(state.view);
    questions.coverage(true);
    questions.pins();
  } catch (error) {
    const problem = error instanceof api.Problem ? error : new api.Problem("bad", error.message);
    store.set({ problem: { problem, again: start } });
    document.body.dataset.failed = error.message;
  }
}

byId("problem-retry").addEventListener("click", () => {
  const { again } = store.problem ?? {};
  store.set({ problem: null });
  again?.();
});

byId("skip").addEventListener("click", (event) => {
  event.preventDefault();
  map?.canvas.focus();
});

addEventListener("hashchange", () => {
  if (!store.city || location.hash === ownHash) return;
  const state = readLink();
  if (state.language && state.language !== store.language) changeLanguage(state.language);
  if (state.view) map?.jump(state.view);
  questions.coverage(true);
  questions.pins();
});

makeRoom();
await changeLanguage(languageOf(location.hash) ?? preferredLanguage());
translatePage();
panel.all();
await start();
