/** @file Names on the map: of people who matter now, of clusters, then of whoever has room. */
import { amidGroup, besideGroup, besidePerson, placeLabels, Plan } from "./labels.js";
import { colourOf, FONT, mix, readable, stationRadius } from "./palette.js";
import { inLines, shorten } from "./words.js";

/** @typedef {import("./data.js").Network} Network */
/** @typedef {import("./scene.js").View} View */
/** @typedef {import("./scene.js").Surface} Surface */
/** @typedef {import("./labels.js").Wish & {lines: string[], font: string, size: number, colour: string, tooMuch?: boolean}} Label */

const LEADING = 1.22;
/** Longer names are sentences: they are set smaller, and only where they are not larger than what they name. */
const LONG = 44;
/** In maps with more ties than this there is no room that no tie crosses. */
const FEW_TIES = 600;
/** In maps of more people a cluster's name may stand on its people, who show around it. */
const CROWD = 2500;

/**
 * @param {Surface} g @param {Network} network @param {View} view
 * @param {Set<number> | null} lit who stands out; null: all are equal
 */
export function captions(g, network, view, lit) {
  const plan = new Plan(view.width, view.height);
  for (const frame of view.covered) plan.block(frame);
  for (let i = 0; i < network.count; i++) {
    if (view.visible.people[i]) plan.person(network.screenX[i], network.screenY[i], network.screenR[i], lit !== null && !lit.has(i));
  }
  markTies(network, view, plan);
  for (const i of view.path) { const [x, y, r] = [network.screenX[i], network.screenY[i], stationRadius(network, i)]; plan.block([x - r, y - r, x + r, y + r]); }
  const must = new Set([...view.path, view.selected, view.hovered, ...network.summary.people.me].filter((i) => i >= 0 && (view.visible.people[i] || view.path.includes(i))));
  write(g, view, placeLabels([...must].map((i) => ofPerson(g, network, view, i, true)), plan));
  if (!lit || view.path.length) write(g, view, placeLabels(titled(view).map((region) => ofGroup(g, view, region, lit !== null)).filter((label) => !label.tooMuch), plan));
  if (view.path.length) return;
  const known = lit ? [...lit].sort((p, q) => network.degree[q] - network.degree[p]).slice(0, 80) : view.order;
  write(g, view, placeLabels(others(network, view, known, must).map((i) => ofPerson(g, network, view, i, false)), plan, Math.round((view.width * view.height) / 12000)));
}

/** @param {Network} network @param {View} view @param {Plan} plan */
function markTies({ a, b, screenX, screenY }, view, plan) {
  const among = (/** @type {number} */ p, /** @type {number} */ q, lit = false) => plan.tie(screenX[p], screenY[p], screenX[q], screenY[q], lit);
  view.path.forEach((person, n) => { if (n) among(view.path[n - 1], person, true); });
  if (view.visible.tieCount <= FEW_TIES) view.visible.ties.forEach((shown, i) => { if (shown) among(a[i], b[i]); });
}

/** Clusters to be named: the largest, and more the closer one looks. @param {View} view */
function titled(view) {
  return view.regions.slice(0, Math.round(Math.min(18, view.width / 60) * Math.max(1, view.camera.k / view.whole) ** 1.5));
}

/** People big enough on the screen to be named. @param {Network} network @param {View} view @param {Iterable<number>} people @param {Set<number>} done */
function others({ screenX, screenY, screenR }, view, people, done) {
  /** @type {number[]} */
  const found = [];
  for (const i of people) {
    if (found.length >= 400) break;
    const [x, y] = [screenX[i], screenY[i]];
    if (done.has(i) || !view.visible.people[i] || x < 0 || y < 0 || x > view.width || y > view.height) continue;
    if (screenR[i] >= 4.2 || found.length < 12) found.push(i);
  }
  return found;
}

/** @param {Surface} g @param {Network} network @param {View} view @param {number} i @param {boolean} must @returns {Label} */
function ofPerson(g, network, view, i, must) {
  const radius = view.path.includes(i) ? stationRadius(network, i) + 1 : must ? Math.max(network.screenR[i], 9) : network.screenR[i];
  const size = must ? 13.5 : radius > 11 ? 12.5 : 11.5;
  const font = `${must ? 600 : 400} ${size}px ${FONT}`;
  const text = shorten(network.summary.people.name[i], must ? 40 : 28);
  const frames = besidePerson(network.screenX[i], network.screenY[i], radius, measure(g, text, font), size * LEADING, must);
  return { frames, lines: [text], font, size, colour: view.theme.ink, must };
}

/** @param {Surface} g @param {View} view @param {import("./regions.js").Region} region @param {boolean} dim @returns {Label} */
function ofGroup(g, view, region, dim) {
  const { theme, grouping, camera: { k, x, y } } = view;
  const name = grouping.names[region.group];
  const largest = Math.min(17, Math.max(13, Math.sqrt(view.width * view.height) / 60)) - (name.length > LONG ? 2.5 : 0);
  const size = Math.max(11.5, 11 + (largest - 11) * Math.sqrt(region.size / view.regions[0].size));
  const font = `650 ${size}px ${FONT}`;
  const lines = inLines(name, view.width < 700 ? 20 : 30, 6);
  const width = Math.max(...lines.map((line) => measure(g, line, font)));
  const height = lines.length * size * LEADING;
  const onScreen = (/** @type {import("./data.js").Box} */ box) => /** @type {import("./labels.js").Frame} */ ([box.minX * k + x, box.minY * k + y, box.maxX * k + x, box.maxY * k + y]);
  const frames = besideGroup(onScreen(region.box), width, height);
  const amid = view.visible.peopleCount > CROWD ? amidGroup(onScreen(region.core), width, height) : undefined;
  const [left, top, right, bottom] = onScreen(region.box);
  const rim = view.width / 24;
  const tooMuch = name.length > LONG && width * height > (right - left + rim) * (bottom - top + rim);
  const own = colourOf(theme, grouping, region.group);
  const colour = mix(own, theme.ink, 0.25);
  return { frames, amid, lines, font, size, tooMuch, colour: readable(dim ? mix(theme.background, colour, 0.6) : colour, theme.ink, mix(theme.background, own, 0.11)) };
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

/** @param {Surface} g @param {View} view @param {{wish: Label, frame: import("./labels.js").Frame}[]} placed */
function write(g, view, placed) {
  g.textBaseline = "middle";
  g.textAlign = "center";
  g.lineWidth = 3.5;
  g.strokeStyle = view.theme.background;
  for (const { wish: { lines, font, size, colour }, frame: [left, top, right] } of placed) {
    g.font = font;
    g.fillStyle = colour;
    lines.forEach((line, n) => {
      const y = top + (n + 0.5) * size * LEADING;
      g.globalAlpha = 0.85;
      g.strokeText(line, (left + right) / 2, y);
      g.globalAlpha = 1;
      g.fillText(line, (left + right) / 2, y);
    });
  }
  g.textAlign = "left";
}
