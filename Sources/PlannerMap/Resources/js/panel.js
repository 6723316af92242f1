// The panel: headline, slider, kinds, sites, gaps, areas, legend.

import { byId, el, icon, setText, sign } from "./dom.js";
import { LANGUAGES, count, has, kindList, kindName, minutes, percent, t, told, walk, weight } from "./i18n.js";
import { LONGEST_NAME, cleanName } from "./link.js";
import { bandColour } from "./map.js";
import { symbolOf } from "./symbols.js";

const FIRST_GAPS = 10;
const MOST_AREAS = 3;
const covered = ({ weight_covered: part, weight: whole }) => percent(part, whole);

export class Panel {
  #store;
  #handlers;
  #rows = new Map();
  #allGaps = false;

  /** `handlers`: see `app.js`, which makes it. */
  constructor(store, handlers) {
    this.#store = store;
    this.#handlers = handlers;
    for (const button of document.querySelectorAll("[data-icon]")) button.append(icon(button.dataset.icon));
    const press = (id, action) => byId(id).addEventListener("click", action);
    byId("minutes").addEventListener("input", (event) => handlers.minutes(event.target.valueAsNumber));
    for (const language of LANGUAGES) {
      document.querySelector(`[data-language="${language}"]`).addEventListener("click", () => handlers.language(language));
    }
    press("undo", handlers.undo);
    press("redo", handlers.redo);
    press("add-pin", handlers.add);
    press("copy-link", handlers.copyLink);
    press("export-geojson", handlers.exportGeoJSON);
    press("export-csv", handlers.exportCSV);
    press("gaps-more", () => {
      this.#allGaps = !this.#allGaps;
      this.gaps();
    });
  }

