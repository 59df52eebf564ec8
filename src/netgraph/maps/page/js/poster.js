/** @file The map as a picture to keep: as on screen, with its title and legend. */
import { download } from "./dom.js";
import { colourOf, shapeOf } from "./palette.js";
import { outline, paint } from "./scene.js";
import { SvgSurface } from "./svg.js";
import { inLines, plural, shorten } from "./words.js";

/** @typedef {import("./main.js").App} App */

const LINE = 22;
const TOP = 90;
const MOST = 20;
/** Width of the room for title and legend. */
const ASIDE = 300;

/** @param {App} app @param {import("./scene.js").Surface} g */
function poster(app, g) {
  const { view, network } = app;
  const { width, height } = view;
  paint(g, network, width < 700 ? view : { ...view, covered: [[0, 0, ASIDE, height]] });
  const write = (/** @type {string} */ text, /** @type {number} */ x, /** @type {number} */ y, /** @type {string} */ font, /** @type {string} */ colour) => {
    g.font = `${font} system-ui, sans-serif`;
    g.fillStyle = colour;
    g.textAlign = "left";
    g.textBaseline = "middle";
    g.fillText(text, x, y);
  };
  write(shorten(network.summary.title, 40), 24, 34, "600 20px", view.theme.ink);
  write(`${plural(network.count, "person", "people")}, ${plural(network.a.length, "tie")}`, 24, 58, "400 12.5px", view.theme.quiet);
  let y = TOP;
  view.grouping.names.slice(0, MOST).forEach((name, group) => {
    const lines = inLines(name, 34, 2);
    if (y + LINE * lines.length > view.height) return;
    g.fillStyle = colourOf(view.theme, view.grouping, group);
    g.beginPath();
    outline(g, shapeOf(view.grouping, group), 31, y, 5.6);
    g.fill();
    for (const [n, line] of lines.entries()) write(line, 46, y + 16 * n, "400 12.5px", view.theme.ink);
    y += LINE + 16 * (lines.length - 1);
  });
}

/** @param {App} app */
export function savePng(app) {
  const canvas = document.createElement("canvas");
  canvas.width = app.view.width * 2;
  canvas.height = app.view.height * 2;
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  pen.scale(2, 2);
  poster(app, pen);
  canvas.toBlob((blob) => { if (blob) download(blob, "map.png"); });
}

/** @param {App} app */
export function saveSvg(app) {
  const measure = (/** @type {string} */ text, /** @type {string} */ font) => { app.pen.font = font; return app.pen.measureText(text).width; };
  const surface = new SvgSurface(app.view.width, app.view.height, measure);
  poster(app, surface);
  download(new Blob([String(surface)], { type: "image/svg+xml" }), "map.svg");
}
