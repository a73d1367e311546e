// Weapon models: by picture, and by name in either script.
import { facts, language, t } from "./words.js";

const uk = language === "uk";

export const modelName = (model) => (uk ? model.uk : model.en);
export const modelOf = (slug) => facts.models.find((model) => model.slug === slug) || null;
export const groupOf = (slug) => (modelOf(slug) || { group: "other" }).group;
export const nameOf = (slug) => (slug ? modelName(modelOf(slug) || { uk: slug, en: slug }) : t("model.unknown"));

// Letters that look or sound alike in the two scripts fold to one, so that either keyboard finds either spelling.
const FOLD = {
  а: "a", б: "b", в: "v", г: "h", ґ: "g", д: "d", е: "e", є: "ie", ж: "zh", з: "z", и: "y", і: "i", ї: "i", й: "i",
  к: "k", л: "l", м: "m", н: "n", о: "o", п: "p", р: "r", с: "s", т: "t", у: "u", ф: "f", х: "kh", ц: "ts", ч: "ch",
  ш: "sh", щ: "shch", ю: "iu", я: "ia", ь: "", ъ: "", ы: "y", э: "e", ё: "e",
};
export const folded = (words) =>
  [...words.toLowerCase()].map((letter) => FOLD[letter] ?? letter).join("")
    .replace(/[^a-z0-9]/g, "").replace(/g/g, "h").replace(/y|j/g, "i").replace(/x/g, "kh").replace(/c/g, "k").replace(/w/g, "v");

const names = new Map();
const searched = (model) => {
  if (!names.has(model.slug)) names.set(model.slug, [model.uk, model.en, model.latin, ...model.aliases].map(folded));
  return names.get(model.slug);
};

/** Models with these letters somewhere in one of their names; those that begin with them first. */
export function find(words) {
  const wanted = folded(words);
  if (!wanted) return [];
  const hits = facts.models.map((model) => [Math.min(...searched(model).map((name) => (name.includes(wanted) ? name.indexOf(wanted) : 99))), model]);
  return hits.filter(([at]) => at < 99).sort((a, b) => a[0] - b[0]).map(([, model]) => model);
}
