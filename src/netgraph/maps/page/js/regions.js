/** @file The ground on which a cluster stands: a soft patch under each of its people. */

/**
 * @typedef {object} Region
 * @property {number} group
 * @property {number[]} people
 * @property {number[]} links ties of the cluster that are short enough to be part of the ground
 * @property {number} middle where its name goes: over the middle of most of its people
 * @property {number} width
 * @property {number} top
 * @property {number} bottom
 */
/** @typedef {import("./data.js").Network} Network */

const FEWEST = 3;
/** Share of the people who say where the name goes: the nearest to their middle. */
const KEPT = 0.75;
/** Longer ties of a cluster, in map units, are no ground: they would cover what lies between. */
const SHORT = 150;
const MOST_LINKS = 3000;

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
    if (groupOf[i] < 0 || !shown.people[i]) continue;
    const list = members.get(groupOf[i]);
    if (list) list.push(i); else members.set(groupOf[i], [i]);
  }
  const links = shown.tieCount <= MOST_LINKS ? shortLinks(network, groupOf, shown) : new Map();
  if (members.size < 2) return [];
  return [...members].filter(([, people]) => people.length >= FEWEST)
    .map(([group, people]) => ({ group, people, links: links.get(group) ?? [], ...anchor(people, x, y) }))
    .sort((p, q) => q.people.length - p.people.length);
}

/** @param {Network} network @param {ArrayLike<number>} groupOf @param {import("./filters.js").Visible} shown */
function shortLinks({ a, b, x, y }, groupOf, shown) {
  /** @type {Map<number, number[]>} */
  const links = new Map();
  a.forEach((from, i) => {
    const to = b[i];
    if (!shown.ties[i] || groupOf[from] !== groupOf[to] || Math.hypot(x[from] - x[to], y[from] - y[to]) > SHORT) return;
    const list = links.get(groupOf[from]);
    if (list) list.push(i); else links.set(groupOf[from], [i]);
  });
  return links;
}

/** Where most of a group stands. @param {number[]} people @param {ArrayLike<number>} x @param {ArrayLike<number>} y */
export function anchor(people, x, y) {
  const [mx, my] = [median(people.map((i) => x[i])), median(people.map((i) => y[i]))];
  const away = Float64Array.from(people, (i) => (x[i] - mx) ** 2 + (y[i] - my) ** 2);
  const far = away.slice().sort()[Math.ceil(people.length * KEPT) - 1];
  const core = people.filter((_, n) => away[n] <= far);
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const i of core) {
    left = Math.min(left, x[i]); right = Math.max(right, x[i]);
    top = Math.min(top, y[i]); bottom = Math.max(bottom, y[i]);
  }
  return { middle: (left + right) / 2, width: right - left, top, bottom };
}

/** @param {number[]} values */
function median(values) {
  return Float64Array.from(values).sort()[values.length >> 1];
}
