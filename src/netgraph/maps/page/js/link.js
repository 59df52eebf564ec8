/** @file Keeps a map inside another page in step with it: numbers of people go to and fro, no text. */
import { routeOf } from "./card.js";

/** @typedef {{select?: number, routes?: number[][], lit?: number}} Wish */

/** @param {import("./main.js").App} app */
export function link(app) {
  if (window.parent === window) return;
  const select = app.select.bind(app);
  app.select = (person, travel) => {
    select(person, travel);
    if (app.ready) window.parent.postMessage({ netgraph: "select", person }, "*");
  };
  addEventListener("message", ({ source, data }) => {
    if (source === window.parent && data?.netgraph === "show") show(app, select, data);
  });
  window.parent.postMessage({ netgraph: "ready" }, "*");
}

/** @param {import("./main.js").App} app @param {(person: number, travel?: boolean) => void} select @param {Wish} wish */
function show(app, select, { select: person, routes, lit }) {
  if (routes) app.routes = routes.map((people) => routeOf(app, people));
  if (lit !== undefined) app.light(lit);
  else if (person !== undefined) select(person, true);
}