  /** Builds what depends on the city; once. */
  prepare() {
    const { city, venues } = this.#store;
    const slider = byId("minutes");
    slider.max = city.longest_minutes ?? 30;
    const ticks = [];
    for (let minute = Number(slider.min); minute <= Number(slider.max); minute += 5) ticks.push(el("span", { text: minute }));
    byId("ticks").replaceChildren(...ticks);
    byId("kinds").replaceChildren(...city.kinds.map((kind) => {
      const always = city.always_kinds.includes(kind);
      const box = el("input", { type: "checkbox", value: kind, disabled: always, on: { change: () => this.#kindsChosen(box) } });
      const number = venues.features.filter(({ properties }) => properties.kind === kind).length;
      const words = el("span", {}, el("span", { data: { kind } }), " ", el("span", { class: "kind-count", data: { venues: String(number) } }));
      return el("label", { class: always ? "kind always" : "kind" }, box, sign(symbolOf(kind)), words);
    }));
  }

  #kindsChosen(box) {
    const boxes = [...byId("kinds").querySelectorAll("input")];
    const chosen = boxes.filter(({ checked }) => checked).map(({ value }) => value);
    if (chosen.length > 0) return this.#handlers.kinds(chosen);
    box.checked = true;
    this.#handlers.say(t("kinds.one"));
  }

  /** Everything, as after a change of language. */
  all() {
    const { city, language } = this.#store;
    document.title = city ? `${city.name} · ${t("title")}` : t("title");
    setText(byId("city"), city?.name ?? "");
    for (const button of document.querySelectorAll("[data-language]")) {
      button.setAttribute("aria-pressed", String(button.dataset.language === language));
    }
    byId("help").replaceChildren(...["map", "home", "gap", "pin", "keys", "undo"].map((name) => el("li", { text: t(`help.${name}`) })));
    if (!city) return;
    for (const label of byId("kinds").querySelectorAll("[data-kind]")) setText(label, kindName(label.dataset.kind));
    for (const label of byId("kinds").querySelectorAll("[data-venues]")) setText(label, count(Number(label.dataset.venues)));
    for (const label of byId("kinds").querySelectorAll(".always")) label.title = t("kinds.always");
    byId("kinds-always").hidden = city.always_kinds.length === 0;
    byId("no-buildings").hidden = city.buildings;
    setText(byId("method"), t("help.method", { speed: minutes(city.speed_kmh) }));
    setText(byId("attribution"), has("attribution") ? t("attribution") : city.attribution);
    this.terms();
    this.headline();
    this.sites();
    this.gaps();
    this.areas();
    this.legend();
  }

  /** Slider and boxes. */
  terms() {
    const store = this.#store;
    const slider = byId("minutes");
    slider.value = store.minutes;
    slider.setAttribute("aria-valuetext", t("minutes.value", { n: store.minutes, minutes: store.minutes }));
    setText(byId("minutes-value"), t("minutes.value", { n: store.minutes, minutes: store.minutes }));
    for (const box of byId("kinds").querySelectorAll("input")) box.checked = store.kinds.includes(box.value);
  }

  /** Share covered, people beyond, and both with the sites. */
  headline() {
    const store = this.#store;
    const unit = store.city.weight_unit;
    const totals = store.coverage?.totals;
    if (!totals) return;
    const share = byId("share");
    setText(share, covered(totals));
    share.dataset.share = totals.share;
    share.dataset.minutes = store.coverage.minutes;
    const values = { minutes: store.coverage.minutes, n: store.coverage.minutes, kinds: kindList(store.kinds) };
    const known = totals.weight > 0;
    setText(byId("share-text"), t(!known ? "headline.nohomes" : unit === "people" ? "headline.people" : "headline.dwellings", values));
    for (const id of ["share", "bar", "beyond-line"]) byId(id).hidden = !known;
    const conditions = store.city.conditions;
    byId("conditions").hidden = !conditions;
    setText(byId("conditions"), conditions ? told(conditions) : "");
    byId("no-venues").hidden = store.venues.features.length > 0;
    const worst = totals.worst_minutes === null ? "" : t("headline.worst", { walk: walk(totals.worst_minutes) });
    setText(byId("beyond"), `${t("headline.beyond", { weight: weight(totals.beyond, unit) })}${worst}`);
    const { after, gained } = this.#withSites();
    byId("with-sites").hidden = !after;
    if (after) {
      const text = { n: store.pins.length, share: covered(after), gained: weight(gained, unit) };
      setText(byId("with-sites-text"), t("headline.sites", text));
    }
    const more = after ? Math.max(0, after.share - totals.share) : 0;
    byId("bar-covered").style.width = `${100 * totals.share}%`;
    byId("bar-gained").style.width = `${100 * more}%`;
    byId("bar").setAttribute("aria-label", t("headline.bar", { share: covered(totals) }));
  }

  /** What all pins do, from the answer for all or the one pin's own. */
  #withSites() {
    const store = this.#store;
    if (store.pins.length === 1) {
      const site = store.answers.get(store.pins[0].key)?.site;
      return site ? { after: site.totals_after, gained: site.gained.weight } : {};
    }
    const together = store.pins.length > 1 ? store.together?.together : null;
    return together ? { after: together.totals_after, gained: together.gained.weight } : {};
  }

  /** A pin's name as shown: its own, or its number. */
  nameOf(pin, index) {
    return pin.name || t("sites.name", { number: index + 1 });
  }

  sites() {
    const store = this.#store;
    const list = byId("site-list");
    const keys = new Set(store.pins.map(({ key }) => key));
    for (const [key, row] of this.#rows) {
      if (keys.has(key)) continue;
      row.item.remove();
      this.#rows.delete(key);
    }
    store.pins.forEach((pin, index) => {
      const row = this.#rows.get(pin.key) ?? this.#makeRow(pin.key);
      if (list.children[index] !== row.item) list.insertBefore(row.item, list.children[index] ?? null);
      this.#fillRow(row, pin, index);
    });
    byId("sites-empty").hidden = store.pins.length > 0;
    for (const id of ["export-geojson", "export-csv"]) byId(id).disabled = store.pins.length === 0;
    byId("undo").disabled = !this.#handlers.canUndo();
    byId("redo").disabled = !this.#handlers.canRedo();
    this.#together();
  }

  #together() {
    const store = this.#store;
    const line = byId("together");
    const answer = store.pins.length > 1 ? store.together : null;
    line.hidden = !answer;
    line.classList.toggle("pending", Boolean(answer) && answer.question !== store.questionOfAll());
    if (!answer) return;
    const { gained, totals_after: after } = answer.together;
    line.dataset.gain = gained.weight;
    setText(line, t("sites.together", { weight: weight(gained.weight, store.city.weight_unit), share: covered(after) }));
  }

