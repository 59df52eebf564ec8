/** @file What colours and shapes mean, how many of each there are, and switches for them. */
import { colourOf, shapeOf } from "./palette.js";
import { button, el } from "./dom.js";
import { outline } from "./scene.js";
import { SvgSurface } from "./svg.js";
import { grouped, shorten } from "./words.js";

/** @typedef {import("./main.js").App} App */

const SHOWN = 12;
const SVG = "http://www.w3.org/2000/svg";

/** The mark of a group as a small picture. @param {App} app @param {number} group */
export function swatch(app, group) {
  const surface = new SvgSurface(16, 16, () => 0);
  surface.beginPath();
  outline(surface, shapeOf(app.view.grouping, group), 8, 8, 5.6);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", surface.d);
  path.setAttribute("fill", colourOf(app.view.theme, app.view.grouping, group));
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("viewBox", "0 0 16 16");
  picture.setAttribute("class", "swatch");
  picture.setAttribute("aria-hidden", "true");
  picture.append(path);
  return picture;
}

/** @param {App} app @param {boolean} all whether to list groups beyond the largest */
export function legend(app, all = false) {
  const { grouping } = app.view;
  const count = counts(grouping.of, grouping.names.length);
  const order = grouping.names.map((_, i) => i).filter((i) => count[i + 1] > 0);
  if (count[0]) order.push(-1);
  const off = app.filters.groups;
  const rows = order.slice(0, all ? order.length : SHOWN).map((group) => {
    const toggle = button(swatch(app, group), () => { if (!off.delete(group)) off.add(group); app.filter(); }, { "aria-pressed": !off.has(group) });
    toggle.append(el("span", { class: "name", dir: "auto" }, shorten(app.groupName(group), 140)), el("span", { class: "count" }, grouped(count[group + 1])));
    return el("li", {}, toggle);
  });
  const list = el("ul", { class: "legend", "aria-label": grouping.title }, ...rows);
  const rest = order.length - rows.length;
  const actions = el("p", { class: "actions" },
    rest > 0 && button(`Show ${rest} more`, () => app.refreshLegend(true), { class: "more" }),
    off.size > 0 && button("Show everybody", () => { off.clear(); app.filter(); }, { class: "more" }),
    order.length > 1 && !off.size && button("Hide all", () => { order.forEach((group) => off.add(group)); app.filter(); }, { class: "more" }));
  return [list, actions];
}

/** People of each group; those of none come first. @param {ArrayLike<number>} of @param {number} groups */
function counts(of, groups) {
  const count = new Array(groups + 1).fill(0);
  for (let i = 0; i < of.length; i++) count[of[i] + 1]++;
  return count;
}
