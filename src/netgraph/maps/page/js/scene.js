/** @file Draws the map on a canvas, or on anything that understands the same calls. */
import { captions } from "./captions.js";
import { gather } from "./data.js";
import { colourOf, FONT, mix, shapeOf, stationRadius } from "./palette.js";

/** @typedef {import("./data.js").Network} Network */
/** @typedef {import("./palette.js").Theme} Theme */
/** @typedef {import("./palette.js").Grouping} Grouping */
/** @typedef {import("./regions.js").Region} Region */
/** @typedef {CanvasRenderingContext2D | import("./svg.js").SvgSurface} Surface */
/**
 * @typedef {object} View
 * @property {number} width
 * @property {number} height
 * @property {import("./labels.js").Frame[]} covered by panels: labels keep out
 * @property {import("./camera.js").Camera} camera
 * @property {number} whole scale at which the whole map fits
 * @property {Theme} theme
 * @property {Grouping} grouping
 * @property {Float64Array} radius in map units
 * @property {Int32Array} order people, the most important first
 * @property {import("./filters.js").Visible} visible
 * @property {Region[]} regions
 * @property {number} selected -1: nobody
 * @property {number} hovered -1: nobody
 * @property {number[]} path people of the lit path, in order
 */

const CHUNK = 2000;
const CURVED = 2500;
/** Of more ties than this on the screen a fair sample is drawn: the ink is the same, the time is not. */
const FULL = 12_000;
const RINGED = 2500;
/** Ties of a group are drawn fainter from so many a person on. */
const CALM = 7;
/** How the bend of ties in small maps relates to their length. */
const BEND = 0.08;
/** Below this radius in pixels shapes cannot be told apart and only make noise. */
const PLAIN = 3;

/**
 * Where everybody stands on the screen, and how big: radii grow more slowly than the map, and stay
 * between a dot and a coin.
 *
 * @param {Network} network @param {View} view
 */
function project({ x, y, screenX, screenY, screenR }, { camera: { k, x: dx, y: dy }, radius }) {
  const growth = Math.min(1.25, k ** 0.72);
  for (let i = 0; i < x.length; i++) {
    screenX[i] = x[i] * k + dx;
    screenY[i] = y[i] * k + dy;
    screenR[i] = Math.min(24, Math.max(0.9, radius[i] * growth));
  }
}

/** @param {View} view @param {Network} network @param {number} i @param {number} rim */
function inside(view, network, i, rim) {
  const x = network.screenX[i], y = network.screenY[i];
  return x > -rim && y > -rim && x < view.width + rim && y < view.height + rim;
}

/** Who stands out just now; null when nobody does and all are equal. @param {Network} network @param {View} view */
export function focus(network, view) {
  if (view.path.length) return new Set(view.path);
  if (view.selected < 0) return null;
  const { start, neighbour } = network;
  return new Set([view.selected, ...neighbour.subarray(start[view.selected], start[view.selected + 1])]);
}

/** @param {Surface} g @param {Network} network @param {View} view */
export function paint(g, network, view) {
  const lit = focus(network, view);
  project(network, view);
  g.lineJoin = "round";
  g.lineCap = "round";
  g.globalAlpha = 1;
  g.fillStyle = view.theme.background;
  g.fillRect(0, 0, view.width, view.height);
  paintRegions(g, view, lit !== null);
  paintTies(g, network, view, lit !== null);
  if (lit && !view.path.length) paintStar(g, network, view);
  paintPeople(g, network, view, lit);
  if (view.path.length) paintPath(g, network, view);
  captions(g, network, view, lit);
}

/** Grounds of the clusters. @param {Surface} g @param {View} view @param {boolean} dim */
function paintRegions(g, view, dim) {
  for (const region of view.regions) {
    g.fillStyle = mix(view.theme.background, colourOf(view.theme, view.grouping, region.group), dim ? 0.07 : 0.11);
    g.beginPath();
    for (const ring of region.rings) smooth(g, ring, view.camera);
    g.fill();
  }
}

