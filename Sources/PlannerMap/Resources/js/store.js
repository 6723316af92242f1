// What the page shows. Pieces are replaced, never changed in place; listeners hear which changed.

export class Store {
  #listeners = [];
  #changed = new Set();

  /** The city's facts, as the server gives them. */
  city = null;
  venues = { type: "FeatureCollection", features: [] };
  language = "en";
  minutes = 15;
  kinds = [];
  /** `{key, lon, lat, name}`; keys are never used twice. */
  pins = [];
  selected = null;
  /** Answers by pin's key: `{question, site}`. */
  answers = new Map();
  /** The answer for all pins, for the question it was put as, or null. */
  together = null;
  coverage = null;
  /** Whether bands and gaps on the map are of other minutes or kinds than chosen. */
  stale = false;
  /** `{type: "home" | "gap" | "venue", …}` or null. */
  detail = null;
  problem = null;

  /** Calls `listener` with the set of names changed, once for all changes of a turn. */
  listen(listener) {
    this.#listeners.push(listener);
  }

  set(changes) {
    for (const [name, value] of Object.entries(changes)) {
      if (this[name] === value) continue;
      this[name] = value;
      if (this.#changed.size === 0) queueMicrotask(() => this.#tell());
      this.#changed.add(name);
    }
  }

  #tell() {
    const changed = this.#changed;
    this.#changed = new Set();
    for (const listener of this.#listeners) listener(changed);
  }

  /** What every question is about. */
  get terms() {
    return { minutes: this.minutes, kinds: this.kinds };
  }

  pin(key) {
    return this.pins.find((pin) => pin.key === key) ?? null;
  }

  /** The answer for a pin, if it is for the pin as it stands. */
  answer(pin) {
    const answer = this.answers.get(pin.key);
    return answer && answer.question === this.question(pin) ? answer.site : null;
  }

  question(pin) {
    return `${pin.lon},${pin.lat};${this.minutes};${this.kinds.join(",")}`;
  }

  questionOfAll() {
    return this.pins.map((pin) => this.question(pin)).join("|");
  }
}

/** Undo and redo of the pins. */
export class History {
  #past = [];
  #future = [];
  #last = { label: null, at: 0 };
  static LIMIT = 200;
  static PAUSE = 1200;

  /** Keeps `pins` as they were before a change. Changes of the same label in quick succession are one step. */
  keep(pins, label = null) {
    const now = Date.now();
    const goesOn = label !== null && label === this.#last.label && now - this.#last.at < History.PAUSE;
    this.#last = { label, at: now };
    if (goesOn) return;
    this.#past.push(pins);
    if (this.#past.length > History.LIMIT) this.#past.shift();
    this.#future = [];
  }

  undo(pins) {
    return this.#step(this.#past, this.#future, pins);
  }

  redo(pins) {
    return this.#step(this.#future, this.#past, pins);
  }

  #step(from, to, pins) {
    if (from.length === 0) return null;
    this.#last = { label: null, at: 0 };
    to.push(pins);
    return from.pop();
  }

  get canUndo() {
    return this.#past.length > 0;
  }

  get canRedo() {
    return this.#future.length > 0;
  }
}
