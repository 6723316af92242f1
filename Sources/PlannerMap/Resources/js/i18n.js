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
  return wanted[0].toUpperCase() + wanted.slice(1) + end;
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

/** People or dwellings: whole numbers, one decimal under ten. */
export function count(value) {
  const small = Math.abs(value) < 9.95 && Math.abs(value - Math.round(value)) >= 0.05;
  return number(value, { maximumFractionDigits: small ? 1 : 0 });
}

/** A share as per cent with one decimal; a dash where nobody lives. */
export function percent(share) {
  if (!Number.isFinite(share)) return "–";
  return number(share, { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });
}

/** Minutes with at most one decimal, none from a hundred on. */
export const minutes = (value) => number(value, { maximumFractionDigits: value < 99.95 ? 1 : 0 });

/** Seconds as minutes and seconds, `4:05`. */
export function clock(seconds) {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** A weight with its unit, "1,234 dwellings". */
export function weight(value, unit) {
  const key = unit === "people" ? "unit.people" : "unit.dwellings";
  return t(key, { n: Math.abs(value) < 10 ? value : Math.round(value), count: count(value) });
}

/** A kind's name; one the page does not know keeps its own. */
export function kindName(kind) {
  return has(`kind.${kind}`) ? t(`kind.${kind}`) : kind.replace(/[._]/g, " ");
}

/** Kinds joined in words, "a museum, a library or a theatre". */
export function kindList(kinds) {
  const names = kinds.map((kind) => (has(`kind.${kind}.one`) ? t(`kind.${kind}.one`) : kindName(kind)));
  return new Intl.ListFormat(locale, { type: "disjunction" }).format(names);
}
