/** @file The data of the page, read once and turned into arrays that are quick to draw from. */

/**
 * @typedef {object} Summary What Python gathered (summary.py), unpacked: numbers of texts, lists of such numbers.
 * @property {string} title
 * @property {string} asOf
 * @property {boolean} redacted
 * @property {string[]} texts
 * @property {string[]} bands of ties, the strongest first
 * @property {string[]} bases of ties
 * @property {{name: string[], organisation: Int32Array, location: Int32Array, title: Int32Array,
 *   sources: number[][], me: number[], cluster: Int32Array, x: number[], y: number[],
 *   contact?: string[][]}} people
 * @property {{a: Int32Array, b: Int32Array, strength: Float64Array, band: Uint8Array, basis: Uint8Array,
 *   first: Int32Array, last: Int32Array, kinds: number[][], why: number[][]}} ties
 * @property {{name: string}[]} clusters
 * @property {{people: number[], why: string[][], band: string}[]} paths
 * @property {Choice} colour
 * @property {Choice} size
 */
/** @typedef {{by: string, name?: string, values?: (string | number | null)[]}} Choice */
/** @typedef {{minX: number, minY: number, maxX: number, maxY: number}} Box */
/**
 * @typedef {object} Network
 * @property {Summary} summary
 * @property {number} count number of people
 * @property {Float64Array} x
 * @property {Float64Array} y
 * @property {Int32Array} a one end of each tie
 * @property {Int32Array} b the other end
 * @property {Int32Array} start where the neighbours of each person begin in `neighbour`
 * @property {Int32Array} neighbour
 * @property {Int32Array} tie the tie that leads to the neighbour at the same place
 * @property {Int32Array} degree
 * @property {Float64Array} screenX where people stand on the screen, as last drawn
 * @property {Float64Array} screenY
 * @property {Float64Array} screenR their radius there
 * @property {Box} box
 */

/** @param {Summary} summary @returns {Network} */
export function network(summary) {
  const { people, ties: { a, b } } = summary;
  const count = people.name.length;
  const x = new Float64Array(people.x);
  const y = new Float64Array(people.y);
  return {
    summary, count, x, y, a, b, ...adjacency(count, a, b),
    screenX: new Float64Array(count),
    screenY: new Float64Array(count),
    screenR: new Float64Array(count),
    box: bounds(x, y),
  };
}

/** @typedef {{first: Int32Array, last: Int32Array}} Spans months in which ties began and gave their last sign of life, counted from year 0; -1: not known */

/** @type {WeakMap<Network, Spans>} */
const dated = new WeakMap();

/** When ties were alive, read when it is first asked for. @param {Network} network @returns {Spans} */
export function spans(network) {
  const known = dated.get(network);
  if (known) return known;
  const { texts, ties } = network.summary;
  const months = texts.map(month);
  const found = { first: ties.first.map((text) => months[text]), last: ties.last.map((text) => months[text]) };
  dated.set(network, found);
  return found;
}

/** Neighbours of everybody, one after the other. @param {number} count @param {Int32Array} a @param {Int32Array} b */
export function adjacency(count, a, b) {
  const degree = new Int32Array(count);
  for (let i = 0; i < a.length; i++) { degree[a[i]]++; degree[b[i]]++; }
  const start = new Int32Array(count + 1);
  for (let i = 0; i < count; i++) start[i + 1] = start[i] + degree[i];
  const next = start.slice();
  const neighbour = new Int32Array(2 * a.length);
  const tie = new Int32Array(2 * a.length);
  for (let i = 0; i < a.length; i++) {
    tie[next[a[i]]] = i; neighbour[next[a[i]]++] = b[i];
    tie[next[b[i]]] = i; neighbour[next[b[i]]++] = a[i];
  }
  return { degree, start, neighbour, tie };
}

/** Put an item on the list of its key. @template K, V @param {Map<K, V[]>} lists @param {K} key @param {V} item */
export function gather(lists, key, item) {
  const list = lists.get(key);
  if (list) list.push(item); else lists.set(key, [item]);
}

/** Months since year 0 of an ISO date of any precision. @param {string} date */
export function month(date) {
  const match = /^(\d{4})(?:-(\d{2}))?/.exec(date);
  return match ? Number(match[1]) * 12 + (match[2] ? Number(match[2]) - 1 : 0) : -1;
}

/** Share of values below each value: equal values get equal ranks. @param {Float64Array} values */
export function ranks(values) {
  const order = Int32Array.from(values.keys()).sort((i, j) => values[i] - values[j]);
  const rank = new Float64Array(values.length);
  order.forEach((i, place) => {
    const before = order[place - 1];
    rank[i] = place && values[before] === values[i] ? rank[before] : place / values.length;
  });
  return rank;
}

const LEVELS = 4095;

/** Numbers of values, the largest first, told apart as finely as an eye can; equals keep their order. @param {Float64Array} values */
export function largestFirst(values) {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) { low = Math.min(low, values[i]); high = Math.max(high, values[i]); }
  const level = (/** @type {number} */ i) => Math.round(((high - values[i]) / (high - low || 1)) * LEVELS);
  const place = new Int32Array(LEVELS + 2);
  for (let i = 0; i < values.length; i++) place[level(i) + 1]++;
  for (let i = 0; i <= LEVELS; i++) place[i + 1] += place[i];
  const order = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) order[place[level(i)]++] = i;
  return order;
}

/** Turn the map on its side, for a screen that is higher than wide. @param {Network} network */
export function turn({ x, y, box }) {
  for (let i = 0; i < x.length; i++) [x[i], y[i]] = [y[i], x[i]];
  Object.assign(box, { minX: box.minY, minY: box.minX, maxX: box.maxY, maxY: box.maxX });
}

/** The box around everybody, or around some. @param {ArrayLike<number>} x @param {ArrayLike<number>} y @param {number[]} [some] @returns {Box} */
export function bounds(x, y, some) {
  const count = some ? some.length : x.length;
  let minX = Infinity, minY = Infinity, maxX = -Infinity, maxY = -Infinity;
  for (let n = 0; n < count; n++) {
    const i = some ? some[n] : n;
    if (x[i] < minX) minX = x[i];
    if (x[i] > maxX) maxX = x[i];
    if (y[i] < minY) minY = y[i];
    if (y[i] > maxY) maxY = y[i];
  }
  return count ? { minX, minY, maxX, maxY } : { minX: 0, minY: 0, maxX: 0, maxY: 0 };
}