/** A closed line, round at its corners: through the middles of its sides. @param {Surface} g @param {import("./contours.js").Ring} ring @param {import("./camera.js").Camera} camera */
function smooth(g, ring, { k, x, y }) {
  let px = ring[ring.length - 2] * k + x, py = ring[ring.length - 1] * k + y;
  for (let i = 0; i <= ring.length; i += 2) {
    const qx = ring[i % ring.length] * k + x, qy = ring[(i + 1) % ring.length] * k + y;
    if (i) g.quadraticCurveTo(px, py, (px + qx) / 2, (py + qy) / 2); else g.moveTo((px + qx) / 2, (py + qy) / 2);
    px = qx;
    py = qy;
  }
  g.closePath();
}

/** How strong a band of ties is among all bands: 1 the strongest, 0 the weakest. @param {Network} network @param {number} band */
function firmness(network, band) {
  return 1 - band / Math.max(1, network.summary.bands.length - 1);
}

/** Weak ties are thinner and fainter: the many must not drown the few that carry. @param {Network} network @param {number} band */
function tieWidth(network, band) {
  return 0.7 + 1.2 * firmness(network, band) ** 1.5;
}

/** How much ties bend: in large maps they are straight, which is quicker. @param {View} view */
function bending(view) {
  return view.visible.tieCount <= CURVED ? BEND : 0;
}

/**
 * Ties in bundles of one look: within a group in its colour, between groups grey.
 *
 * @param {Surface} g @param {Network} network @param {View} view @param {boolean} dim
 */
function paintTies(g, network, view, dim) {
  const every = Math.ceil(view.visible.tieCount / FULL / Math.max(1, view.camera.k / view.whole) ** 2);
  const crowd = Math.min(1, Math.sqrt((800 * every) / Math.max(view.visible.tieCount, 1)) + 0.14);
  for (const { group, band, inferred, ties, calm } of bundles(network, view, every)) {
    const plain = dim || group < 0;
    g.strokeStyle = plain ? view.theme.quiet : colourOf(view.theme, view.grouping, group);
    g.globalAlpha = (dim ? 0.2 : plain ? 0.35 : 0.6) * (0.5 + 0.5 * firmness(network, band)) * crowd * calm;
    g.lineWidth = (dim ? 0.7 : tieWidth(network, band)) * Math.min(1.4, Math.max(0.55, Math.sqrt(view.camera.k)));
    g.setLineDash(inferred ? [2, 4] : []);
    strokeTies(g, network, view, ties, bending(view));
  }
  g.setLineDash([]);
  g.globalAlpha = 1;
}

/** @typedef {{group: number, band: number, inferred: boolean, ties: number[], calm: number}} Bundle calm: how faint, so that a group in which everybody knows everybody is no black spot */

/** @type {WeakMap<import("./filters.js").Visible, Map<number, Bundle[]>>} */
const bundled = new WeakMap();

/** Visible ties by their look: group, band, and whether they are only inferred. @param {Network} network @param {View} view @param {number} every only each such one */
function bundles(network, view, every) {
  const samples = bundled.get(view.visible) ?? new Map();
  bundled.set(view.visible, samples);
  const known = samples.get(every);
  if (known) return known;
  const { band, basis } = network.summary.ties;
  const { bands, bases } = network.summary;
  const { of } = view.grouping;
  /** @type {Map<number, Bundle>} */
  const looks = new Map();
  for (let i = 0, seen = 0; i < network.a.length; i++) {
    if (!view.visible.ties[i] || seen++ % every) continue;
    const group = of[network.a[i]] === of[network.b[i]] ? of[network.a[i]] : -1;
    const inferred = bases[basis[i]] === "inferred";
    const look = ((group + 1) * bands.length + band[i]) * 2 + Number(inferred);
    const bundle = looks.get(look);
    if (bundle) bundle.ties.push(i); else looks.set(look, { group, band: band[i], inferred, ties: [i], calm: 1 });
  }
  soothe(looks.values(), of, view.visible.people);
  samples.set(every, [...looks.values()]);
  return [...looks.values()];
}

