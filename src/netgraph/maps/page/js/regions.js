/** @file The ground on which a cluster stands: a soft outline around most of its people. */

/** @typedef {{group: number, x: number[], y: number[], middle: number, top: number, bottom: number, size: number}} Region */

const FEWEST = 4;
const KEPT = 0.9;
/** Map units a side that each person may take; a cluster scattered wider is not drawn as one. */
const WIDEST = 160;

/**
 * Outlines of groups, the largest first. People far off their group do not stretch it.
 *
 * @param {ArrayLike<number>} x @param {ArrayLike<number>} y @param {ArrayLike<number>} groupOf
 * @param {ArrayLike<number>} shown
 * @returns {Region[]}
 */
export function regions(x, y, groupOf, shown) {
  /** @type {Map<number, number[]>} */
  const members = new Map();
  for (let i = 0; i < x.length; i++) {
    if (groupOf[i] < 0 || !shown[i]) continue;
    const list = members.get(groupOf[i]);
    if (list) list.push(i); else members.set(groupOf[i], [i]);
  }
  return [...members].filter(([, people]) => people.length >= FEWEST)
    .map(([group, people]) => region(group, people, x, y))
    .filter((one) => one.size * WIDEST ** 2 > area(one)).sort((p, q) => q.size - p.size);
}

/** @param {number} group @param {number[]} people @param {ArrayLike<number>} x @param {ArrayLike<number>} y @returns {Region} */
function region(group, people, x, y) {
  const [mx, my] = [x, y].map((axis) => median(people.map((i) => axis[i])));
  const away = people.map((i) => Math.hypot(x[i] - mx, y[i] - my));
  const limit = away.slice().sort((p, q) => p - q)[Math.ceil(people.length * KEPT) - 1];
  const outline = hull(people.filter((_, i) => away[i] <= limit).map((i) => /** @type {[number, number]} */ ([x[i], y[i]])));
  const [hx, hy] = [outline.map((p) => p[0]), outline.map((p) => p[1])];
  return {
    group, x: hx, y: hy, middle: (Math.min(...hx) + Math.max(...hx)) / 2,
    top: Math.min(...hy), bottom: Math.max(...hy), size: people.length,
  };
}

/** @param {number[]} values */
function median(values) {
  return values.sort((p, q) => p - q)[values.length >> 1];
}

/** Convex hull (Andrew's monotone chain). @param {[number, number][]} points @returns {[number, number][]} */
export function hull(points) {
  const sorted = points.slice().sort((p, q) => p[0] - q[0] || p[1] - q[1]);
  if (sorted.length < 3) return sorted;
  const half = (/** @type {[number, number][]} */ list) => {
    /** @type {[number, number][]} */
    const chain = [];
    for (const p of list) {
      while (chain.length > 1 && turn(chain[chain.length - 2], chain[chain.length - 1], p) <= 0) chain.pop();
      chain.push(p);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

/** @param {[number, number]} a @param {[number, number]} b @param {[number, number]} c */
function turn(a, b, c) {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

/** @param {Region} region */
function area({ x, y }) {
  return Math.abs(x.reduce((sum, _, i) => sum + x[i] * y[(i + 1) % x.length] - x[(i + 1) % x.length] * y[i], 0)) / 2;
}
