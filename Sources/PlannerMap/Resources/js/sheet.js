// The panel as a sheet from below on narrow screens: three heights, by its handle, a drag or the keyboard.

import { byId } from "./dom.js";
import { t } from "./i18n.js";

const NARROW = matchMedia("(max-width: 760px)");
const HEIGHTS = ["peek", "half", "full"];

export const isNarrow = () => NARROW.matches;

export class Sheet {
  #panel = byId("panel");
  #handle = byId("handle");
  #changed;
  #drag = null;

  /** `changed()` is called when the free part of the map is another. */
  constructor(changed) {
    this.#changed = changed;
    this.#handle.addEventListener("click", () => this.#press());
    this.#handle.addEventListener("keydown", (event) => this.#key(event));
    this.#handle.addEventListener("pointerdown", (event) => this.#grab(event));
    this.#handle.addEventListener("pointermove", (event) => this.#pull(event));
    this.#handle.addEventListener("pointerup", (event) => this.#release(event));
    this.#handle.addEventListener("pointercancel", (event) => this.#release(event));
    NARROW.addEventListener("change", () => this.#changed());
    addEventListener("resize", () => this.#changed());
    new ResizeObserver(() => isNarrow() && this.#changed()).observe(document.querySelector(".headline"));
    this.label();
  }

  get height() {
    return this.#panel.dataset.sheet;
  }

  set height(name) {
    if (this.#panel.dataset.sheet === name) return;
    this.#panel.dataset.sheet = name;
    if (name === "peek") byId("panel-body").scrollTo({ top: 0 });
    this.label();
    this.#changed();
  }

  /** Makes room for an answer if the sheet is all the way down. */
  raise() {
    if (isNarrow() && this.height === "peek") this.height = "half";
  }

  /** Shows the map if the sheet covers it. */
  lower() {
    if (isNarrow() && this.height === "full") this.height = "half";
  }

  label() {
    this.#handle.setAttribute("aria-label", t(`sheet.${this.height}`));
    this.#handle.setAttribute("aria-expanded", String(this.height !== "peek"));
  }

  /** The height at which the headline is just seen whole. */
  get peek() {
    const headline = document.querySelector(".headline");
    return byId("panel-body").offsetTop + headline.offsetTop + headline.offsetHeight;
  }

  /** The parts of the map that the panel hides, in pixels. */
  padding() {
    if (isNarrow()) {
      const { peek } = this;
      document.documentElement.style.setProperty("--peek", `${peek}px`);
      const heights = { peek, half: innerHeight * 0.52, full: innerHeight * 0.52 };
      return { left: 0, right: 0, top: 24, bottom: Math.round(heights[this.height]) };
    }
    return { left: Math.round(this.#panel.getBoundingClientRect().right), right: 0, top: 0, bottom: 24 };
  }

  #press() {
    if (this.#drag?.moved) return;
    this.height = HEIGHTS[(HEIGHTS.indexOf(this.height) + 1) % HEIGHTS.length];
  }

  #key(event) {
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    this.height = HEIGHTS[Math.min(2, Math.max(0, HEIGHTS.indexOf(this.height) + step))];
  }

  #grab(event) {
    this.#drag = { from: event.clientY, height: this.#panel.offsetHeight, moved: false };
    this.#handle.setPointerCapture(event.pointerId);
  }

  #pull(event) {
    if (!this.#drag || this.#drag.done) return;
    const pulled = this.#drag.from - event.clientY;
    if (Math.abs(pulled) < 6 && !this.#drag.moved) return;
    this.#drag.moved = true;
    this.#panel.classList.add("dragged");
    this.#panel.style.height = `${Math.min(innerHeight * 0.92, Math.max(120, this.#drag.height + pulled))}px`;
  }

  #release() {
    if (!this.#drag || this.#drag.done) return;
    const { moved } = this.#drag;
    this.#drag.done = true;
    if (moved) {
      const share = this.#panel.offsetHeight / innerHeight;
      this.#panel.classList.remove("dragged");
      this.#panel.style.removeProperty("height");
      this.height = share < 0.35 ? "peek" : share < 0.72 ? "half" : "full";
    }
    setTimeout(() => (this.#drag = null), 0);
  }
}
