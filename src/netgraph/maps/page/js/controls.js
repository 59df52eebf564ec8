/** @file The panel: what is on the map, search, introduction paths, legend, filters. */
import { button, choice, combobox, el, slider } from "./dom.js";
import { month, spans } from "./data.js";
import { isoMonth, monthName, plural, spaced } from "./words.js";

/** @typedef {import("./main.js").App} App */

/** @param {App} app */
export function panel(app) {
  const { summary, count } = app.network;
  const filtering = summary.ties.a.length > 0 ? el("details", { class: "filters", toggle: () => app.showFilters() }, el("summary", {}, "Filter ties and time")) : null;
  const inferred = summary.ties.basis.includes(summary.bases.indexOf("inferred"));
  const find = combobox({
    label: "Find a person by name, organisation or title", placeholder: "Find a person or organisation…",
    find: app.find, show: app.describe, pick: (person) => app.select(person, true),
  });
  const parts = {
    routes: el("section", { class: "introductions", "aria-label": "Introduction paths" }),
    legend: el("section", { "aria-label": "Legend" }),
    shown: el("p", { class: "shown", role: "status" }),
    search: find.input,
    filters: filtering,
  };
  const body = el("div", { class: "body" },
    count > 1 && find.element, parts.routes, count > 1 && looks(app), count > 1 && parts.legend, filtering, parts.shown,
    summary.ties.a.length > 1 && el("p", { class: "quiet small" }, `Near means connected; clusters look further apart than they are. Thick ties are strong${inferred ? ", dashed ones only inferred" : ""}.`));
  const fold = button("", () => {
    const folded = element.classList.toggle("folded");
    fold.setAttribute("aria-expanded", String(!folded));
    app.resized();
  }, { class: "fold", "aria-label": "Show or hide the panel", "aria-expanded": "true", hidden: count < 2 });
  const element = el("aside", { class: "panel", "aria-label": "About this map" },
    el("header", {}, el("div", {}, el("h1", { dir: "auto" }, summary.title), el("p", { class: "quiet" }, ...sizeOf(app)), summary.asOf && summary.ties.a.length > 0 && el("p", { class: "quiet small" }, `Strengths as of ${summary.asOf}`)), fold), body);
  return { element, ...parts };
}

/** @param {App} app */
function sizeOf(app) {
  const { summary, count } = app.network;
  const sizes = [plural(count, "person", "people"), summary.ties.a.length > 0 && plural(summary.ties.a.length, "tie"), summary.clusters.length > 1 && plural(summary.clusters.length, "cluster")];
  return sizes.flatMap((text, i) => (text ? [i ? " · " : "", el("span", { class: "whole" }, text)] : []));
}

/** What colour and size mean. @param {App} app */
function looks(app) {
  const { colour, size, people } = app.network.summary;
  const used = (/** @type {boolean} */ there, /** @type {[string, string]} */ option) => (there ? [option] : []);
  const colours = [
    ["cluster", "Cluster"], ...used(people.organisation.some(Boolean), ["organisation", "Organisation"]),
    ...used(people.sources.some((list) => list.length), ["source", "Source"]),
    ...used(people.me.length > 0, ["distance", "Distance from me"]), ...used(colour.by === "own", ["own", colour.name ?? "Given"]),
  ];
  const sizes = /** @type {[string, string][]} */ ([
    ["strength", "Strength of ties"], ["degree", "Number of ties"], ["reach", "Other clusters reached"], ["equal", "All equal"], ...used(size.by === "own", ["own", size.name ?? "Given"]),
  ]);
  app.selects = [
    choice("Colour", /** @type {[string, string][]} */ (colours), app.state.colour, (by) => app.recolour(by)),
    choice("Size", sizes, app.state.size, (by) => app.resize(by)),
  ];
  return el("div", { class: "looks" }, ...app.selects.map((one) => one.row));
}

