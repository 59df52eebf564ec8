/** @file The ground on which a cluster stands: a soft patch under its people, where they stand together. */

/**
 * @typedef {object} Region
 * @property {number} group
 * @property {number} size how many people the group has
 * @property {number[]} people those who stand together: strays get no ground
 * @property {import("./data.js").Box} box around most of them
 * @property {import("./data.js").Box} core around the middle half of all
 */
/** @typedef {import("./data.js").Network} Network */
import { bounds, gather } from "./data.js";

const FEWEST = 3;
/** People of a group in neighbouring squares of this side, in map units, stand together. */
const NEAR = 60;
const ROW = 1e6;
const SAMPLE = 200;

/**
 * Grounds of groups, the largest first, so that small ones lie on top.
 *
 * @param {Network} network @param {ArrayLike<number>} groupOf
 * @param {import("./filters.js").Visible} shown
 * @returns {Region[]}
 */
export function regions(network, groupOf, shown) {
  const { x, y } = network;
  /** @type {Map<number, number[]>} */
  const members = new Map();
  for (let i = 0; i < network.count; i++) {
    if (groupOf[i] >= 0 && shown.people[i]) gather(members, groupOf[i], i);
  }
  if (members.size < 2) return [];
  return [...members].flatMap(([group, all]) => {
    const knots = together(all, x, y).filter((knot) => knot.length >= FEWEST);
    if (!knots.length) return [];
    return [{ group, size: all.length, people: knots.flat(), box: bounds(knots[0].map((i) => x[i]), knots[0].map((i) => y[i])), core: core(all, x, y) }];
  }).sort((p, q) => q.size - p.size);
}

/** Where the middle half of some people stands, by a sample of them. @param {number[]} people @param {ArrayLike<number>} x @param {ArrayLike<number>} y */
function core(people, x, y) {
  const some = people.filter((_, n) => n % Math.ceil(people.length / SAMPLE) === 0);
  const middle = (/** @type {ArrayLike<number>} */ at) => Float64Array.from(some, (i) => at[i]).sort().filter((_, n) => n >= some.length / 4 && n < (3 * some.length) / 4);
  return bounds(middle(x), middle(y));
}

/** Parts of a group that stand together, the largest first. @param {number[]} people @param {ArrayLike<number>} x @param {ArrayLike<number>} y */
export function together(people, x, y) {
  /** @type {Map<number, number[]>} */
  const squares = new Map();
  for (const i of people) gather(squares, Math.floor(x[i] / NEAR) * ROW + Math.floor(y[i] / NEAR), i);
  /** @type {number[][]} */
  const knots = [];
  for (const first of [...squares.keys()]) {
    const queue = [first];
    /** @type {number[]} */
    const knot = [];
    for (let square = queue.pop(); square !== undefined; square = queue.pop()) {
      const inside = squares.get(square);
      if (!inside) continue;
      squares.delete(square);
      knot.push(...inside);
      for (const dx of [-ROW, 0, ROW]) for (const dy of [-1, 0, 1]) queue.push(square + dx + dy);
    }
    if (knot.length) knots.push(knot);
  }
  return knots.sort((p, q) => q.length - p.length);
}
