/** @file The outline around people who stand together, as a soft skin that bridges small gaps. */

import { bounds } from "./data.js";

/** Where the skin lies: at this part of what one person does at their own place. */
const LEVEL = 0.3;

/** @typedef {number[]} Ring x and y of its corners, one after the other */

/** Rings around some people, outer ones and holes. @param {number[]} people @param {ArrayLike<number>} x @param {ArrayLike<number>} y @param {number} reach of each, in map units @param {number} squares of the grid that each reaches: more are finer @returns {Ring[]} */
export function contours(people, x, y, reach, squares) {
  const step = reach / squares;
  const { field, wide, left, top } = felt(people, x, y, step, squares);
  const found = [];
  for (const ring of rings(field, wide)) {
    const size = area(ring); // below zero around people, above around holes
    if (size >= 0 && size <= 4 * squares * squares) continue;
    for (let i = 0; i < ring.length; i += 2) { ring[i] = ring[i] * step + left; ring[i + 1] = ring[i + 1] * step + top; }
    found.push(ring);
  }
  return found;
}

/** How much of the people is felt at the places of a grid around them; two in one square count once. @param {number[]} people @param {ArrayLike<number>} x @param {ArrayLike<number>} y @param {number} step @param {number} squares */
function felt(people, x, y, step, squares) {
  const { minX, minY, maxX, maxY } = bounds(x, y, people);
  const rim = Math.ceil(squares) + 1;
  const left = minX - rim * step, top = minY - rim * step;
  const wide = Math.ceil((maxX - left) / step) + rim + 1;
  const field = new Float32Array(wide * (Math.ceil((maxY - top) / step) + rim + 1));
  const taken = new Uint8Array(field.length);
  for (const i of people) {
    const px = (x[i] - left) / step, py = (y[i] - top) / step;
    const square = Math.floor(py) * wide + Math.floor(px);
    if (!taken[square]) stamp(field, wide, px, py, squares);
    taken[square] = 1;
  }
  return { field, wide, left, top };
}

/** @param {Float32Array} field @param {number} wide @param {number} px @param {number} py @param {number} squares */
function stamp(field, wide, px, py, squares) {
  for (let row = Math.ceil(py - squares); row <= py + squares; row++) {
    for (let column = Math.ceil(px - squares); column <= px + squares; column++) {
      const near = 1 - ((column - px) * (column - px) + (row - py) * (row - py)) / (squares * squares);
      if (near > 0) field[row * wide + column] += near * near;
    }
  }
}

/** Sides of a square of the grid. */
const [TOP, RIGHT, BOTTOM, LEFT] = [0, 1, 2, 3];
/** Marching squares: from which side to which the skin runs, by which corners are inside (bits: top left, top right, bottom right, bottom left). */
const RUNS = [
  [], [LEFT, TOP], [TOP, RIGHT], [LEFT, RIGHT], [RIGHT, BOTTOM], [LEFT, TOP, RIGHT, BOTTOM], [TOP, BOTTOM], [LEFT, BOTTOM],
  [BOTTOM, LEFT], [BOTTOM, TOP], [TOP, RIGHT, BOTTOM, LEFT], [BOTTOM, RIGHT], [RIGHT, LEFT], [RIGHT, TOP], [TOP, LEFT], [],
];

/** Closed lines along which a field, zero at its rim, has the level of the skin; what is inside is on their left. @param {Float32Array} field @param {number} wide @returns {Ring[]} */
export function rings(field, wide) {
  const { next, starts } = runs(field, wide);
  const found = [];
  for (const start of starts) {
    /** @type {Ring} */
    const ring = [];
    for (let edge = start; next[edge]; ) {
      const to = next[edge] - 1;
      next[edge] = 0;
      corner(field, wide, edge, ring);
      edge = to;
    }
    if (ring.length) found.push(ring);
  }
  return found;
}

/** From each side of a square that the skin crosses the next one, plus one (0: none). Sides are numbered 2 n (from place n to the right) and 2 n + 1 (down). @param {Float32Array} field @param {number} wide */
function runs(field, wide) {
  const next = new Int32Array(2 * field.length);
  /** @type {number[]} */
  const starts = [];
  for (let n = 0; n + wide + 1 < field.length; n++) {
    const inside = (field[n] > LEVEL ? 1 : 0) | (field[n + 1] > LEVEL ? 2 : 0) | (field[n + wide + 1] > LEVEL ? 4 : 0) | (field[n + wide] > LEVEL ? 8 : 0);
    const run = RUNS[inside];
    if (!run.length) continue;
    const sides = [2 * n, 2 * n + 3, 2 * (n + wide), 2 * n + 1];
    for (let i = 0; i < run.length; i += 2) { next[sides[run[i]]] = sides[run[i + 1]] + 1; starts.push(sides[run[i]]); }
  }
  return { next, starts };
}

/** Add where on a side the field has the level. @param {Float32Array} field @param {number} wide @param {number} edge @param {Ring} ring */
function corner(field, wide, edge, ring) {
  const from = edge >> 1;
  const down = edge & 1;
  const part = (LEVEL - field[from]) / (field[from + (down ? wide : 1)] - field[from]);
  ring.push((from % wide) + (down ? 0 : part), Math.floor(from / wide) + (down ? part : 0));
}

/** Twice the area of a ring; below zero where people are inside. @param {Ring} ring */
function area(ring) {
  let sum = 0;
  for (let i = 0, before = ring.length - 2; i < ring.length; before = i, i += 2) sum += ring[before] * ring[i + 1] - ring[i] * ring[before + 1];
  return sum;
}
