/** @file Keeps a map inside another page in step with it: numbers of people go to and fro, no text. */
import { fit, wider } from "./camera.js";
import { routeOf } from "./card.js";
import { bounds } from "./data.js";

/** @typedef {{select?: number, routes?: number[][], lit?: number, near?: number[]}} Wish */

/** What of a message makes sense: numbers of people on this map. @param {Record<string, unknown>} data @param {number} count @returns {Wish} */
export function understood({ select, routes, lit, near }, count) {
  const person = (/** @type {unknown} */ one) => Number.isInteger(one) && Number(one) >= 0 && Number(one) < count;
  const people = (/** @type {unknown} */ list) => Array.isArray(list) && list.every(person);
  return /** @type {Wish} */ ({
    ...((person(select) || select === -1) && { select }),
    ...(Array.isArray(routes) && routes.every((way) => people(way) && way.length > 1) && { routes }),
    ...(Number.isInteger(lit) && { lit }),
    ...(people(near) && { near }),
  });
}

/** @param {import("./main.js").App} app */
export function link(app) {
  if (window.parent === window) return;
  const select = app.select.bind(app);
  let led = false;
  app.select = (person, travel) => {
    select(person, travel);
    if (led) app.card.hidden = true;
    if (app.ready) window.parent.postMessage({ netgraph: "select", person }, "*");
  };
  addEventListener("message", ({ source, data }) => {
    if (source !== window.parent || data?.netgraph !== "show") return;
    if (!led) {
      app.panel.element.hidden = true;
      app.panel.element.classList.add("folded");
      app.resized();
    }
    led = true;
    follow(app, select, understood(data, app.network.count));
  });
  window.parent.postMessage({ netgraph: "ready" }, "*");
}

/** The page around has the list and the details: show who and which way it means.
 * @param {import("./main.js").App} app @param {(person: number, travel?: boolean) => void} select @param {Wish} wish */
function follow(app, select, { select: person, routes, lit, near }) {
  if (routes) app.routes = routes.map((people) => routeOf(app, people));
  if (lit !== undefined) app.light(lit);
  else if (person !== undefined) select(person, true);
  app.card.hidden = true;
  if (!near?.length) return;
  const box = bounds(app.network.x, app.network.y, near);
  app.view.camera = fit(wider(box, 60), app.room(), Math.max(1, app.view.whole * 3));
  app.still.width = 0;
  app.draw();
}
