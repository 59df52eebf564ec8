/** @file Find people by name, organisation, title or place. */
import { fold } from "./words.js";

/** @typedef {import("./data.js").Network} Network */
/** @typedef {{name: string, rest: string}} Entry */

/** @param {Network} network @returns {Entry[]} */
export function searchIndex(network) {
  const { people, texts } = network.summary;
  return people.name.map((name, i) => ({
    name: fold(name),
    rest: fold(`${texts[people.organisation[i]]} ${texts[people.title[i]]} ${texts[people.location[i]]}`),
  }));
}

/**
 * People who answer to every word of the query, best first: the name begins with it, a part of the
 * name begins with it, it is somewhere in the name, somewhere else; then the better connected.
 *
 * @param {Entry[]} index @param {ArrayLike<number>} degree @param {string} query
 * @param {number} limit
 */
export function search(index, degree, query, limit) {
  const words = fold(query).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  /** @type {{person: number, score: number}[]} */
  const found = [];
  index.forEach((entry, person) => {
    let score = 0;
    for (const word of words) {
      const one = match(entry, word);
      if (one < 0) return;
      score += one;
    }
    found.push({ person, score });
  });
  found.sort((p, q) => p.score - q.score || degree[q.person] - degree[p.person] || p.person - q.person);
  return found.slice(0, limit).map((hit) => hit.person);
}

/** How well a word fits: 0 best, -1 not at all. @param {Entry} entry @param {string} word */
function match(entry, word) {
  const at = entry.name.indexOf(word);
  if (at === 0) return 0;
  if (at > 0) return entry.name.includes(` ${word}`) ? 1 : 2;
  return entry.rest.includes(word) ? 4 : -1;
}
