// The map: MapLibre GL JS with the city's layers, and what a press on it means.

import { COLOUR, hatchImage, symbolImage } from "./symbols.js";
import { BAND_OPACITY, homeColour, reachColour, styleOf } from "./style.js";

const EMPTY = { type: "FeatureCollection", features: [] };
// Room for a pin with its gain above and for the buttons at the right.
const EDGES = { top: 92, left: 24, right: 68, bottom: 32 };
const collection = (features) => ({ type: "FeatureCollection", features });

/** Whether maps can be drawn here: the library is at hand, and so is WebGL. Gives the reason if not. */
export function obstacle() {
  if (typeof maplibregl === "undefined") return "map.missing";
  const canvas = document.createElement("canvas");
  return canvas.getContext("webgl2") || canvas.getContext("webgl") ? null : "map.webgl";
}

export class CityMap {
  #map;
  #loaded;
  #terms;
  #stale = false;
  #recolour = null;

  /** `handlers`: `press(what, {lon, lat})`, `moved()`, `failed()`. */
  constructor(container, city, terms, view, padding, handlers) {
    this.#terms = terms;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const map = new maplibregl.Map({
      container,
      style: styleOf(city, terms),
      attributionControl: false,
      doubleClickZoom: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      minZoom: 8,
      maxZoom: 19,
      fadeDuration: calm ? 0 : 150,
      center: city.center,
      zoom: 12,
      renderWorldCopies: false,
    });
    this.#map = map;
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    map.addControl(new maplibregl.ScaleControl({ maxWidth: 120, unit: "metric" }), "bottom-right");
    map.setPadding(padding);
    if (view?.zoom !== undefined) map.jumpTo({ center: [view.lon, view.lat], zoom: view.zoom });
    else map.fitBounds(view?.bounds ?? city.bbox, { animate: false, padding: EDGES });
    this.#loaded = new Promise((resolve) => map.once("load", resolve));
    map.on("styleimagemissing", ({ id }) => this.#draw(id));
    map.on("moveend", () => handlers.moved());
    map.on("click", (event) => {
      // The second press of a double one means no second pin.
      if (event.originalEvent.detail <= 1) this.#press(event.point, event.lngLat, handlers);
    });
    map.on("mousemove", (event) => this.#hover(event.point));
    map.on("error", ({ error }) => {
      if (error?.name !== "AbortError") handlers.failed(error);
    });
    const mark = (state) => () => (document.body.dataset.map = state);
    map.on("movestart", mark("moving"));
    map.on("dataloading", mark("loading"));
    map.on("idle", mark("idle"));
    this.handlers = handlers;
  }

  /** MapLibre's own map, for markers. */
  get library() {
    return this.#map;
  }

  get view() {
    const { lng, lat } = this.#map.getCenter();
    return { lon: lng, lat, zoom: this.#map.getZoom() };
  }

  get canvas() {
    return this.#map.getCanvas();
  }

  #draw(id) {
    if (this.#map.hasImage(id)) return;
    if (id === "hatch") this.#map.addImage(id, hatchImage(COLOUR.gap, "rgba(213,94,0,0.20)"), { pixelRatio: 2 });
    if (id.startsWith("kind-")) this.#map.addImage(id, symbolImage(id.slice(5)), { pixelRatio: 2 });
  }

  /** What lies at a pixel, the smallest first: a venue, a home, a gap, or nothing. */
  #at(point) {
    const find = (layer, reach) => {
      const box = [[point.x - reach, point.y - reach], [point.x + reach, point.y + reach]];
      return this.#map.getLayer(layer) ? this.#map.queryRenderedFeatures(box, { layers: [layer] }) : [];
    };
    const nearest = (features) => {
      const away = ({ geometry }) => {
        const { x, y } = this.#map.project(geometry.coordinates);
        return Math.hypot(x - point.x, y - point.y);
      };
      return features.toSorted((a, b) => away(a) - away(b))[0];
    };
    const [venue] = find("venues", 2);
    if (venue) return { type: "venue", id: venue.properties.id };
    const home = nearest(find("homes", 4).filter(({ geometry }) => geometry.type === "Point"));
    if (home) return { type: "home", lon: home.geometry.coordinates[0], lat: home.geometry.coordinates[1] };
    const [gap] = [...find("gap-discs", 0), ...find("gaps", 0)];
    if (gap) return { type: "gap", rank: gap.properties.rank };
    return { type: "nothing" };
  }

  #press(point, { lng, lat }, handlers) {
    handlers.press(this.#at(point), { lon: lng, lat });
  }

  #hover(point) {
    if (this.#map.isMoving()) return;
    this.canvas.dataset.over = this.#at(point).type;
  }

  /** A press at the middle of what is seen of the map, as the keyboard does it. */
  pressMiddle() {
    const middle = this.#map.getCenter();
    this.#press(this.#map.project(middle), middle, this.handlers);
  }

  async #data(source, data) {
    await this.#loaded;
    this.#map.getSource(source)?.setData(data);
  }

  showVenues(venues, kinds) {
    const shown = venues.features.filter(({ properties }) => kinds.includes(properties.kind));
    this.#data("venues", collection(shown));
  }

  /** Bands, the darkest nearest, and gaps with their numbers. */
  showCoverage({ bands, gaps }) {
    const cutoffs = bands.features.map(({ properties }) => properties.minutes).sort((a, b) => a - b);
    this.#data("bands", collection(bands.features.map((band) => {
      const colour = bandColour(cutoffs.indexOf(band.properties.minutes), cutoffs.length);
      return { ...band, properties: { minutes: band.properties.minutes, colour } };
    })));
    this.#data("gaps", gaps);
    this.#data("gap-numbers", collection(gaps.features.map(({ properties, geometry }) => ({
      type: "Feature",
      properties: { rank: properties.rank },
      geometry: { type: "Point", coordinates: innerPoint(geometry) },
    }))));
  }

  /** New minutes or kinds. While the bands are of the old ones, streets show who is reached, from times in the tiles. */
  async setTerms(terms, stale) {
    const changed = terms.minutes !== this.#terms.minutes || terms.kinds !== this.#terms.kinds;
    this.#terms = terms;
    await this.#loaded;
    if (stale !== this.#stale) {
      this.#stale = stale;
      this.#map.setLayoutProperty("streets-reach", "visibility", stale ? "visible" : "none");
      this.#map.setPaintProperty("bands", "fill-opacity", stale ? 0.22 : BAND_OPACITY);
      this.#map.setPaintProperty("gaps", "fill-opacity", stale ? 0.25 : 0.9);
      this.#map.setPaintProperty("gaps-edge", "line-opacity", stale ? 0.25 : 1);
    }
    if (changed) this.#recolour ??= setTimeout(() => this.#colour(), 90);
  }

  #colour() {
    this.#recolour = null;
    this.#map.setPaintProperty("streets-reach", "line-color", reachColour(this.#terms));
    this.#map.setPaintProperty("homes", "circle-color", homeColour(this.#terms));
  }

  /** `[{geometry, selected, proposed}]`; the chosen one on top. */
  showIsochrones(isochrones) {
    const sorted = isochrones.toSorted((a, b) => Number(a.selected) - Number(b.selected));
    this.#data("isochrones", collection(sorted.map(({ geometry, selected, proposed }) => {
      return { type: "Feature", properties: { selected: Boolean(selected), proposed: Boolean(proposed) }, geometry };
    })));
  }

  showPath(feature) {
    this.#data("path", feature ?? EMPTY);
  }

  /** Rings a home, or the site proposed for a gap. */
  showChosen(place, proposed = false) {
    if (!place) return this.#data("chosen", EMPTY);
    const geometry = { type: "Point", coordinates: [place.lon, place.lat] };
    this.#data("chosen", collection([{ type: "Feature", properties: { proposed }, geometry }]));
  }

  async chooseGap(rank) {
    await this.#loaded;
    this.#map.setFilter("gap-chosen", ["==", ["get", "rank"], rank ?? -1]);
  }

  zoom(step) {
    if (step > 0) this.#map.zoomIn();
    else this.#map.zoomOut();
  }

  jump(view) {
    this.#map.jumpTo({ center: [view.lon, view.lat], zoom: view.zoom });
  }

  fit(bounds, maxZoom = 16) {
    this.#map.fitBounds(bounds, { padding: EDGES, maxZoom, duration: 600 });
  }

  /** Brings a place into view if it is outside of what is seen. */
  reveal({ lon, lat }) {
    const { x, y } = this.#map.project([lon, lat]);
    const { left = 0, right = 0, top = 0, bottom = 0 } = this.#map.getPadding();
    const { clientWidth, clientHeight } = this.canvas;
    const inside = x > left + 24 && x < clientWidth - right - 24 && y > top + 60 && y < clientHeight - bottom - 24;
    if (!inside) this.#map.easeTo({ center: [lon, lat], duration: 500 });
  }

  setPadding(padding) {
    this.#map.setPadding(padding);
  }

  resize() {
    this.#map.resize();
  }
}