/** What narrows the ties: made when it is first wanted, for it looks at all of them. @param {App} app */
export function filters(app) {
  const { bases, ties, people, texts } = app.network.summary;
  const words = (/** @type {number[][]} */ lists) => [...new Set(lists.flat())].sort((p, q) => (texts[p] < texts[q] ? -1 : 1));
  const named = (/** @type {number} */ text) => spaced(texts[text]);
  return [
    kept(app, "strength", slider("Strength", 0, 95, 0, (value) => (value ? `strongest ${100 - value} % of ties` : "all ties"), (value) => { app.filters.weakest = value / 100; app.filter(); }), String, Number),
    ...time(app),
    checks("Kind of tie", words(ties.kinds), named, "kinds", app),
    checks("Source of people", words(people.sources), named, "sources", app),
    checks("Evidence", [...new Set(ties.basis)].sort(), (basis) => bases[basis], "bases", app),
  ].map((part) => part || "");
}

/** Keep in the address where a slider stands. @param {App} app @param {"strength" | "since" | "until"} name @param {{row: HTMLElement, input: HTMLInputElement}} part @param {(value: number) => string} say @param {(text: string) => number} understand */
function kept(app, name, { row, input }, say, understand) {
  const rest = input.value;
  app.kept[name] = {
    read: () => (input.value === rest ? "" : say(Number(input.value))),
    write: (text) => {
      input.value = text && understand(text) >= 0 ? String(understand(text)) : rest;
      input.dispatchEvent(new Event("input"));
    },
  };
  return row;
}

/** Two sliders: from when and until when. @param {App} app */
function time(app) {
  const { first, last } = spans(app.network);
  let [low, high] = [Infinity, -Infinity];
  for (const list of [first, last]) for (const month of list) if (month >= 0) { low = Math.min(low, month); high = Math.max(high, month); }
  if (!(low < high)) return [];
  const { filters } = app;
  const undated = first.some((month, i) => month < 0 && last[i] < 0);
  const box = el("input", { type: "checkbox", checked: true });
  box.addEventListener("change", () => { filters.undated = box.checked; app.filter(); });
  app.kept.undated = { read: () => (box.checked ? "" : "no"), write: (text) => { if (box.checked === (text === "no")) box.click(); } };
  const from = slider("In touch since", low, high, low, (value) => (value > low ? monthName(value) : "ever"), (value) => { filters.from = value > low ? value : -Infinity; app.filter(); });
  const to = slider("Known by", low, high, high, (value) => (value < high ? monthName(value) : "now"), (value) => { filters.to = value < high ? value : Infinity; app.filter(); });
  return [kept(app, "since", from, isoMonth, month), kept(app, "until", to, isoMonth, month), undated && el("label", { class: "check" }, box, "Keep ties without a date")];
}

/** @param {string} title @param {number[]} items @param {(item: number) => string} say @param {"kinds" | "sources" | "bases"} name @param {App} app */
function checks(title, items, say, name, app) {
  if (items.length < 2) return null;
  const off = app.filters[name];
  const boxes = items.map(() => el("input", { type: "checkbox", checked: true }));
  boxes.forEach((box, i) => box.addEventListener("change", () => { if (box.checked) off.delete(items[i]); else off.add(items[i]); app.filter(); }));
  app.kept[name] = {
    read: () => items.filter((item) => off.has(item)).map(say).join("|"),
    write: (text) => boxes.forEach((box, i) => { if (box.checked === text.split("|").includes(say(items[i]))) box.click(); }),
  };
  return el("fieldset", {}, el("legend", {}, title), ...items.map((item, i) => el("label", { class: "check", dir: "auto" }, boxes[i], say(item))));
}

/** Buttons at the edge of the map. @param {App} app */
export function tools(app) {
  const one = (/** @type {string} */ text, /** @type {string} */ label, /** @type {() => void} */ action) => button(text, action, { title: label, "aria-label": label });
  const { count } = app.network;
  return el("div", { class: "tools", role: "toolbar", "aria-label": "Map tools" },
    count > 1 && el("div", {}, one("+", "Zoom in", () => app.zoom(1.4)), one("−", "Zoom out", () => app.zoom(1 / 1.4)), one("Fit", "Show the whole map", () => app.whole())),
    el("div", {}, count > 0 && one("Table", "Show people and ties as tables", () => app.showTable()), count > 0 && one("PNG", "Save as a PNG picture", () => app.savePng()),
      count > 0 && one("SVG", "Save as an SVG drawing", () => app.saveSvg()), button("", () => app.switchTheme(), { class: "theme", title: "Light or dark", "aria-label": "Light or dark" }), one("?", "Help", () => app.help())));
}
