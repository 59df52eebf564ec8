/** @file The data of the page, read once and turned into arrays that are quick to draw from. */

/**
 * @typedef {object} Summary What Python wrote; see summary.py.
 * @property {string} title
 * @property {string} asOf
 * @property {boolean} redacted
 * @property {string[]} texts
 * @property {string[]} bands of ties, the strongest first
 * @property {string[]} bases of ties
 * @property {{name: string[], organisation: number[], location: number[], title: number[],
 *   sources: number[][], me: number[], cluster: number[], x: number[], y: number[],
 *   contact?: string[][]}} people
 * @property {{a: number[], b: number[], strength: number[], band: number[], basis: number[],
 *   first: number[], last: number[], kinds: number[][], why: number[][]}} ties
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
 * @property {Int32Array} first month in which a tie began, counted from year 0; -1: not known
 * @property {Int32Array} last month of its last sign of life
 * @property {Box} box
 */

/** @param {Summary} summary @returns {Network} */
export function network(summary) {
  const { people, ties, texts } = summary;
  const count = people.name.length;
  const a = new Int32Array(ties.a);
  const b = new Int32Array(ties.b);
  const x = new Float64Array(people.x);
  const y = new Float64Array(people.y);
  return {
    summary, count, x, y, a, b, ...adjacency(count, a, b),
    screenX: new Float64Array(count),
    screenY: new Float64Array(count),
    screenR: new Float64Array(count),
    first: months(ties.first, texts),
    last: months(ties.last, texts),
    box: bounds(x, y),
  };
}

/** Months of dates that repeat: each is read once. @param {number[]} dates @param {string[]} texts */
function months(dates, texts) {
  /** @type {Map<number, number>} */
  const known = new Map();
  return new Int32Array(dates.map((text) => {
    const found = known.get(text) ?? month(texts[text]);
    known.set(text, found);
    return found;
  }));
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

/** Share of values below each value: equal values get equal ranks. @param {number[]} values */
export function ranks(values) {
  const order = Int32Array.from(values.keys()).sort((i, j) => values[i] - values[j]);
  const rank = new Float64Array(values.length);
  order.forEach((i, place) => {
    const before = order[place - 1];
    rank[i] = place && values[before] === values[i] ? rank[before] : place / values.length;
  });
  return rank;
}

/** Turn the map on its side, for a screen that is higher than wide. @param {Network} network */
export function turn({ x, y, box }) {
  for (let i = 0; i < x.length; i++) [x[i], y[i]] = [y[i], x[i]];
  Object.assign(box, { minX: box.minY, minY: box.minX, maxX: box.maxY, maxY: box.maxX });
}

/** @param {ArrayLike<number>} x @param {ArrayLike<number>} y @returns {Box} */
export function bounds(x, y) {
  const box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
  for (let i = 0; i < x.length; i++) {
    box.minX = Math.min(box.minX, x[i]); box.maxX = Math.max(box.maxX, x[i]);
    box.minY = Math.min(box.minY, y[i]); box.maxY = Math.max(box.maxY, y[i]);
  }
  return x.length ? box : { minX: 0, minY: 0, maxX: 0, maxY: 0 };
}