  #makeRow(key) {
    const { select, rename, remove } = this.#handlers;
    const badge = el("button", { type: "button", class: "badge", on: { click: () => select(key, true) } });
    const name = el("input", {
      type: "text",
      class: "site-name",
      maxlength: LONGEST_NAME,
      autocomplete: "off",
      spellcheck: "false",
      on: {
        change: () => rename(key, cleanName(name.value)),
        keydown: (event) => event.key === "Enter" && name.blur(),
        focus: () => select(key),
      },
    });
    const gain = el("span", { class: "gain" });
    const bin = el("button", { type: "button", class: "tool", on: { click: () => remove(key) } }, icon("close"));
    const facts = el("dl", { class: "facts" });
    const verdict = el("p", { class: "verdict" });
    const more = el("div", { class: "site-more" }, verdict, facts);
    const item = el("li", { class: "site", data: { key: String(key) } }, el("div", { class: "site-line" }, badge, name, gain, bin), more);
    const row = { item, badge, name, gain, bin, facts, verdict, more };
    this.#rows.set(key, row);
    return row;
  }

  #fillRow(row, pin, index) {
    const store = this.#store;
    const unit = store.city.weight_unit;
    const shown = this.nameOf(pin, index);
    const site = store.answers.get(pin.key)?.site;
    const fresh = store.answer(pin) !== null;
    const selected = pin.key === store.selected;
    setText(row.badge, String(index + 1));
    row.badge.setAttribute("aria-label", t("sites.select", { name: shown }));
    row.badge.setAttribute("aria-pressed", String(selected));
    if (document.activeElement !== row.name) row.name.value = pin.name;
    row.name.placeholder = t("sites.name", { number: index + 1 });
    row.name.setAttribute("aria-label", t("sites.rename", { number: index + 1 }));
    row.bin.setAttribute("aria-label", t("sites.remove", { name: shown }));
    row.bin.title = t("sites.remove", { name: shown });
    row.item.classList.toggle("selected", selected);
    row.item.classList.toggle("pending", !fresh);
    row.more.hidden = !selected || !site;
    setText(row.gain, site ? t("gain.short", { count: count(site.gained.weight) }) : "…");
    if (site) row.gain.dataset.gain = site.gained.weight;
    row.gain.dataset.fresh = String(fresh);
    row.item.dataset.lon = pin.lon;
    row.item.dataset.lat = pin.lat;
    if (!row.more.hidden) return this.#fillFacts(row, pin, index, site, unit);
    row.facts.replaceChildren();
    setText(row.verdict, "");
  }

  #fillFacts(row, pin, index, site, unit) {
    setText(row.verdict, this.#handlers.told(site.verdict));
    const marginal = this.#store.together?.keys?.[index] === pin.key ? this.#store.together.marginal[index] : null;
    const facts = [
      ["facts.gained", this.#amount(site.gained, unit)],
      marginal === null || index === 0 ? null : ["facts.marginal", weight(marginal, unit)],
      ["facts.reached", this.#amount(site.reached, unit)],
      ["facts.overlap", this.#amount(site.overlap, unit)],
      ["facts.saved", t("facts.saved.value", { n: Math.round(site.saved_minutes), count: count(site.saved_minutes) })],
      ["facts.share", covered(site.totals_after)],
      site.totals_after.worst_minutes === null ? null : ["facts.worst", walk(site.totals_after.worst_minutes)],
      ...this.#byArea(site, unit),
      site.snap ? ["facts.snap", t(site.snap.crosses_obstacle ? "facts.snap.obstacle" : "facts.snap.value", { metres: count(site.snap.leg_m) })] : ["facts.snap", t("facts.snap.none")],
    ];
    row.facts.replaceChildren(...facts.filter(Boolean).flatMap(([key, value, values]) => {
      return [el("dt", { text: t(key, values) }), el("dd", { text: value })];
    }));
  }

  /** The gain in the areas that gain most, if the city has several. */
  #byArea(site, unit) {
    if ((this.#store.coverage?.areas?.length ?? 0) < 2) return [];
    const most = (site.areas ?? []).toSorted((a, b) => b.gained - a.gained).slice(0, MOST_AREAS);
    return most.map(({ name, gained }) => ["facts.area", weight(gained, unit), { name: name || t("areas.unnamed") }]);
  }

  /** A weight, and the homes it lives in. */
  #amount({ weight: value, homes }, unit) {
    return t("amount", { weight: weight(value, unit), n: homes, homes: count(homes) });
  }

  gaps() {
    const store = this.#store;
    const gaps = store.coverage?.gaps?.features;
    if (!gaps) return;
    setText(byId("gaps-count"), count(gaps.length));
    const shown = this.#allGaps ? gaps : gaps.slice(0, FIRST_GAPS);
    byId("gap-list").replaceChildren(...shown.map(({ properties: gap }) => el("li", {}, el(
      "button",
      { type: "button", class: "gap", data: { rank: String(gap.rank) }, on: { click: () => this.#handlers.gap(gap.rank) } },
      el("span", { class: "gap-rank", text: gap.rank }),
      el("span", { class: "gap-people", text: weight(gap.people, store.city.weight_unit) }),
      el("span", { class: "gap-cause", text: t(`cause.${gap.cause}`) }),
    ))));
    const more = byId("gaps-more");
    more.hidden = gaps.length <= FIRST_GAPS;
    setText(more, this.#allGaps ? t("gaps.fewer") : t("gaps.all", { count: count(gaps.length) }));
  }

  areas() {
    const store = this.#store;
    const areas = store.coverage?.areas ?? [];
    setText(byId("areas-count"), count(areas.length));
    byId("areas-fold").hidden = areas.length === 0;
    byId("area-rows").replaceChildren(...areas.map((area) => {
      const bar = el("span", { class: "area-bar" }, el("span", { class: "area-covered" }));
      bar.firstChild.style.width = `${100 * area.share}%`;
      const share = el("td", { class: "number" }, bar, document.createTextNode(percent(area.covered, area.people)));
      return el("tr", {}, el("th", { scope: "row", text: area.name || t("areas.unnamed") }), share, el("td", { class: "number", text: count(area.beyond) }));
    }));
  }

  legend() {
    const store = this.#store;
    const cutoffs = (store.coverage?.bands?.features ?? []).map(({ properties }) => properties.minutes).sort((a, b) => a - b);
    const entry = (key, text) => el("li", {}, key, el("span", { text }));
    const swatch = (name) => el("span", { class: `key ${name}`, "aria-hidden": "true" });
    const bands = cutoffs.map((cutoff, index) => {
      const key = swatch("key-band");
      key.style.backgroundColor = bandColour(index, cutoffs.length);
      return entry(key, t("legend.band", { n: cutoff, minutes: minutes(cutoff) }));
    });
    const kinds = store.kinds.map((kind) => entry(sign(symbolOf(kind)), kindName(kind)));
    byId("legend").replaceChildren(
      el("h2", { text: t("legend.title") }),
      el("ul", {}, ...bands, entry(swatch("key-gap"), t("legend.gap")), entry(swatch("key-site"), t("legend.site"))),
      el("ul", {}, ...kinds),
    );
  }

  problem() {
    const problem = this.#store.problem?.problem;
    byId("problem").hidden = !problem;
    if (!problem) return;
    const key = problem.kind === "refused" && has(`problem.${problem.code}`) ? `problem.${problem.code}` : `problem.${problem.kind}`;
    setText(byId("problem-text"), t(key, { code: problem.code }));
  }
}