/** The colour of a band, the darkest for the shortest walk. */
export function bandColour(index, count) {
  if (count <= 1) return COLOUR.bands[1];
  return COLOUR.bands[Math.min(2, Math.floor((index * 2) / (count - 1)))];
}

/** The bounds of a geometry, west, south, east, north. */
export function boundsOf(geometry) {
  const bounds = [Infinity, Infinity, -Infinity, -Infinity];
  const walk = (coordinates) => {
    if (typeof coordinates[0] !== "number") return coordinates.forEach(walk);
    const [lon, lat] = coordinates;
    bounds[0] = Math.min(bounds[0], lon);
    bounds[1] = Math.min(bounds[1], lat);
    bounds[2] = Math.max(bounds[2], lon);
    bounds[3] = Math.max(bounds[3], lat);
  };
  walk(geometry.coordinates);
  return bounds;
}

/** A point inside the largest part of an area: the middle of the widest crossing at half its height. */
export function innerPoint({ type, coordinates }) {
  const polygons = type === "Polygon" ? [coordinates] : coordinates;
  const area = ([ring]) => {
    let twice = 0;
    for (let i = 1; i < ring.length; i += 1) twice += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
    return Math.abs(twice);
  };
  const largest = polygons.reduce((best, polygon) => (area(polygon) > area(best) ? polygon : best));
  const [, south, , north] = boundsOf({ coordinates: largest[0] });
  const level = (south + north) / 2;
  const crossings = [];
  for (const ring of largest) {
    for (let i = 1; i < ring.length; i += 1) {
      const [[x1, y1], [x2, y2]] = [ring[i - 1], ring[i]];
      if (y1 > level !== y2 > level) crossings.push(x1 + ((level - y1) / (y2 - y1)) * (x2 - x1));
    }
  }
  crossings.sort((a, b) => a - b);
  let best = [largest[0][0][0], 0];
  for (let i = 1; i < crossings.length; i += 2) {
    const wide = crossings[i] - crossings[i - 1];
    if (wide > best[1]) best = [(crossings[i] + crossings[i - 1]) / 2, wide];
  }
  return [best[0], best[1] > 0 ? level : largest[0][0][1]];
}
