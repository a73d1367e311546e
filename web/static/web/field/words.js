// The texts of the page's language. They come with the page: none stands in a script.

const given = (id) => JSON.parse(document.getElementById(id).textContent);

export const language = document.documentElement.lang;
const texts = given("field-words");
/** Weapon models, their groups, shot lists, regions, choices: see web/field_data.py. */
export const facts = given("field-facts");
const plural = new Intl.PluralRules(language);
const numbers = new Intl.NumberFormat(language);

const filled = (words, values) =>
  words.replace(/%\((\w+)\)s/g, (all, name) => (name in values ? String(values[name]) : all)).replace(/%%/g, "%");

/** The text of a key. */
export const t = (key, values = {}) => filled(texts[key] ?? key, values);

/** Whether there is a text of this key. */
export const known = (key) => key in texts;

/** The text of a key for a number of things, which is %(n)s in it. */
export function n(key, count, values = {}) {
  const forms = texts[key] || {};
  return filled(forms[plural.select(count)] ?? forms.other ?? key, { n: numbers.format(count), ...values });
}

export const number = (value) => numbers.format(value);

export const day = (iso) => new Intl.DateTimeFormat(language, { day: "numeric", month: "short", year: "numeric" }).format(new Date(iso));

export const moment = (iso) =>
  new Intl.DateTimeFormat(language, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }).format(new Date(iso));

/** Bytes as megabytes or gigabytes. */
export const size = (bytes) =>
  bytes >= 1e9
    ? t("unit.gb", { n: new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(bytes / 1e9) })
    : t("unit.mb", { n: numbers.format(Math.max(1, Math.round(bytes / 1e6))) });
