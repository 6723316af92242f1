// The card of what was chosen on the map: a home, a gap or a venue.

import { byId, el, icon, sign } from "./dom.js";
import { clock, count, kindName, kindOne, percent, t, told, walk, weight } from "./i18n.js";
import { symbolOf } from "./symbols.js";

/** A venue's name; of one without, what it is. `named` is its name or id. */
function venueName(store, named, kind) {
  const nameless = store.venues.features.find(({ properties: { id, name } }) => id === named && !name)?.properties;
  const what = nameless?.kind ?? (named ? null : kind);
  return what ? t("venue.unnamed", { kind: kindOne(what) }) : named;
}

/** Shows the chosen thing; `handlers`: `close()`, `place(at)`, `again()`. */
export function showDetail(store, handlers) {
  const card = byId("detail");
  const { detail } = store;
  card.hidden = !detail;
  if (!detail) return card.replaceChildren();
  const content = { home, gap, venue }[detail.type](store, detail, handlers);
  const title = el("h2", { id: "detail-title", text: content.title });
  const label = t("detail.close");
  const close = el("button", { type: "button", class: "tool", id: "detail-close", "aria-label": label, title: label, on: { click: handlers.close } }, icon("close"));
  card.setAttribute("aria-labelledby", "detail-title");
  Object.assign(card.dataset, { type: detail.type, lon: detail.lon ?? "", lat: detail.lat ?? "" });
  const hadFocus = card.contains(document.activeElement);
  const focused = document.activeElement?.id;
  card.replaceChildren(el("div", { class: "section-head" }, title, close), ...content.body.filter(Boolean));
  if (hadFocus) (byId(focused) ?? card).focus({ preventScroll: true });
}

const covered = ({ weight_covered: part, weight: whole }) => percent(part, whole);
const waiting = (failed) => el("p", { class: "hint", text: t(failed ? "detail.failed" : "detail.waiting") });
const fact = (key, value) => [el("dt", { text: t(key) }), el("dd", { text: value })];
const facts = (...rows) => el("dl", { class: "facts" }, ...rows.filter(Boolean).flat());

function placeButton(key, at, handlers) {
  return el("button", { type: "button", class: "button primary", id: "detail-place", text: t(key), on: { click: () => handlers.place(at) } });
}

function home(store, detail, handlers) {
  const { answer } = detail;
  const title = t("home.title");
  if (!answer) return { title, body: [waiting(detail.failed), placeButton("detail.place", detail, handlers)] };
  const time = answer.minutes_walk === null ? t("home.none") : walk(answer.minutes_walk);
  const state = el("p", { class: `state ${answer.covered ? "covered" : "beyond"}` },
    el("strong", { text: time }),
    el("span", { text: t(answer.covered ? "home.covered" : "home.beyond", { n: answer.limit_minutes, minutes: answer.limit_minutes }) }));
  return {
    title,
    body: [
      state,
      el("p", { class: "verdict", text: told(answer.sentence) }),
      parts(answer.parts),
      answer.cause ? el("p", { class: "cause", text: told(answer.cause.text) || t(`cause.${answer.cause.code}`) }) : null,
      nearest(store, answer.nearest),
      placeButton("detail.place", detail, handlers),
    ],
  };
}

/** The walk's parts as a bar to scale, and in words. */
function parts(list) {
  const total = list.reduce((sum, { seconds }) => sum + seconds, 0);
  if (!(total > 0)) return null;
  const bar = el("div", { class: "parts", "aria-hidden": "true" }, ...list.map(({ what, seconds }) => {
    const piece = el("span", { class: `part part-${what}` });
    piece.style.flexGrow = String(seconds / total);
    return piece;
  }));
  const rows = list.map(({ what, seconds, metres }) => el("li", {},
    el("span", { class: `key part-${what}`, "aria-hidden": "true" }),
    el("span", { text: t(`part.${what}`) }),
    el("span", { class: "number", text: `${clock(seconds)} · ${t("metres", { count: count(metres) })}` })));
  return el("div", {}, bar, el("ul", { class: "part-list" }, ...rows));
}

function nearest(store, venues) {
  if (venues.length === 0) return null;
  const rows = venues.map(({ name, kind, seconds }) => el("li", {},
    sign(symbolOf(kind)),
    el("span", { class: "venue-name", text: venueName(store, name, kind) }),
    el("span", { class: "number", text: walk(seconds / 60) })));
  return el("div", {}, el("h3", { text: t("home.nearest") }), el("ol", { class: "nearest" }, ...rows));
}

function gap(store, detail, handlers) {
  const feature = store.coverage?.gaps?.features.find(({ properties }) => properties.rank === detail.rank);
  const title = t("gap.title", { rank: detail.rank });
  if (!feature) return { title, body: [waiting(false)] };
  const { people, homes, cause, evidence, worst_minutes: worst, nearest_venue: venue } = feature.properties;
  const unit = store.city.weight_unit;
  const beyond = t("gap.beyond", { n: store.minutes, minutes: store.minutes });
  return {
    title,
    body: [
      el("p", { class: "state beyond" }, el("strong", { text: weight(people, unit) }), el("span", { text: beyond })),
      el("p", { class: "cause", text: t(`cause.${cause}.long`) }),
      evidence && typeof evidence === "object" ? el("p", { class: "hint", text: told(evidence) }) : null,
      facts(
        fact("gap.homes", count(homes)),
        worst === null || worst === undefined ? fact("gap.worst", t("home.none")) : fact("gap.worst", walk(worst)),
        venue ? fact("gap.nearest", venueName(store, venue)) : null,
      ),
      ...best(store, detail, handlers),
    ],
  };
}

/** The best site for a gap, with the button that places a pin there. */
function best(store, detail, handlers) {
  const heading = el("h3", { text: t("gap.best") });
  const site = detail.best;
  if (!site) return [heading, waiting(detail.failed)];
  const unit = store.city.weight_unit;
  const text = t("gap.best.gain", { weight: weight(site.gained.weight, unit), share: covered(site.totals_after) });
  const [lon, lat] = site.at;
  return [heading, el("p", { class: "best", id: "gap-best", data: { gain: String(site.gained.weight) }, text }), placeButton("gap.place", { lon, lat }, handlers)];
}

function venue(store, detail) {
  const properties = store.venues.features.find(({ properties: { id } }) => id === detail.id)?.properties ?? {};
  const unit = store.city.weight_unit;
  const known = (value) => typeof value === "number";
  return {
    title: venueName(store, properties.name, properties.kind ?? ""),
    body: [
      el("p", { class: "venue-kind" }, sign(symbolOf(properties.kind)), el("span", { text: kindName(properties.kind ?? "") })),
      facts(
        known(properties.reached) ? fact("venue.reached", weight(properties.reached, unit)) : null,
        known(properties.only_here) ? fact("venue.only", weight(properties.only_here, unit)) : null,
      ),
      el("p", { class: "hint", text: t("venue.hint", { n: store.city.minutes, minutes: store.city.minutes }) }),
    ],
  };
}
