// Questions to the server, and what can go wrong with them.

/** A question without an answer. `kind`: `gone` (no server), `bad` (a reply that cannot be read), `refused` (an error
 * of the server, with its code). */
export class Problem extends Error {
  constructor(kind, code = "", message = "") {
    super(message || code || kind);
    this.kind = kind;
    this.code = code;
  }
}

const PATIENCE = 60_000;

async function ask(path, signal, init = {}) {
  const patience = AbortSignal.timeout(PATIENCE);
  let reply;
  try {
    reply = await fetch(path, { ...init, signal: signal ? AbortSignal.any([signal, patience]) : patience });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Problem("gone");
  }
  let body;
  try {
    body = await reply.json();
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Problem("bad", String(reply.status));
  }
  if (!reply.ok) throw new Problem("refused", body?.error?.code ?? String(reply.status), body?.error?.message);
  return body;
}

/** Refuses a reply that lacks what the page needs of it. */
function expect(body, ...names) {
  for (const name of names) if (body?.[name] === undefined) throw new Problem("bad", name);
  return body;
}

const query = (values) => new URLSearchParams(values).toString().replaceAll("%2C", ",");

export async function city(signal) {
  return expect(await ask("/api/city", signal), "name", "bbox", "kinds", "always_kinds", "totals", "weight_unit");
}

export async function venues(signal) {
  return expect(await ask("/api/venues", signal), "features");
}

export async function coverage({ minutes, kinds }, geometry, signal) {
  const values = query({ minutes, kinds: kinds.join(","), geometry: geometry ? "yes" : "no" });
  const body = expect(await ask(`/api/coverage?${values}`, signal), "totals", "areas");
  return geometry ? expect(body, "bands", "gaps") : body;
}

const place = ({ lon, lat }) => `${lon},${lat}`;

export async function site(at, { minutes, kinds }, signal) {
  const values = query({ at: place(at), minutes, kinds: kinds.join(","), isochrone: "yes" });
  return expect(await ask(`/api/site?${values}`, signal), "gained", "reached", "overlap", "totals_after");
}

export async function sites(pins, { minutes, kinds }, signal) {
  const body = JSON.stringify({ minutes, kinds, sites: pins.map(({ lon, lat, name }) => ({ lon, lat, name })) });
  const init = { method: "POST", headers: { "Content-Type": "application/json" }, body };
  return expect(await ask("/api/sites", signal, init), "each", "together", "marginal");
}

export async function explain(at, { minutes, kinds }, signal) {
  const values = query({ at: place(at), minutes, kinds: kinds.join(",") });
  return expect(await ask(`/api/explain?${values}`, signal), "covered", "parts", "nearest");
}

export async function gapSite(rank, { minutes, kinds }, signal) {
  const values = query({ minutes, kinds: kinds.join(",") });
  return expect(await ask(`/api/gaps/${rank}/site?${values}`, signal), "at", "gained");
}

/** One question at a time. Of those put while one is out, only the newest is kept and put when that one is back;
 * so a slow server is never given more than it can answer, and answers never come in a wrong order. */
export class Newest {
  #running = null;
  #waiting = null;

  /** Puts a question: a function of an abort signal. Its answer must be used inside it. */
  put(question) {
    if (this.#running) this.#waiting = question;
    else this.#run(question);
  }

  /** Aborts the question that is out and puts this one at once. */
  replace(question) {
    this.cancel();
    this.#run(question);
  }

  cancel() {
    this.#running?.abort();
    this.#running = null;
    this.#waiting = null;
  }

  get busy() {
    return this.#running !== null;
  }

  async #run(question) {
    const controller = new AbortController();
    this.#running = controller;
    try {
      await question(controller.signal);
    } finally {
      if (this.#running === controller) {
        this.#running = null;
        const next = this.#waiting;
        this.#waiting = null;
        if (next) this.#run(next);
      }
    }
  }
}
