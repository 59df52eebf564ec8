/** @file Colours and shapes. Colour is never alone: every group has its shape and its name too. */
import { distances } from "./paths.js";
import { plural, spaced } from "./words.js";

/** @typedef {import("./data.js").Network} Network */
/**
 * @typedef {object} Grouping What colours mean just now.
 * @property {string} title
 * @property {string[]} names
 * @property {Int32Array} of group of each person; -1: none
 * @property {boolean} ordered whether groups run from little to much
 * @property {boolean} regions whether groups are drawn as regions of the map
 * @property {string} none what it means to have no group
 */
/** @typedef {{background: string, ink: string, quiet: string, faint: string, accent: string, none: string, groups: string[], scale: string[]}} Theme */

/** The first eight differ for every kind of colour vision (a test measures it); after Paul Tol's muted scheme. */
/** @type {Theme} */
export const LIGHT = {
  background: "#fbfaf7", ink: "#22262c", quiet: "#6a7078", faint: "#d9d8d2", accent: "#c8371d", none: "#9b9d9f",
  groups: ["#3f75aa", "#c66170", "#52b39f", "#c9a227", "#882255", "#007731", "#63a7d5", "#b43e80", "#8a8a2a", "#332288", "#e07b39", "#6d7f8c"],
  scale: ["#1b3a6b", "#2f7ab0", "#3fae9f", "#a8c65a", "#e9c94b"],
};
/** @type {Theme} */
export const DARK = {
  background: "#14171c", ink: "#eceae4", quiet: "#9aa1aa", faint: "#343a43", accent: "#ff7a52", none: "#777d86",
  groups: ["#6caaed", "#e58b9b", "#76ddc2", "#e3bf4d", "#bc5287", "#4faa60", "#8ccbf5", "#cc74b3", "#b9b958", "#8f83e6", "#f29b5f", "#9fb1be"],
  scale: ["#f2d95c", "#a9cf68", "#4fbfae", "#4a94cc", "#5a70b8"],
};

export const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';
export const SHAPES = ["circle", "square", "diamond", "triangle", "hexagon", "drop", "plus"];
const MOST = 14;
/** So often a colour comes again, with other shapes; the groups beyond, small ones, are grey. */
const CYCLES = 3;

/** @param {Theme} theme @param {Grouping} grouping @param {number} group */
export function colourOf(theme, grouping, group) {
  if (group < 0 || (!grouping.ordered && group >= CYCLES * theme.groups.length)) return theme.none;
  return grouping.ordered ? theme.scale[group % theme.scale.length] : theme.groups[group % theme.groups.length];
}

/** @param {Grouping} grouping @param {number} group */
export function shapeOf(grouping, group) {
  return group < 0 ? "circle" : SHAPES[group % SHAPES.length];
}

/** Mix two colours: 0 gives the first, 1 the second. @param {string} from @param {string} to @param {number} part */
export function mix(from, to, part) {
  const [p, q] = [from, to].map((colour) => Number.parseInt(colour.slice(1), 16));
  const channel = (/** @type {number} */ shift) =>
    Math.round(((p >> shift) & 255) * (1 - part) + ((q >> shift) & 255) * part) << shift;
  return `#${(channel(16) | channel(8) | channel(0)).toString(16).padStart(6, "0")}`;
}

