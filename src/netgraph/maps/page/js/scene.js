/** @file Draws the map on a canvas, or on anything that understands the same calls. */
import { colourOf, mix, shapeOf } from "./palette.js";
import { Taken, placeLabels } from "./labels.js";
import { shorten } from "./words.js";

/** @typedef {import("./data.js").Network} Network */
/** @typedef {import("./palette.js").Theme} Theme */
/** @typedef {import("./palette.js").Grouping} Grouping */
/** @typedef {import("./regions.js").Region} Region */
/** @typedef {CanvasRenderingContext2D | import("./svg.js").SvgSurface} Surface */
/**
 * @typedef {object} View
 * @property {number} width
 * @property {number} height
 * @property {number} left what the panel covers: labels keep out
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

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';
/** Radius of the ground under each person of a cluster, in map units. */
const GROUND = 40;
const CHUNK = 2000;
const CURVED = 2500;
const RINGED = 2500;
const WIDTHS = [1.9, 1.3, 0.9, 0.7];
/** Weak ties are fainter: the many must not drown the few that carry. */
const WEIGHT = [1, 0.85, 0.6, 0.5];

/** Radius on the screen: grows more slowly than the map, and stays between a dot and a coin. @param {View} view @param {number} person */
export function screenRadius(view, person) {
  return Math.min(24, Math.max(0.9, view.radius[person] * Math.min(1.25, view.camera.k ** 0.72)));
}

/** Work out where everybody stands on the screen. @param {Network} network @param {View} view */
function project({ x, y, screenX, screenY }, { camera }) {
  for (let i = 0; i < x.length; i++) {
    screenX[i] = x[i] * camera.k + camera.x;
    screenY[i] = y[i] * camera.k + camera.y;
  }
}

/** @param {View} view @param {Network} network @param {number} i @param {number} rim */
function inside(view, network, i, rim) {
  const [x, y] = [network.screenX[i], network.screenY[i]];
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
  paintRegions(g, network, view, lit !== null);
  paintTies(g, network, view, lit !== null);
  if (lit && !view.path.length) paintStar(g, network, view);
  paintPeople(g, network, view, lit);
  if (view.path.length) paintPath(g, network, view);
  paintLabels(g, network, view, lit);
}

/** Grounds of the clusters: discs under the people, bridged by their short ties. @param {Surface} g @param {Network} network @param {View} view @param {boolean} dim */
function paintRegions(g, network, view, dim) {
  const radius = Math.min(64, GROUND * view.camera.k);
  if (radius < 2) return;
  for (const region of view.regions) {
    const tint = mix(view.theme.background, colourOf(view.theme, view.grouping, region.group), dim ? 0.07 : 0.11);
    g.fillStyle = tint;
    g.strokeStyle = tint;
    g.lineWidth = radius * 1.5;
    g.beginPath();
    for (const i of region.people) {
      if (inside(view, network, i, radius)) outline(g, "circle", network.screenX[i], network.screenY[i], radius);
    }
    g.fill();
    g.beginPath();
    for (const i of region.links) line(g, network, network.a[i], network.b[i], 0);
    g.stroke();
  }
}

/**
 * Ties in bundles of one look: within a group in its colour, between groups grey.
 *
 * @param {Surface} g @param {Network} network @param {View} view @param {boolean} dim
 */
function paintTies(g, network, view, dim) {
  const count = view.visible.tieCount;
  const crowd = Math.min(1, Math.sqrt(800 / Math.max(count, 1)) + 0.14);
  const bend = count <= CURVED ? 0.08 : 0;
  for (const [look, ties] of bundles(network, view)) {
    const group = dim ? -1 : (look >> 3) - 1;
    g.strokeStyle = group < 0 ? view.theme.quiet : colourOf(view.theme, view.grouping, group);
    g.globalAlpha = (dim ? 0.2 : group < 0 ? 0.35 : 0.6) * WEIGHT[(look >> 1) & 3] * crowd;
    g.lineWidth = (dim ? WIDTHS[3] : WIDTHS[(look >> 1) & 3]) * Math.min(1.4, Math.max(0.55, Math.sqrt(view.camera.k)));
    g.setLineDash(look & 1 ? [2, 4] : []);
    strokeTies(g, network, view, ties, bend);
  }
  g.setLineDash([]);
  g.globalAlpha = 1;
}

/** @type {WeakMap<import("./filters.js").Visible, Map<number, number[]>>} */
const bundled = new WeakMap();

/** Visible ties by their look: group, band, and whether they are only inferred. @param {Network} network @param {View} view */
function bundles(network, view) {
  const known = bundled.get(view.visible);
  if (known) return known;
  const { band, basis } = network.summary.ties;
  const { of } = view.grouping;
  /** @type {Map<number, number[]>} */
  const looks = new Map();
  for (let i = 0; i < network.a.length; i++) {
    if (!view.visible.ties[i]) continue;
    const group = of[network.a[i]] === of[network.b[i]] ? of[network.a[i]] : -1;
    const look = ((group + 1) * 4 + band[i]) * 2 + Number(basis[i] === 2);
    const list = looks.get(look);
    if (list) list.push(i); else looks.set(look, [i]);
  }
  bundled.set(view.visible, looks);
  return looks;
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
    g.lineWidth = WIDTHS[band[network.tie[i]]] + 0.3;
    g.beginPath();
    line(g, network, view.selected, network.neighbour[i], view.visible.tieCount <= CURVED ? 0.08 : 0);
    g.stroke();
  }
  g.globalAlpha = 1;
}

