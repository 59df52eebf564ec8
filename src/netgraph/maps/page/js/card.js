/** @file What the map knows about one person, and the ways between people. */
import { button, combobox, el } from "./dom.js";
import { swatch } from "./legend.js";
import { reach } from "./palette.js";
import { tieBetween } from "./paths.js";
import { grouped, joined, plural, shorten, spaced } from "./words.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {{people: number[], why: string[][], band: string}} Route */

const SHOWN = 8;

/** Details of a person. @param {App} app @param {number} person */
export function card(app, person) {
  const { people, texts } = app.network.summary;
  const group = app.view.grouping.of[person];
  const me = people.me.includes(person);
  const clusters = reach(app.network)[person];
  const others = people.me.filter((i) => i !== person);
  const way = combobox({
    label: "Show the way to another person", placeholder: "Way to…", find: app.find, show: app.describe,
    pick: (other) => app.connect(person, other),
  });
  return [
    el("header", {},
      el("h2", { dir: "auto", tabindex: -1 }, app.name(person), me && el("span", { class: "badge" }, "me")),
      button("×", () => app.select(-1), { class: "close", "aria-label": "Close details" })),
    line(joined([texts[people.title[person]], texts[people.organisation[person]]])),
    line(texts[people.location[person]]),
    ...(people.contact?.[person] ?? []).map((text) => line(text)),
    el("p", { class: "group" }, swatch(app, group), app.groupName(group)),
    el("p", { class: "quiet" }, joined([
      plural(app.network.degree[person], "tie"),
      clusters > 0 && `knows people in ${plural(clusters, "other cluster")}` || "",
      people.sources[person].length > 0 && `from ${people.sources[person].map((text) => spaced(texts[text])).join(", ")}` || "",
    ])),
    el("div", { class: "ways" }, way.element,
      others.length > 0 && !me && button("Way from me", () => app.connect(others[0], person), { class: "plainbutton" })),
    ...ties(app, person),
  ];
}

/** @param {string} text */
function line(text) {
  return text && el("p", { dir: "auto" }, text);
}

/** Ties of a person, the strongest first, with their evidence. @param {App} app @param {number} person */
function ties(app, person) {
  const { start, tie, neighbour, summary, degree } = app.network;
  if (!degree[person]) return [el("p", { class: "quiet" }, "Nobody is known to know this person yet.")];
  const places = Array.from({ length: degree[person] }, (_, i) => start[person] + i)
    .sort((p, q) => summary.ties.strength[tie[q]] - summary.ties.strength[tie[p]] || degree[neighbour[q]] - degree[neighbour[p]]);
  const list = el("ul", { class: "ties" });
  const more = button("", () => add(list.children.length + 50), { class: "more" });
  const add = (/** @type {number} */ upTo) => {
    for (const place of places.slice(list.children.length, upTo)) list.append(tieRow(app, neighbour[place], tie[place]));
    more.hidden = list.children.length >= places.length;
    more.textContent = `Show more of ${grouped(places.length)}`;
  };
  add(SHOWN);
  return [el("h3", {}, "Strongest ties"), list, more];
}

/** @param {App} app @param {number} other @param {number} tie */
function tieRow(app, other, tie) {
  const { bands, bases, texts, ties: { band, basis, why } } = app.network.summary;
  return el("li", {},
    button(shorten(app.name(other), 60), () => app.select(other, true), { class: "person", dir: "auto" }),
    el("span", { class: `band ${bands[band[tie]]}` }, joined([bands[band[tie]], basis[tie] ? bases[basis[tie]] : ""], ", ")),
    ...why[tie].map((text) => el("small", { dir: "auto" }, texts[text])));
}

/** The reasons for each leg of a route, from what is recorded. @param {App} app @param {number[]} people @returns {Route} */
export function routeOf(app, people) {
  const { ties, texts } = app.network.summary;
  const why = people.slice(1).map((person, i) => (ties.why[tieBetween(app.network, people[i], person)] ?? []).map((text) => texts[text]));
  return { people, why, band: "" };
}

/** Introduction paths as a list; the lit one is open and tells its reasons. @param {App} app */
export function routes(app) {
  return el("ol", { class: "routes" }, ...app.routes.map((route, number) => {
    const lit = app.lit === number;
    const via = route.people.slice(1, -1).map((i) => app.name(i));
    const label = via.length ? `via ${via.map((name) => shorten(name, 40)).join(" and ")}` : "directly, without an introducer";
    const between = `${shorten(app.name(route.people[0]), 40)} to ${shorten(app.name(route.people[route.people.length - 1]), 40)}`;
    return el("li", { class: lit ? "lit" : "" },
      button(el("span", {}, el("b", { dir: "auto" }, label), " ", el("span", { dir: "auto" }, joined([between, route.band]))), () => app.light(lit ? -1 : number), { "aria-expanded": lit }),
      lit && legs(app, route));
  }));
}

/** @param {App} app @param {Route} route */
function legs(app, route) {
  const step = (/** @type {number} */ i) => el("li", {},
    button(shorten(app.name(route.people[i]), 60), () => app.select(route.people[i], true), { class: "person", dir: "auto" }),
    ...(route.why[i] ?? []).map((text) => el("small", { dir: "auto" }, text)));
  return el("ol", { class: "legs" }, ...route.people.map((_, i) => step(i)));
}