/** Relative luminance as WCAG defines it. @param {string} colour */
function light(colour) {
  const value = Number.parseInt(colour.slice(1), 16);
  const [r, g, b] = [value >> 16, (value >> 8) & 255, value & 255].map((part) => (part <= 10 ? part / 3294 : ((part / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** How well two colours can be told apart: 1 not at all, 21 black on white. @param {string} one @param {string} other */
export function contrast(one, other) {
  const [p, q] = [light(one), light(other)];
  return (Math.max(p, q) + 0.05) / (Math.min(p, q) + 0.05);
}

/** @type {Map<string, string>} */
const legible = new Map();

/** A colour nearer to ink, until text of it can be read on a ground. @param {string} colour @param {string} ink @param {string} ground */
export function readable(colour, ink, ground) {
  const key = `${colour} ${ink} ${ground}`;
  let found = legible.get(key) ?? colour;
  for (let part = 0; contrast(found, ground) < 4.5 && part < 1; part += 0.05) found = mix(colour, ink, part);
  legible.set(key, found);
  return found;
}

/** The groups by which colours can tell people apart. @param {Network} network @param {string} by @returns {Grouping} */
export function grouping(network, by) {
  const { people, texts, clusters, colour } = network.summary;
  if (by === "organisation") return byText("Organisation", Array.from(people.organisation, (text) => texts[text]), "No or another organisation");
  if (by === "source") {
    return byText("Source", people.sources.map((list) => list.map((text) => spaced(texts[text])).join(" + ")), "No source given");
  }
  if (by === "distance") return byDistance(network);
  if (by === "own" && colour.values) return byValue(colour.name ?? "Given", colour.values);
  return {
    title: "Cluster", names: clusters.map((cluster) => cluster.name), of: people.cluster,
    ordered: false, regions: true, none: "No cluster",
  };
}

/** @param {string} title @param {string[]} values @param {string} none @returns {Grouping} */
function byText(title, values, none) {
  /** @type {Map<string, number>} */
  const count = new Map();
  for (const value of values) if (value) count.set(value, (count.get(value) ?? 0) + 1);
  const names = [...count].sort((p, q) => q[1] - p[1] || (p[0] < q[0] ? -1 : 1)).slice(0, MOST).map(([name]) => name);
  const number = new Map(names.map((name, i) => [name, i]));
  return { title, names, of: Int32Array.from(values, (value) => number.get(value) ?? -1), ordered: false, regions: false, none };
}

/** @param {Network} network @returns {Grouping} */
function byDistance(network) {
  const steps = distances(network, network.summary.people.me);
  const names = ["Me", ...[1, 2, 3].map((n) => `${plural(n, "step")} from me`), "Further away"];
  return { title: "Distance from me", names, of: steps.map((n) => Math.min(n, 4)), ordered: true, regions: false, none: "Not reached" };
}

/** @param {string} title @param {(string | number | null)[]} values @returns {Grouping} */
function byValue(title, values) {
  const numbers = values.filter((value) => typeof value === "number").sort((p, q) => p - q);
  if (!numbers.length) return byText(title, values.map((value) => String(value ?? "")), "No or another value");
  const cuts = [...new Set([0, 0.2, 0.4, 0.6, 0.8].map((share) => numbers[Math.floor(share * numbers.length)]))];
  const names = cuts.map((cut, i) => (i + 1 < cuts.length ? `${cut} to below ${cuts[i + 1]}` : `${cut} and more`));
  const of = Int32Array.from(values, (value) => (typeof value === "number" ? cuts.findLastIndex((cut) => value >= cut) : -1));
  return { title, names, of, ordered: true, regions: false, none: "No value" };
}

/** Stations of a lit path are of about the same size, whoever they are. @param {Network} network @param {number} person */
export function stationRadius({ screenR }, person) {
  return Math.min(12, Math.max(screenR[person], 9)) + 1.5;
}

/** How big people are drawn, in map units. @param {Network} network @param {string} by */
export function radii(network, by) {
  const values = sizes(network, by);
  const most = values.reduce((p, q) => Math.max(p, q), 1e-9);
  return values.map((value) => (by === "equal" ? 7 : 5 + 11 * Math.sqrt(Math.max(value, 0) / most)));
}

/** @param {Network} network @param {string} by @returns {Float64Array} */
function sizes(network, by) {
  const own = network.summary.size.values;
  if (by === "own" && own) return Float64Array.from(own, (value) => Number(value ?? 0));
  if (by === "reach") return reach(network);
  return by === "strength" ? strengths(network) : Float64Array.from(network.degree);
}

/** All of somebody's ties together: a paper by sixty people makes nobody big. @param {Network} network */
function strengths(network) {
  const { a, b, summary: { ties: { strength } } } = network;
  const sum = new Float64Array(network.count);
  for (let i = 0; i < a.length; i++) { sum[a[i]] += strength[i]; sum[b[i]] += strength[i]; }
  return sum;
}

/** In how many clusters besides their own somebody knows people. @param {Network} network */
export function reach(network) {
  const { cluster } = network.summary.people;
  return Float64Array.from(cluster, (own, person) => {
    const others = new Set();
    for (let i = network.start[person]; i < network.start[person + 1]; i++) others.add(cluster[network.neighbour[i]]);
    others.delete(own);
    others.delete(-1);
    return others.size;
  });
}
