// All words of the page: i18n/LANGUAGE.json. A value is a text with {places}, or one text for each plural form of {n}.

export const LANGUAGES = ["en", "zh-Hans"];

let words = {};
let fallback = {};
let language = "en";
// Numbers and lists in English follow British use: "a museum, a library or a theatre".
let locale = "en-GB";

/** The language of a browser's wishes. */
export function preferredLanguage(wishes = navigator.languages ?? []) {
  for (const wish of wishes) {
    if (/^zh/i.test(wish)) return "zh-Hans";
    if (/^en/i.test(wish)) return "en";
  }
  return "en";
}

/** Loads a language's words. English stays at hand for a word that is missing. */
export async function loadLanguage(wanted) {
  const read = async (name) => {
    const reply = await fetch(`/i18n/${name}.json`);
    if (!reply.ok) throw new Error(`i18n/${name}.json: ${reply.status}`);
    return reply.json();
  };
  const loaded = await read(wanted);
  if (wanted !== "en" && Object.keys(fallback).length === 0) fallback = await read("en").catch(() => ({}));
  if (wanted === "en") fallback = loaded;
  words = loaded;
  language = wanted;
  locale = wanted === "en" ? "en-GB" : wanted;
  document.documentElement.lang = wanted;
}

export const currentLanguage = () => language;

/** The text of a key, with its places filled. */
export function t(key, values = {}) {
  let text = words[key] ?? fallback[key] ?? key;
  if (typeof text === "object") text = text[new Intl.PluralRules(language).select(values.n ?? 0)] ?? text.other;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

export const has = (key) => key in words;

/** A text that the server gives in both languages, `{en, zh}`, as a sentence of its own. */
export function told(text) {
  if (!text || typeof text !== "object") return "";
  const wanted = (language === "zh-Hans" ? text.zh : text.en) ?? text.en ?? "";
  if (wanted === "") return wanted;
  const end = /[.!?。！？]$/.test(wanted) ? "" : language === "en" ? "." : "。";
  // A number and its sign stay on one line.
  return (wanted[0].toUpperCase() + wanted.slice(1) + end).replaceAll(" %", "\u00a0%");
}

/** Fills the texts of the page's own elements. */
export function translatePage(root = document) {
  for (const element of root.querySelectorAll("[data-i18n]")) element.textContent = t(element.dataset.i18n);
  for (const element of root.querySelectorAll("[data-i18n-label]")) {
    const text = t(element.dataset.i18nLabel);
    element.setAttribute("aria-label", text);
    if (element.tagName === "BUTTON") element.title = text;
  }
}

const number = (value, options) => new Intl.NumberFormat(locale, options).format(value);

// The server gives numbers as they are, and its sentences round them once, half up. So does the page, by the same rules:
// a figure beside a sentence never differs from it.

/** A number rounded to units, halves up. */
const halfUp = (value) => Math.floor(value) + (value - Math.floor(value) >= 0.5 ? 1 : 0);

/** People, dwellings, homes, metres: whole numbers. */
export const count = (value) => number(Math.sign(value) * halfUp(Math.abs(value)));

/** A part as per cent of a whole with one decimal; all and nothing only when it is so, a dash where nobody lives. */
export function percent(part, whole) {
  if (!(whole > 0)) return "–";
  const hundredths = part >= whole ? 100 : part <= 0 ? 0 : Math.min(99.9, Math.max(0.1, (part / whole) * 100));
  return `${number(halfUp(hundredths * 10) / 10, { minimumFractionDigits: 1 })}\u00a0%`;
}

/** Minutes of a limit, or a speed. */
export const minutes = (value) => number(value, { maximumFractionDigits: 3 });

/** Hours, with one decimal under ten. */
const hours = (value) => (value < 9.95 ? number(halfUp(value * 10) / 10, { minimumFractionDigits: 1 }) : count(value));

/** A walk in minutes with one decimal, of whole milliseconds; from two hours on, when no one walks, in hours. */
export function walk(value) {
  const milliseconds = Math.round(value * 60_000);
  if (milliseconds >= 7_200_000) return t("walk.hours", { hours: hours(milliseconds / 3_600_000) });
  const tenths = Math.floor((milliseconds + 3000) / 6000);
  return t("minutes.short", { minutes: number(tenths / 10, { minimumFractionDigits: 1 }) });
}

/** Seconds as minutes and seconds, `4:05`. */
export function clock(seconds) {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** A weight with its unit, "1,234 dwellings". */
export function weight(value, unit) {
  const key = unit === "people" ? "unit.people" : "unit.dwellings";
  return t(key, { n: halfUp(value), count: count(value) });
}

/** A kind's name; one the page does not know keeps its own. */
export function kindName(kind) {
  return has(`kind.${kind}`) ? t(`kind.${kind}`) : kind.replace(/[._]/g, " ");
}

/** One of a kind, "a museum". */
export const kindOne = (kind) => (has(`kind.${kind}.one`) ? t(`kind.${kind}.one`) : kindName(kind));

/** Kinds joined in words, "a museum, a library or a theatre". */
export function kindList(kinds) {
  return new Intl.ListFormat(locale, { type: "disjunction" }).format(kinds.map(kindOne));
}
