/** @file Who and what is shown under the filters that are set. */
import { ranks, spans } from "./data.js";

/** @typedef {import("./data.js").Network} Network */
/**
 * @typedef {object} Filters
 * @property {Set<number>} groups groups that are switched off
 * @property {Set<number>} sources sources (numbers of texts) that are switched off
 * @property {Set<number>} kinds kinds of tie (numbers of texts) that are switched off
 * @property {Set<number>} bases bases of ties that are switched off
 * @property {number} weakest ties below this rank are hidden
 * @property {number} from ties whose last sign of life is before this month are hidden
 * @property {number} to ties that began after this month are hidden
 * @property {boolean} undated whether ties without a date stay when time is narrowed
 */
/** @typedef {{people: Uint8Array, ties: Uint8Array, peopleCount: number, tieCount: number}} Visible */

/** @type {WeakMap<Network, Float64Array>} */
const ranked = new WeakMap();

/** Share of ties that are weaker than each tie, worked out when it is first asked for. @param {Network} network */
function rank(network) {
  const known = ranked.get(network) ?? ranks(network.summary.ties.strength);
  ranked.set(network, known);
  return known;
}

/** @returns {Filters} */
export function noFilters() {
  return { groups: new Set(), sources: new Set(), kinds: new Set(), bases: new Set(), weakest: 0, from: -Infinity, to: Infinity, undated: true };
}

/** @param {Network} network @param {Filters} filters @param {ArrayLike<number>} groupOf @returns {Visible} */
export function visible(network, filters, groupOf) {
  const { sources } = network.summary.people;
  const people = new Uint8Array(network.count);
  for (let i = 0; i < people.length; i++) people[i] = Number(!filters.groups.has(groupOf[i]) && anyLeft(sources[i], filters.sources));
  const ties = new Uint8Array(network.a.length);
  const narrow = narrowsTies(filters);
  for (let i = 0; i < ties.length; i++) ties[i] = Number(people[network.a[i]] && people[network.b[i]] && (!narrow || tieLeft(network, filters, i)));
  if (narrow) dropLonely(network, people, ties);
  return { people, ties, peopleCount: sum(people), tieCount: sum(ties) };
}

/** @param {Network} network @param {Filters} filters @param {number} i */
function tieLeft(network, filters, i) {
  const { kinds, basis } = network.summary.ties;
  return (!filters.weakest || rank(network)[i] >= filters.weakest) && !filters.bases.has(basis[i]) && anyLeft(kinds[i], filters.kinds)
    && (timeless(filters) || inTime(spans(network).first[i], spans(network).last[i], filters));
}

/** @param {Filters} filters */
function timeless({ from, to }) {
  return from === -Infinity && to === Infinity;
}

/** @param {number} first @param {number} last @param {Filters} filters */
export function inTime(first, last, filters) {
  if (timeless(filters)) return true;
  if (first < 0 && last < 0) return filters.undated;
  return Math.max(first, last) >= filters.from && (first < 0 ? last : first) <= filters.to;
}

/** Whether one of several marks is still on; who has no marks is never filtered by them. @param {number[]} marks @param {Set<number>} off */
function anyLeft(marks, off) {
  return !off.size || !marks.length || marks.some((mark) => !off.has(mark));
}

/** @param {Filters} filters */
function narrowsTies(filters) {
  return filters.weakest > 0 || filters.kinds.size > 0 || filters.bases.size > 0 || !timeless(filters);
}

/** Hide people all of whose ties are hidden. @param {Network} network @param {Uint8Array} people @param {Uint8Array} ties */
function dropLonely(network, people, ties) {
  const left = new Uint8Array(network.count);
  ties.forEach((on, i) => { if (on) { left[network.a[i]] = 1; left[network.b[i]] = 1; } });
  for (let i = 0; i < network.count; i++) if (network.degree[i] && !left[i]) people[i] = 0;
}

/** @param {Uint8Array} marks */
function sum(marks) {
  let total = 0;
  for (const mark of marks) total += mark;
  return total;
}
