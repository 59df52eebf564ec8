/** @file The map as a picture to keep: as on screen, with its title and legend. */
import { download } from "./dom.js";
import { colourOf, FONT, shapeOf } from "./palette.js";
import { outline, paint } from "./scene.js";
import { SvgSurface } from "./svg.js";
import { inLines, plural } from "./words.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {{width: number, height: number, shift: number, legend: number}} Sheet size, how far the map moves down, where the legend begins */

const LINE = 22;
const MORE = 16;
const HEAD = 72;
const MOST = 20;
/** Width of the room for title and legend. */
const ASIDE = 300;
/** On a narrow screen the tools stand so high over the map, and title and legend over and under it. */
const [NARROW, TOOLS] = [700, 48];

/** Names of groups in lines, as the legend of a picture lists them: as many as there is room for. @param {App} app */
function entries(app) {
  const { width, height, grouping: { names } } = app.view;
  const found = names.slice(0, MOST).map((name) => inLines(name, 36, 4));
  while (width >= NARROW && HEAD + lengthOf(found) + 3 * LINE > height) found.pop();
  return found;
}

/** @param {string[][]} names */
function lengthOf(names) {
  return names.reduce((sum, lines) => sum + LINE + MORE * (lines.length - 1), 0);
}

/** @param {App} app @returns {Sheet} */
function sheet(app) {
  const { width, height } = app.view;
  if (width >= NARROW) return { width, height, shift: 0, legend: HEAD + 18 };
  const end = HEAD - TOOLS + app.room().bottom + 28;
  return { width, height: end + lengthOf(entries(app)) + 2 * LINE, shift: HEAD - TOOLS, legend: end + LINE };
}

/** @param {App} app @param {import("./scene.js").Surface} g @param {Sheet} sheet */
function poster(app, g, { width, height, shift, legend }) {
  const { view, network } = app;
  const { theme, camera: { k, x, y } } = view;
  const narrow = width < NARROW;
  /** @type {import("./labels.js").Frame[]} */
  const aside = narrow ? [[0, 0, width, HEAD], [0, legend - LINE, width, height]] : [[0, 0, ASIDE, height]];
  paint(g, network, { ...view, width, height, camera: { k, x, y: y + shift }, covered: aside });
  g.fillStyle = theme.background;
  if (narrow) for (const [left, top, right, bottom] of aside) g.fillRect(left, top, right - left, bottom - top);
  g.textAlign = "left";
  g.textBaseline = "middle";
  inLines(network.summary.title, narrow ? 34 : 28, 2).forEach((line, n) => write(g, line, 24, 30 + 22 * n, `650 20px ${FONT}`, theme.ink));
  const under = network.summary.title.length > (narrow ? 34 : 28) ? 22 : 0;
  write(g, `${plural(network.count, "person", "people")}, ${plural(network.a.length, "tie")}`, 24, 54 + under, `400 13px ${FONT}`, theme.quiet);
  key(app, g, legend + under);
}

/** What the marks mean. @param {App} app @param {import("./scene.js").Surface} g @param {number} top */
function key(app, g, top) {
  const { theme, grouping } = app.view;
  let y = top;
  entries(app).forEach((lines, group) => {
    g.fillStyle = colourOf(theme, grouping, group);
    g.beginPath();
    outline(g, shapeOf(grouping, group), 31, y, 5.6);
    g.fill();
    lines.forEach((line, n) => write(g, line, 46, y + MORE * n, `400 13px ${FONT}`, theme.ink));
    y += LINE + MORE * (lines.length - 1);
  });
  const more = grouping.names.length - entries(app).length;
  if (more > 0) write(g, `and ${plural(more, "more group", "more groups")}`, 46, y, `400 13px ${FONT}`, theme.quiet);
}

/** @param {import("./scene.js").Surface} g @param {string} text @param {number} x @param {number} y @param {string} font @param {string} colour */
function write(g, text, x, y, font, colour) {
  g.font = font;
  g.fillStyle = colour;
  g.fillText(text, x, y);
}

/** @param {App} app */
export function savePng(app) {
  const canvas = document.createElement("canvas");
  const size = sheet(app);
  canvas.width = size.width * 2;
  canvas.height = size.height * 2;
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  pen.scale(2, 2);
  poster(app, pen, size);
  app.draw(); // the picture has moved the people
  canvas.toBlob((blob) => { if (blob) download(blob, "map.png"); });
}

/** @param {App} app */
export function saveSvg(app) {
  const measure = (/** @type {string} */ text, /** @type {string} */ font) => { app.pen.font = font; return app.pen.measureText(text).width; };
  const size = sheet(app);
  const surface = new SvgSurface(size.width, size.height, measure);
  poster(app, surface, size);
  app.draw();
  download(new Blob([String(surface)], { type: "image/svg+xml" }), "map.svg");
}