/** Make the ties of a group fainter the more of them each of its people has. @param {Iterable<Bundle>} bundles @param {ArrayLike<number>} of @param {Uint8Array} shown */
function soothe(bundles, of, shown) {
  /** @type {Map<number, number>} */
  const people = new Map();
  /** @type {Map<number, number>} */
  const ties = new Map();
  const add = (/** @type {Map<number, number>} */ to, /** @type {number} */ group, /** @type {number} */ more) => to.set(group, (to.get(group) ?? 0) + more);
  for (let i = 0; i < shown.length; i++) if (shown[i]) { add(people, -1, 1); if (of[i] >= 0) add(people, of[i], 1); }
  const all = [...bundles];
  for (const bundle of all) add(ties, bundle.group, bundle.ties.length);
  for (const bundle of all) bundle.calm = Math.min(1, Math.sqrt((CALM * (people.get(bundle.group) ?? 1)) / (2 * (ties.get(bundle.group) ?? 1))));
}

/** @param {Surface} g @param {Network} network @param {View} view @param {number[]} ties @param {number} bend */
function strokeTies(g, network, view, ties, bend) {
  let drawn = 0;
  g.beginPath();
  for (const i of ties) {
    if (outside(view, network, i)) continue;
    line(g, network, network.a[i], network.b[i], bend);
    if (++drawn % CHUNK === 0) { g.stroke(); g.beginPath(); }
  }
  g.stroke();
}

/** @param {Surface} g @param {Network} network @param {number} a @param {number} b @param {number} bend */
function line(g, { screenX, screenY }, a, b, bend) {
  const ax = screenX[a], ay = screenY[a], bx = screenX[b], by = screenY[b];
  g.moveTo(ax, ay);
  if (bend) g.quadraticCurveTo((ax + bx) / 2 + (by - ay) * bend, (ay + by) / 2 + (ax - bx) * bend, bx, by);
  else g.lineTo(bx, by);
}

/** @param {View} view @param {Network} network @param {number} i */
function outside(view, { a, b, screenX, screenY }, i) {
  const ax = screenX[a[i]], ay = screenY[a[i]], bx = screenX[b[i]], by = screenY[b[i]];
  return (ax < 0 && bx < 0) || (ay < 0 && by < 0) || (ax > view.width && bx > view.width) || (ay > view.height && by > view.height);
}

/** The ties of the person selected. @param {Surface} g @param {Network} network @param {View} view */
function paintStar(g, network, view) {
  const { band } = network.summary.ties;
  g.strokeStyle = view.theme.ink;
  g.globalAlpha = 0.55;
  for (let i = network.start[view.selected]; i < network.start[view.selected + 1]; i++) {
    if (!view.visible.ties[network.tie[i]]) continue;
    g.lineWidth = tieWidth(network, band[network.tie[i]]) + 0.3;
    g.beginPath();
    line(g, network, view.selected, network.neighbour[i], bending(view));
    g.stroke();
  }
  g.globalAlpha = 1;
}

/** @param {Surface} g @param {Network} network @param {View} view @param {Set<number> | null} lit */
function paintPeople(g, network, view, lit) {
  /** @type {Map<number, number[]>} */
  const looks = new Map();
  let shown = 0;
  for (let n = view.order.length - 1; n >= 0; n--) {
    const i = view.order[n];
    if (!view.visible.people[i] || !inside(view, network, i, 24) || view.path.includes(i)) continue;
    gather(looks, 2 * view.grouping.of[i] + (lit && !lit.has(i) ? 0 : 1), i);
    shown++;
  }
  const dimFirst = [...looks].sort(([p], [q]) => (p & 1) - (q & 1) || p - q);
  for (const [look, people] of dimFirst) {
    const group = look >> 1;
    const colour = colourOf(view.theme, view.grouping, group);
    g.fillStyle = look & 1 ? colour : mix(view.theme.background, colour, 0.42);
    paintBundle(g, network, view, people, shapeOf(view.grouping, group), shown <= RINGED);
  }
  for (const i of network.summary.people.me) if (view.visible.people[i] && !view.path.includes(i)) paintMe(g, network, view, i);
  for (const i of [view.hovered, view.selected]) if (i >= 0) ring(g, network, view, i, view.theme.ink, 2);
}

/** People of one look: each with a thin rim when few, all in one stroke of the brush when many. @param {Surface} g @param {Network} network @param {View} view @param {number[]} people @param {string} shape @param {boolean} rim */
function paintBundle(g, network, view, people, shape, rim) {
  g.strokeStyle = view.theme.background;
  g.lineWidth = 1.4;
  g.beginPath();
  for (const i of people) {
    const x = network.screenX[i], y = network.screenY[i], r = network.screenR[i];
    if (rim) g.beginPath();
    if (r < 1.6) g.rect(x - r, y - r, 2 * r, 2 * r); else outline(g, r < PLAIN ? "circle" : shape, x, y, r);
    if (rim) { g.fill(); g.stroke(); }
  }
  if (!rim) g.fill();
}