/** @param {Surface} g @param {Network} network @param {View} view @param {Set<number> | null} lit */
function paintPeople(g, network, view, lit) {
  /** @type {Map<string, number[]>} */
  const looks = new Map();
  let shown = 0;
  for (let n = view.order.length - 1; n >= 0; n--) {
    const i = view.order[n];
    if (!view.visible.people[i] || !inside(view, network, i, 24)) continue;
    const look = `${lit && !lit.has(i) ? "dim" : "lit"} ${view.grouping.of[i]}`;
    const list = looks.get(look);
    if (list) list.push(i); else looks.set(look, [i]);
    shown++;
  }
  const bundles = [...looks].sort(([p], [q]) => (p < q ? -1 : 1));
  for (const [look, people] of bundles) {
    const [state, group] = look.split(" ");
    const colour = colourOf(view.theme, view.grouping, Number(group));
    g.fillStyle = state === "dim" ? mix(view.theme.background, colour, 0.42) : colour;
    paintBundle(g, network, view, people, shapeOf(view.grouping, Number(group)), shown <= RINGED);
  }
  for (const i of network.summary.people.me) if (view.visible.people[i]) paintMe(g, network, view, i);
  for (const i of [view.hovered, view.selected]) if (i >= 0) ring(g, network, view, i, view.theme.ink, 2);
}

