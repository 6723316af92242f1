// The map's style: sources and layers, drawn from the city's own tiles. No sprite and no glyph files: signs are drawn
// here, and letters by MapLibre itself from the reader's fonts (TinySDF), so nothing is asked of any other machine.

import { COLOUR } from "./symbols.js";

const NEVER = 1e9;
const EMPTY = { type: "FeatureCollection", features: [] };
const FONT = ["Noto Sans", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "sans-serif"];

/** Bands stand back where buildings and homes are drawn. */
export const BAND_OPACITY = ["interpolate", ["linear"], ["zoom"], 12.5, 0.8, 16, 0.5];

/** Seconds to the nearest venue of the kinds, of a street or home of the tiles. */
const seconds = (kinds) => {
  const times = kinds.map((kind) => ["coalesce", ["get", kind], NEVER]);
  return times.length === 1 ? times[0] : ["min", ...times];
};

/** The colour of a time: a step for each third of the limit. */
export function reachColour({ minutes, kinds }) {
  const third = minutes * 20;
  const [near, middle, far] = ["#1f6e90", "#3f9da6", "#7fbfae"];
  const beyond = "rgba(255,255,255,0)";
  return ["step", seconds(kinds), near, third + 0.001, middle, 2 * third + 0.001, far, 3 * third + 0.001, beyond];
}

/** The colour of a home: within the limit or not. */
export function homeColour({ minutes, kinds }) {
  return ["case", ["<=", seconds(kinds), minutes * 60], COLOUR.bands[0], COLOUR.gap];
}

const width = (...stops) => ["interpolate", ["exponential", 1.6], ["zoom"], ...stops];
const ofRank = (...ranks) => ["in", ["get", "rank"], ["literal", ranks]];

function streets(id, rank, stops, paint = {}, layer = {}) {
  return {
    id,
    type: "line",
    source: "city",
    "source-layer": "streets",
    filter: rank,
    layout: { "line-cap": "round", "line-join": "round" },
    paint: { "line-width": width(...stops), ...paint },
    ...layer,
  };
}

function ground() {
  return [
    { id: "land", type: "background", paint: { "background-color": COLOUR.land } },
    {
      id: "bands",
      type: "fill",
      source: "bands",
      layout: { "fill-sort-key": ["-", 0, ["get", "minutes"]] },
      paint: { "fill-color": ["get", "colour"], "fill-opacity": BAND_OPACITY, "fill-antialias": false },
    },
    {
      id: "isochrones",
      type: "fill",
      source: "isochrones",
      paint: { "fill-color": COLOUR.site, "fill-opacity": ["case", ["get", "selected"], 0.2, 0.1] },
    },
    {
      id: "gaps",
      type: "fill",
      source: "gaps",
      paint: { "fill-pattern": "hatch", "fill-opacity": 0.9 },
    },
    {
      id: "water",
      type: "fill",
      source: "city",
      "source-layer": "water",
      paint: { "fill-color": COLOUR.water },
    },
    {
      id: "buildings",
      type: "fill",
      source: "city",
      "source-layer": "buildings",
      minzoom: 14,
      paint: {
        "fill-color": "#6b6a5e",
        "fill-opacity": ["interpolate", ["linear"], ["zoom"], 14, 0.06, 16, 0.16],
      },
    },
  ];
}

function network(terms) {
  const paths = ofRank(3);
  const minor = ofRank(2);
  const major = ofRank(0, 1);
  const faint = ["interpolate", ["linear"], ["zoom"], 12.5, "#bfc4c1", 14.5, "#ffffff"];
  return [
    streets("streets-casing", ofRank(0, 1, 2), [13, 1, 16, 7, 18, 20], {
      "line-color": "#c4c9c6",
      "line-opacity": ["interpolate", ["linear"], ["zoom"], 13, 0, 14.5, 1],
    }, { minzoom: 13 }),
    streets("streets-paths", paths, [13, 0.4, 16, 1.2, 18, 2.6], { "line-color": "#b3b8b2", "line-dasharray": [2, 1.2] }, {
      minzoom: 13.5,
      layout: { "line-cap": "butt", "line-join": "round" },
    }),
    streets("streets-minor", minor, [11, 0.3, 13, 0.7, 16, 5.4, 18, 17], { "line-color": faint }),
    streets("streets-main", major, [9, 0.5, 12, 1.2, 14, 2.6, 16, 7, 18, 20], { "line-color": faint }),
    streets("streets-reach", ["has", "rank"], [11, 0.9, 14, 2, 16, 4, 18, 8], { "line-color": reachColour(terms) }, {
      layout: { "line-cap": "round", "line-join": "round", visibility: "none" },
    }),
    {
      id: "areas",
      type: "line",
      source: "city",
      "source-layer": "areas",
      paint: { "line-color": COLOUR.boundary, "line-width": 1, "line-dasharray": [4, 3], "line-opacity": 0.55 },
    },
  ];
}

/** The width of an isochrone's edge, thinner where its holes lie close; the chosen one's is thicker. */
function edge(chosen, other) {
  const of = (share) => ["case", ["get", "selected"], chosen * share, other * share];
  return ["interpolate", ["linear"], ["zoom"], 11.5, of(0.45), 14.5, of(1)];
}

