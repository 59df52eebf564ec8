/** @file The ground on which a cluster stands: a soft patch under its people, where they stand together. */

/**
 * @typedef {object} Region
 * @property {number} group
 * @property {number} size how many people the group has
 * @property {import("./contours.js").Ring[]} rings around those who stand together: strays get no ground
 * @property {import("./data.js").Box} box around most of them
 * @property {import("./data.js").Box} core around the middle half of all
 */
/** @typedef {import("./data.js").Network} Network */
import { contours } from "./contours.js";
import { bounds, gather } from "./data.js";

/** Fewer people than this have no ground, nor have fewer than one in a thousand. */
const FEWEST = 3;
/** How far the ground goes beyond people, in map units; less in maps of fewer people than MANY, which are shown larger. */
const REACH = 66;
const MANY = 400;
/** Beyond so many people the ground is less finely drawn, for it is small on the screen. */
const CROWD = 8000;
/** People of a group in neighbouring squares of this side, in map units, stand together. */
const NEAR = 60;
/** So many squares lie side by side at most: their numbers stay small, which is quick. */
const SIDE = 16_384;
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
  const reach = REACH * Math.min(1, Math.max(0.4, Math.sqrt(network.count / MANY)));
  const fewest = Math.max(FEWEST, network.count / 1000);
  const fine = network.count > CROWD ? 2.5 : 3.5;
  /** @type {Map<number, number[]>} */
  const members = new Map();
  for (let i = 0; i < network.count; i++) {
    if (groupOf[i] >= 0 && shown.people[i]) gather(members, groupOf[i], i);
  }
  if (members.size < 2) return [];
  return [...members].flatMap(([group, all]) => {
    const knots = together(all, x, y).filter((knot) => knot.length >= fewest);
    if (!knots.length) return [];
    return [{ group, size: all.length, rings: knots.flatMap((knot) => contours(knot, x, y, reach, fine)), box: bounds(x, y, knots[0]), core: core(all, x, y) }];
  }).sort((p, q) => q.size - p.size);
}

/** Where the middle half of some people stands, by a sample of them. @param {number[]} people @param {ArrayLike<number>} x @param {ArrayLike<number>} y */
function core(people, x, y) {
  /** @type {number[]} */
  const some = [];
  for (let n = 0; n < people.length; n += Math.ceil(people.length / SAMPLE)) some.push(people[n]);
  const middle = (/** @type {ArrayLike<number>} */ at) => Float64Array.from(some, (i) => at[i]).sort().filter((_, n) => n >= some.length / 4 && n < (3 * some.length) / 4);
  return bounds(middle(x), middle(y));
}

/** Parts of a group that stand together, the largest first. @param {number[]} people @param {ArrayLike<number>} x @param {ArrayLike<number>} y */
export function together(people, x, y) {
  /** @type {Map<number, number[]>} */
  const squares = new Map();
  const { minX, minY, maxX, maxY } = bounds(x, y, people);
  const near = Math.max(NEAR, (maxX - minX) / (SIDE - 3), (maxY - minY) / (SIDE - 3));
  for (const i of people) gather(squares, (Math.floor((x[i] - minX) / near) + 1) * SIDE + Math.floor((y[i] - minY) / near) + 1, i);
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
      for (const i of inside) knot.push(i);
      for (let column = square - SIDE; column <= square + SIDE; column += SIDE) queue.push(column - 1, column, column + 1);
    }
    if (knot.length) knots.push(knot);
  }
  return knots.sort((p, q) => q.length - p.length);
}
