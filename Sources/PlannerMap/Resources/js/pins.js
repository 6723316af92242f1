// Pins on the map: buttons that can be dragged, or moved with the arrow keys.

import { el, setText } from "./dom.js";

const STEP = 25;
const LONG_STEP = 100;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** A coordinate to a tenth of a metre. */
export const rounded = ({ lon, lat }) => ({ lon: Number(lon.toFixed(6)), lat: Number(lat.toFixed(6)) });

/** A place moved by metres to the east and north. */
export function moved({ lon, lat }, east, north) {
  const perDegree = 111_195;
  return rounded({ lon: lon + east / (perDegree * Math.cos((lat * Math.PI) / 180)), lat: lat + north / perDegree });
}

export class Pins {
  #map;
  #handlers;
  #markers = new Map();

  /** `handlers`: `select(key)`, `drag(key, place)`, `drop(key, place)`, `step(key, place)`, `remove(key)`. */
  constructor(map, handlers) {
    this.#map = map;
    this.#handlers = handlers;
  }

  /** Shows these pins and no others: `[{key, lon, lat, number, label, gain, pending, selected}]`. */
  show(pins) {
    const keys = new Set(pins.map(({ key }) => key));
    for (const [key, { marker }] of this.#markers) {
      if (keys.has(key)) continue;
      marker.remove();
      this.#markers.delete(key);
    }
    for (const pin of pins) {
      const shown = this.#markers.get(pin.key) ?? this.#make(pin);
      if (!shown.dragging) shown.marker.setLngLat([pin.lon, pin.lat]);
      setText(shown.number, String(pin.number));
      setText(shown.gain, pin.gain);
      shown.gain.hidden = pin.gain === "";
      shown.element.classList.toggle("selected", pin.selected);
      shown.element.classList.toggle("pending", pin.pending);
      shown.element.setAttribute("aria-label", pin.label);
      shown.element.setAttribute("aria-pressed", String(pin.selected));
      shown.element.dataset.lon = pin.lon;
      shown.element.dataset.lat = pin.lat;
      shown.place = pin;
    }
  }

  focus(key) {
    this.#markers.get(key)?.element.focus({ preventScroll: true });
  }

  #make({ key, lon, lat }) {
    const number = el("span", { class: "pin-number" });
    const gain = el("span", { class: "pin-gain" });
    const element = el("button", { type: "button", class: "pin", data: { key: String(key) } }, gain, el("span", { class: "pin-body" }, number));
    const marker = new maplibregl.Marker({ element, anchor: "bottom", draggable: true }).setLngLat([lon, lat]);
    const shown = { marker, element, number, gain, dragging: false, place: { lon, lat } };
    const place = () => {
      const { lng, lat: latitude } = marker.getLngLat();
      return rounded({ lon: lng, lat: latitude });
    };
    marker.on("dragstart", () => {
      shown.dragging = true;
      this.#handlers.select(key);
    });
    marker.on("drag", () => this.#handlers.drag(key, place()));
    marker.on("dragend", () => {
      shown.dragging = false;
      this.#handlers.drop(key, place());
    });
    element.addEventListener("click", (event) => {
      event.stopPropagation();
      this.#handlers.select(key);
    });
    element.addEventListener("keydown", (event) => this.#key(event, key, shown));
    marker.addTo(this.#map);
    this.#markers.set(key, shown);
    return shown;
  }

  #key(event, key, shown) {
    const arrow = ARROWS[event.key];
    if (arrow) {
      const metres = event.shiftKey ? LONG_STEP : STEP;
      this.#handlers.step(key, moved(shown.place, arrow[0] * metres, arrow[1] * metres));
    } else if (event.key === "Delete" || event.key === "Backspace") {
      this.#handlers.remove(key);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }
}