function findings(terms) {
  const radius = (base) => ["*", base, ["+", 0.75, ["min", 1.25, ["/", ["sqrt", ["coalesce", ["get", "w"], 1]], 12]]]];
  return [
    {
      id: "gaps-edge",
      type: "line",
      source: "gaps",
      layout: { "line-join": "round" },
      paint: { "line-color": COLOUR.gap, "line-width": ["interpolate", ["linear"], ["zoom"], 10, 0.8, 15, 1.8] },
    },
    {
      id: "gap-chosen",
      type: "line",
      source: "gaps",
      filter: ["==", ["get", "rank"], -1],
      layout: { "line-join": "round" },
      paint: { "line-color": "#8a3c00", "line-width": 3.2 },
    },
    {
      id: "isochrones-halo",
      type: "line",
      source: "isochrones",
      layout: { "line-join": "round" },
      paint: { "line-color": "#ffffff", "line-width": edge(4.2, 3), "line-opacity": 0.8 },
    },
    {
      id: "isochrones-edge",
      type: "line",
      source: "isochrones",
      filter: ["!", ["get", "proposed"]],
      layout: { "line-join": "round" },
      paint: { "line-color": COLOUR.site, "line-width": edge(2.2, 1.3) },
    },
    {
      id: "isochrones-proposed",
      type: "line",
      source: "isochrones",
      filter: ["get", "proposed"],
      layout: { "line-join": "round" },
      paint: { "line-color": COLOUR.site, "line-width": edge(2, 2), "line-dasharray": [2.5, 1.8] },
    },
    {
      id: "homes",
      type: "circle",
      source: "city",
      "source-layer": "homes",
      minzoom: 13,
      paint: {
        "circle-color": homeColour(terms),
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 13, radius(1.1), 15, radius(2.4), 18, radius(6)],
        "circle-stroke-color": "#ffffff",
        "circle-stroke-width": ["interpolate", ["linear"], ["zoom"], 14, 0.3, 17, 1.2],
        "circle-opacity": ["interpolate", ["linear"], ["zoom"], 13, 0.55, 15, 0.9],
      },
    },
    line("path-halo", "path", "#ffffff", 7),
    line("path", "path", COLOUR.path, 3.4),
    line("path-core", "path", "#f0e442", 1.4),
    {
      id: "chosen",
      type: "circle",
      source: "chosen",
      paint: {
        "circle-radius": 7,
        "circle-color": "rgba(255,255,255,0.55)",
        "circle-stroke-color": ["case", ["get", "proposed"], COLOUR.site, COLOUR.ink],
        "circle-stroke-width": 3,
      },
    },
  ];
}

const line = (id, source, colour, thickness) => ({
  id,
  type: "line",
  source,
  layout: { "line-cap": "round", "line-join": "round" },
  paint: { "line-color": colour, "line-width": thickness },
});

function signs() {
  const text = { "text-font": FONT, "text-max-width": 9 };
  const halo = { "text-halo-color": "rgba(255,255,255,0.92)", "text-halo-width": 1.6 };
  return [
    {
      id: "gap-discs",
      type: "circle",
      source: "gap-numbers",
      filter: ["<=", ["get", "rank"], 10],
      paint: {
        "circle-radius": 8.5,
        "circle-color": "#ffffff",
        "circle-stroke-color": COLOUR.gap,
        "circle-stroke-width": 1.6,
      },
    },
    {
      id: "gap-numbers",
      type: "symbol",
      source: "gap-numbers",
      filter: ["<=", ["get", "rank"], 10],
      layout: {
        "text-field": ["to-string", ["get", "rank"]],
        "text-font": FONT,
        "text-size": 11,
        "text-allow-overlap": true,
        "text-ignore-placement": true,
      },
      paint: { "text-color": "#7a3500" },
    },
    {
      id: "venues",
      type: "symbol",
      source: "venues",
      layout: {
        "icon-image": ["concat", "kind-", ["get", "kind"]],
        "icon-size": ["interpolate", ["linear"], ["zoom"], 10, 0.7, 13, 0.95, 16, 1.25],
        "icon-allow-overlap": true,
        "icon-ignore-placement": true,
      },
    },
    {
      id: "venue-names",
      type: "symbol",
      source: "venues",
      minzoom: 13.5,
      layout: {
        ...text,
        "text-field": ["get", "name"],
        "text-size": 11.5,
        "text-variable-anchor": ["top", "bottom", "left", "right"],
        "text-radial-offset": 1,
        "text-optional": true,
        "text-padding": 6,
      },
      paint: { "text-color": COLOUR.ink, ...halo },
    },
  ];
}

/** The whole style for a city and the terms of the first question. */
export function styleOf(city, terms, origin = location.origin) {
  const data = () => ({ type: "geojson", data: EMPTY });
  return {
    version: 8,
    sources: {
      city: {
        type: "vector",
        tiles: [`${origin}/tiles/{z}/{x}/{y}.mvt`],
        minzoom: 8,
        maxzoom: 16,
        bounds: city.bbox,
      },
      bands: data(),
      gaps: data(),
      "gap-numbers": data(),
      isochrones: data(),
      path: data(),
      chosen: data(),
      venues: data(),
    },
    transition: { duration: 150, delay: 0 },
    layers: [...ground(), ...network(terms), ...findings(terms), ...signs()],
  };
}
