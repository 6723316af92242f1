// Puts the questions that the state raises, and puts the answers into the state.

import * as api from "./api.js";
import { Newest, Problem } from "./api.js";

const REST = 250;

export class Questions {
  #store;
  #totals = new Newest();
  #shapes = new Newest();
  #together = new Newest();
  #detail = new Newest();
  #pins = new Map();
  #restTimer = null;
  #togetherTimer = null;

  constructor(store) {
    this.#store = store;
  }

  /** Runs a question and gives its answer; a problem is shown, an abort is not one. When answers come again after a
   * problem, what went without one is asked again. */
  async #guard(question, signal) {
    const store = this.#store;
    try {
      const answer = await question();
      if (signal.aborted) return;
      if (store.problem) {
        store.set({ problem: null });
        setTimeout(() => this.again(), 0);
      }
      return answer;
    } catch (error) {
      if (signal.aborted) return;
      const problem = error instanceof Problem ? error : new Problem("bad", error.message);
      store.set({ problem: { problem, again: () => this.again() } });
    }
  }

  /** Asks all that has no answer. */
  again() {
    const { stale, detail } = this.#store;
    if (stale) this.coverage(true);
    this.pins();
    if (detail && detail.type !== "venue" && !(detail.answer ?? detail.best)) this.detail();
  }

  /** Totals for the terms as they stand, at once; bands and gaps when the terms rest. */
  coverage(atOnce = false) {
    const store = this.#store;
    store.set({ stale: true });
    clearTimeout(this.#restTimer);
    this.#shapes.cancel();
    this.#restTimer = setTimeout(() => this.#wholeCoverage(), atOnce ? 0 : REST);
    if (atOnce) return;
    this.#totals.put(async (signal) => {
      const terms = store.terms;
      const answer = await this.#guard(() => api.coverage(terms, false, signal), signal);
      if (!answer || terms.minutes !== store.minutes || terms.kinds !== store.kinds) return;
      store.set({ coverage: { ...store.coverage, ...answer } });
    });
  }

  #wholeCoverage() {
    const store = this.#store;
    this.#shapes.replace(async (signal) => {
      const terms = store.terms;
      const answer = await this.#guard(() => api.coverage(terms, true, signal), signal);
      if (answer) store.set({ coverage: answer, stale: false });
    });
  }

  /** Asks for every pin whose answer is not for it as it stands; forgets those that are gone. */
  pins() {
    const store = this.#store;
    for (const [key, newest] of this.#pins) {
      if (store.pin(key)) continue;
      newest.cancel();
      this.#pins.delete(key);
      store.answers.delete(key);
    }
    for (const pin of store.pins) if (!store.answer(pin)) this.#pin(pin.key, false);
    this.#all();
  }

  /** Asks for a pin on its way: the newest place wins. */
  follow(key) {
    this.#pin(key, true);
  }

  #pin(key, onItsWay) {
    const store = this.#store;
    if (!this.#pins.has(key)) this.#pins.set(key, new Newest());
    const newest = this.#pins.get(key);
    const ask = async (signal) => {
      const pin = store.pin(key);
      if (!pin) return;
      const question = store.question(pin);
      const site = await this.#guard(() => api.site(pin, store.terms, signal), signal);
      if (!site || !store.pin(key)) return;
      store.set({ answers: new Map(store.answers).set(key, { question, site }) });
      if (onItsWay) this.#all();
    };
    if (onItsWay) newest.put(ask);
    else newest.replace(ask);
  }

  /** Asks what all pins do together; one pin's own answer is enough for one. */
  #all() {
    const store = this.#store;
    clearTimeout(this.#togetherTimer);
    if (store.pins.length < 2) {
      this.#together.cancel();
      store.set({ together: null });
      return;
    }
    if (store.together?.question === store.questionOfAll()) return;
    this.#togetherTimer = setTimeout(() => this.#together.put(async (signal) => {
      if (store.pins.length < 2) return;
      const question = store.questionOfAll();
      const keys = store.pins.map(({ key }) => key);
      const answer = await this.#guard(() => api.sites(store.pins, store.terms, signal), signal);
      if (answer && store.pins.length > 1) store.set({ together: { question, keys, ...answer } });
    }), 80);
  }

  /** Asks about the chosen home or gap. */
  detail() {
    const store = this.#store;
    const { detail } = store;
    this.#detail.cancel();
    if (detail?.type === "home") {
      this.#about(detail, (signal) => api.explain(detail, store.terms, signal), "answer");
    } else if (detail?.type === "gap") {
      this.#about(detail, (signal) => api.gapSite(detail.rank, store.terms, signal), "best");
    }
  }

  #about(detail, question, name) {
    this.#detail.replace(async (signal) => {
      const answer = await this.#guard(() => question(signal), signal);
      if (this.#store.detail !== detail) return;
      this.#store.set({ detail: { ...detail, [name]: answer ?? null, failed: !answer } });
    });
  }
}
