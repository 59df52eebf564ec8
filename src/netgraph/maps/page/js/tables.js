/** @file The table twin: everything on the map as tables, for those who cannot or would rather not look. */
import { button, el } from "./dom.js";
import { grouped, shorten, spaced } from "./words.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {{title: string, numeric?: boolean, whole?: boolean, value: (row: number) => string | number, open?: (row: number) => void}} Column */

const PAGE = 200;

/** @param {App} app */
export function tables(app) {
  const { summary, degree, a, b } = app.network;
  const { people, ties, texts } = summary;
  const said = (/** @type {number[]} */ list) => list.map((text) => texts[text]).join("; ");
  const shownPeople = rows(app.view.visible.people);
  const shownTies = rows(app.view.visible.ties).sort((p, q) => ties.strength[q] - ties.strength[p]);
  return el("div", { class: "tables" },
    el("header", {}, el("h2", { tabindex: -1 }, "People and ties"), button("Back to the map", () => app.showMap(), { class: "plainbutton" })),
    table("People", shownPeople, [
      { title: "Name", value: (i) => app.name(i), open: (i) => { app.showMap(); app.select(i, true); } },
      { title: "Title", value: (i) => texts[people.title[i]] },
      { title: "Organisation", value: (i) => texts[people.organisation[i]] },
      { title: "Location", value: (i) => texts[people.location[i]] },
      { title: app.view.grouping.title, value: (i) => app.groupName(app.view.grouping.of[i]) },
      { title: "Ties", numeric: true, value: (i) => degree[i] },
      { title: "Sources", value: (i) => spaced(said(people.sources[i])) },
    ]),
    table("Ties", shownTies, [
      { title: "Person", value: (i) => app.name(a[i]) },
      { title: "knows", value: (i) => app.name(b[i]) },
      { title: "Strength", numeric: true, value: (i) => ties.strength[i] },
      { title: "Band", value: (i) => summary.bands[ties.band[i]] },
      { title: "Based on", value: (i) => summary.bases[ties.basis[i]] },
      { title: "Last", whole: true, value: (i) => texts[ties.last[i]] || texts[ties.first[i]] },
      { title: "Evidence", value: (i) => said(ties.why[i]) },
    ]));
}

/** @param {Uint8Array} marks */
function rows(marks) {
  return [...marks.keys()].filter((i) => marks[i]);
}

/** A table sorted by any column, some rows at a time. @param {string} title @param {number[]} items @param {Column[]} columns */
function table(title, items, columns) {
  const body = el("tbody");
  const more = button("", () => extend(), { class: "more" });
  const extend = () => {
    for (const item of items.slice(body.children.length, body.children.length + PAGE)) {
      body.append(el("tr", {}, ...columns.map((column) => cell(column, item))));
    }
    more.hidden = body.children.length >= items.length;
    more.textContent = `Show ${Math.min(PAGE, items.length - body.children.length)} more of ${grouped(items.length)}`;
  };
  const heads = columns.map((column) => {
    const head = el("th", { scope: "col", class: column.numeric ? "number" : "" }, button(column.title, () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      items.sort((p, q) => (down ? -1 : 1) * compare(column.value(p), column.value(q)) || p - q);
      body.replaceChildren();
      extend();
    }));
    return head;
  });
  extend();
  return el("section", {}, el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": title },
    el("table", {}, el("caption", {}, `${title} (${grouped(items.length)})`), el("thead", {}, el("tr", {}, ...heads)), body)), more);
}

/** @param {Column} column @param {number} item */
function cell(column, item) {
  const value = column.value(item);
  const text = typeof value === "number" ? value.toLocaleString("en-GB", { maximumSignificantDigits: 3 }) : shorten(value, 800);
  const { open } = column;
  return el("td", { dir: "auto", class: column.numeric ? "number" : column.whole ? "whole" : "" }, open ? button(text, () => open(item), { class: "person" }) : text);
}

/** @param {string | number} p @param {string | number} q */
function compare(p, q) {
  return typeof p === "number" && typeof q === "number" ? p - q : String(p).localeCompare(String(q), "en");
}