/** Shapes of about the same area. @param {Surface} g @param {string} shape @param {number} x @param {number} y @param {number} r */
export function outline(g, shape, x, y, r) {
  if (shape === "circle") { g.moveTo(x + r, y); g.arc(x, y, r, 0, 2 * Math.PI); return; }
  if (shape === "square") { g.rect(x - r * 0.88, y - r * 0.88, r * 1.76, r * 1.76); return; }
  CORNERS[shape].forEach(([dx, dy], i) => { if (i) g.lineTo(x + dx * r, y + dy * r); else g.moveTo(x + dx * r, y + dy * r); });
  g.closePath();
}

/** @type {Record<string, number[][]>} */
const CORNERS = {
  diamond: [[0, -1.25], [1.25, 0], [0, 1.25], [-1.25, 0]],
  triangle: [[0, -1.25], [1.15, 0.85], [-1.15, 0.85]],
  drop: [[0, 1.25], [1.15, -0.85], [-1.15, -0.85]],
  hexagon: [0, 1, 2, 3, 4, 5].map((n) => [1.1 * Math.cos((n * Math.PI) / 3), 1.1 * Math.sin((n * Math.PI) / 3)]),
  plus: [[-0.4, -1.1], [0.4, -1.1], [0.4, -0.4], [1.1, -0.4], [1.1, 0.4], [0.4, 0.4], [0.4, 1.1], [-0.4, 1.1], [-0.4, 0.4], [-1.1, 0.4], [-1.1, -0.4], [-0.4, -0.4]],
  star: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => [1, 0.45].map((r) => [r * Math.sin((n * Math.PI) / 5), -r * Math.cos((n * Math.PI) / 5)])[n % 2]),
};

/** A disc with a light rim, for those who must be seen. @param {Surface} g @param {View} view @param {number} x @param {number} y @param {number} r @param {string} colour */
function disc(g, view, x, y, r, colour) {
  g.fillStyle = colour;
  g.strokeStyle = view.theme.background;
  g.lineWidth = 2;
  g.beginPath();
  outline(g, "circle", x, y, r);
  g.fill();
  g.stroke();
  g.fillStyle = view.theme.background;
}

/** The owner of the network: a star in a disc. @param {Surface} g @param {Network} network @param {View} view @param {number} i */
function paintMe(g, network, view, i) {
  const [x, y] = [network.screenX[i], network.screenY[i]];
  const r = Math.max(network.screenR[i], 9);
  disc(g, view, x, y, r, view.theme.ink);
  g.beginPath();
  outline(g, "star", x, y, r * 0.72);
  g.fill();
}

/** @param {Surface} g @param {Network} network @param {View} view @param {number} i @param {string} colour @param {number} width */
function ring(g, network, view, i, colour, width) {
  const [x, y] = [network.screenX[i], network.screenY[i]];
  g.strokeStyle = colour;
  g.lineWidth = width;
  g.beginPath();
  outline(g, "circle", x, y, network.screenR[i] + 3);
  g.stroke();
}

/** The lit path: a band with a light edge, its people ringed and numbered. @param {Surface} g @param {Network} network @param {View} view */
function paintPath(g, network, view) {
  for (const [colour, width] of /** @type {[string, number][]} */ ([[view.theme.background, 9], [view.theme.accent, 4.5]])) {
    g.strokeStyle = colour;
    g.lineWidth = width;
    g.beginPath();
    view.path.forEach((person, n) => { if (n) line(g, network, view.path[n - 1], person, BEND); });
    g.stroke();
  }
  view.path.forEach((person, n) => {
    const [x, y] = [network.screenX[person], network.screenY[person]];
    const r = stationRadius(network, person);
    disc(g, view, x, y, r, view.theme.accent);
    g.font = `700 ${Math.round(r * 1.1)}px ${FONT}`;
    g.textAlign = "center";
    g.textBaseline = "middle";
    g.fillText(String(n + 1), x, y);
    g.textAlign = "left";
  });
}