/** People of one look: each with a thin rim when few, all in one stroke of the brush when many. @param {Surface} g @param {Network} network @param {View} view @param {number[]} people @param {string} shape @param {boolean} rim */
function paintBundle(g, network, view, people, shape, rim) {
  g.strokeStyle = view.theme.background;
  g.lineWidth = 1.4;
  g.beginPath();
  for (const i of people) {
    const [x, y] = [network.screenX[i], network.screenY[i]];
    const r = screenRadius(view, i);
    if (rim) g.beginPath();
    if (r < 1.6) g.rect(x - r, y - r, 2 * r, 2 * r); else outline(g, shape, x, y, r);
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

/** The owner of the network: a star in a ring. @param {Surface} g @param {Network} network @param {View} view @param {number} i */
function paintMe(g, network, view, i) {
  const [x, y] = [network.screenX[i], network.screenY[i]];
  const r = Math.max(screenRadius(view, i), 9);
  g.fillStyle = view.theme.ink;
  g.strokeStyle = view.theme.background;
  g.lineWidth = 2;
  g.beginPath();
  outline(g, "circle", x, y, r);
  g.fill();
  g.stroke();
  g.fillStyle = view.theme.background;
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
  outline(g, "circle", x, y, screenRadius(view, i) + 3);
  g.stroke();
}

/** The lit path: a band with a light edge, its people ringed and numbered. @param {Surface} g @param {Network} network @param {View} view */
function paintPath(g, network, view) {
  for (const [colour, width] of /** @type {[string, number][]} */ ([[view.theme.background, 9], [view.theme.accent, 4.5]])) {
    g.strokeStyle = colour;
    g.lineWidth = width;
    g.beginPath();
    view.path.forEach((person, n) => { if (n) line(g, network, view.path[n - 1], person, 0.08); });
    g.stroke();
  }
  view.path.forEach((person, n) => {
    const [x, y] = [network.screenX[person], network.screenY[person]];
    const r = Math.max(screenRadius(view, person), 9) + 1.5;
    g.fillStyle = view.theme.accent;
    g.strokeStyle = view.theme.background;
    g.lineWidth = 2;
    g.beginPath();
    outline(g, "circle", x, y, r);
    g.fill();
    g.stroke();
    g.fillStyle = view.theme.background;
    g.font = `700 ${Math.round(r * 1.1)}px ${FONT}`;
    g.textAlign = "center";
    g.textBaseline = "middle";
    g.fillText(String(n + 1), x, y);
    g.textAlign = "left";
  });
}

/** @typedef {import("./labels.js").Wish & {text: string, font: string, colour: string}} Label */

/**
 * Names of the most important first, then of the clusters, then of whoever still has room. Labels
 * keep off each other and, if they can, off the people.
 *
 * @param {Surface} g @param {Network} network @param {View} view @param {Set<number> | null} lit
 */
function paintLabels(g, network, view, lit) {
  const taken = new Taken();
  const must = [...new Set([...view.path, view.selected, view.hovered, ...network.summary.people.me])]
    .filter((i) => i >= 0 && (view.visible.people[i] || view.path.includes(i)));
  const room = { left: view.left, width: view.width, height: view.height, most: Math.round((view.width * view.height) / 12000), taken };
  const label = (/** @type {number} */ i) => personLabel(g, network, view, i, must.includes(i));
  write(g, view, must.map(label), room);
  const covered = new Taken();
  coverPeople(network, view, covered, lit);
  if (!lit || view.path.length) write(g, view, titled(view).map((region) => regionLabel(g, view, region, lit !== null)), { ...room, avoid: covered });
  if (view.path.length) return;
  coverPeople(network, view, taken, lit);
  const known = lit ? [...lit].sort((p, q) => network.degree[q] - network.degree[p]).slice(0, 80) : view.order;
  write(g, view, others(network, view, known, new Set(must)).map(label), room);
}

/** Clusters to be named: the largest, and more the closer one looks. @param {View} view */
function titled(view) {
  const most = Math.round(Math.min(16, view.width / 70) * Math.max(1, view.camera.k / view.whole) ** 1.5);
  return view.regions.filter((region) => titleLength(view, region) >= 12).slice(0, most);
}

/** Labels should not cover people who matter. @param {Network} network @param {View} view @param {Taken} taken @param {Set<number> | null} lit */
function coverPeople(network, view, taken, lit) {
  for (const i of lit ?? network.x.keys()) {
    const r = screenRadius(view, i) - 1;
    if (r < 2.5 || !view.visible.people[i] || !inside(view, network, i, 0)) continue;
    const [x, y] = [network.screenX[i], network.screenY[i]];
    taken.add([x - r, y - r, x + r, y + r]);
  }
}

/** People big enough on the screen to be named. @param {Network} network @param {View} view @param {Iterable<number>} people @param {Set<number>} done */
function others(network, view, people, done) {
  /** @type {number[]} */
  const found = [];
  for (const i of people) {
    if (found.length >= 400) break;
    if (done.has(i) || !view.visible.people[i] || !inside(view, network, i, 0)) continue;
    if (screenRadius(view, i) >= 4.2 || found.length < 12) found.push(i);
  }
  return found;
}

/** @param {Surface} g @param {Network} network @param {View} view @param {number} i @param {boolean} must @returns {Label} */
function personLabel(g, network, view, i, must) {
  const [x, y] = [network.screenX[i], network.screenY[i]];
  const radius = must ? Math.max(screenRadius(view, i), 9) : screenRadius(view, i);
  const size = must ? 13.5 : radius > 11 ? 12.5 : 11.5;
  const font = `${must ? 600 : 400} ${size}px ${FONT}`;
  const text = shorten(network.summary.people.name[i], must ? 40 : 28);
  return { x, y, radius, text, font, width: measure(g, text, font), height: size * 1.25, colour: view.theme.ink, must };
}

/** @param {Surface} g @param {View} view @param {Region} region @param {boolean} dim @returns {Label} */
function regionLabel(g, view, region, dim) {
  const { k, x, y } = view.camera;
  const size = titleSize(view, region);
  const font = `600 ${size}px ${FONT}`;
  const text = shorten(view.grouping.names[region.group], titleLength(view, region));
  const colour = mix(colourOf(view.theme, view.grouping, region.group), dim ? view.theme.background : view.theme.ink, dim ? 0.5 : 0.28);
  const half = ((region.bottom - region.top) / 2) * k;
  return {
    x: region.middle * k + x, y: ((region.top + region.bottom) / 2) * k + y, radius: half + GROUND * 0.6 * k,
    text, font, width: measure(g, text, font), height: size * 1.3, colour, middle: true,
  };
}

/** @param {View} view @param {Region} region */
function titleSize(view, region) {
  return Math.min(view.width < 700 ? 14 : 20, Math.max(12, 8 + 1.7 * Math.log2(region.people.length)));
}

/** So many letters of a cluster's name go over it without reaching far into its neighbours. @param {View} view @param {Region} region */
function titleLength(view, region) {
  return Math.min(30, Math.floor((2 * region.width * view.camera.k + 50) / (0.55 * titleSize(view, region))));
}

/** @type {Map<string, number>} */
const widths = new Map();

/** @param {Surface} g @param {string} text @param {string} font */
function measure(g, text, font) {
  const key = `${font}|${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    g.font = font;
    width = g.measureText(text).width;
    if (widths.size > 20000) widths.clear();
    widths.set(key, width);
  }
  return width;
}

/** @param {Surface} g @param {View} view @param {Label[]} labels @param {Parameters<typeof placeLabels>[1]} room */
function write(g, view, labels, room) {
  g.textBaseline = "middle";
  g.textAlign = "left";
  for (const { left, top, wish } of placeLabels(labels, room)) {
    const { text, font, colour, height } = labels[wish];
    g.font = font;
    g.lineWidth = 3.5;
    g.strokeStyle = view.theme.background;
    g.globalAlpha = 0.85;
    g.strokeText(text, left, top + height / 2);
    g.globalAlpha = 1;
    g.fillStyle = colour;
    g.fillText(text, left, top + height / 2);
  }
}
