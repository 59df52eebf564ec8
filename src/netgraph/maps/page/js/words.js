/** @file Words and numbers as people write them. */

/** A whole number with its thousands apart (Intl would take longer to load than a small map to draw). @param {number} value */
export function grouped(value) {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** @param {number} count @param {string} one @param {string} [many] */
export function plural(count, one, many = `${one}s`) {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}

/** Lower case without accents, to compare. @param {string} text */
export function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** A text that fits into so many characters. @param {string} text @param {number} length */
export function shorten(text, length) {
  const letters = Array.from(text.slice(0, 2 * length + 2));
  return letters.length > length ? `${letters.slice(0, length - 1).join("").replace(/[\s,;:.]+$/, "")}…` : text;
}

/** A text in lines of about the same length, at most so many of so many letters. @param {string} text @param {number} length @param {number} most */
export function inLines(text, length, most) {
  const words = text.split(" ");
  const few = Math.min(most, filled(words, length).length);
  let width = Math.ceil(text.length / few);
  while (width < length && filled(words, width).length > few) width++;
  const lines = filled(words, width);
  if (lines.length > most) lines.splice(most - 1, Infinity, `${lines[most - 1].replace(/[\s,;:.]+$/, "")}…`);
  return lines.map((line) => shorten(line, length));
}

/** @param {string[]} words @param {number} length */
function filled(words, length) {
  const lines = [words[0]];
  for (const word of words.slice(1)) {
    const last = lines.length - 1;
    if (lines[last].length + word.length < length) lines[last] += ` ${word}`; else lines.push(word);
  }
  return lines;
}

/** Month since year 0 as text. @param {number} month */
export function monthName(month) {
  const names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  return `${names[month % 12]} ${Math.floor(month / 12)}`;
}

/** Month since year 0 as an ISO date. @param {number} month */
export function isoMonth(month) {
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;
}

/** A name from a program as people would write it: "ties_csv" is "ties csv". @param {string} name */
export function spaced(name) {
  return name.replaceAll("_", " ");
}

/** Join what is there. @param {string[]} parts @param {string} [between] */
export function joined(parts, between = " · ") {
  return parts.filter(Boolean).join(between);
}

/** Names made different: the second Ana becomes "Ana (2)". @param {string[]} names */
export function handles(names) {
  /** @type {Map<string, number>} */
  const seen = new Map();
  return names.map((name) => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times > 1 ? `${name} (${times})` : name;
  });
}
