/** @file Mouse, touch and keyboard on the map. */
import { onMap } from "./camera.js";

/** @typedef {import("./main.js").App} App */

const STILL = 6;

/** @param {App} app @param {HTMLCanvasElement} canvas */
export function gestures(app, canvas) {
  pointers(app, canvas);
  canvas.addEventListener("wheel", (event) => {
    if (scrollsPast(canvas, event)) return;
    event.preventDefault();
    app.zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0016)), event.offsetX, event.offsetY);
  }, { passive: false });
  canvas.addEventListener("dblclick", (event) => app.zoom(1.8, event.offsetX, event.offsetY));
  canvas.addEventListener("keydown", (event) => { if (keys(app, event)) event.preventDefault(); });
}

/** In a notebook the wheel belongs to the page around until the map is clicked. @param {HTMLCanvasElement} canvas @param {WheelEvent} event */
function scrollsPast(canvas, event) {
  return window.parent !== window && document.activeElement !== canvas && !event.ctrlKey;
}

/** One finger moves, two fingers zoom, a tap chooses. @param {App} app @param {HTMLCanvasElement} canvas */
function pointers(app, canvas) {
  /** @type {Map<number, {x: number, y: number}>} */
  const down = new Map();
  let moved = 0;
  canvas.addEventListener("pointerdown", (event) => {
    if (!down.size) moved = 0;
    down.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    const before = down.get(event.pointerId);
    if (!before) { if (event.pointerType === "mouse") app.hover(app.at(event.offsetX, event.offsetY), event.offsetX, event.offsetY); return; }
    const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
    const now = { x: event.offsetX, y: event.offsetY };
    moved += Math.hypot(now.x - before.x, now.y - before.y);
    if (other) {
      const factor = apart(now, other) / Math.max(apart(before, other), 1);
      app.pan((now.x - before.x) / 2, (now.y - before.y) / 2);
      app.zoom(factor, (now.x + other.x) / 2, (now.y + other.y) / 2);
    } else if (moved > STILL) app.pan(now.x - before.x, now.y - before.y);
    down.set(event.pointerId, now);
  });
  const up = (/** @type {PointerEvent} */ event) => {
    if (!down.delete(event.pointerId) || down.size || moved > STILL || event.type !== "pointerup") return;
    const person = app.at(event.offsetX, event.offsetY);
    if (event.shiftKey && person >= 0 && app.view.selected >= 0) app.connect(app.view.selected, person);
    else app.select(person);
  };
  canvas.addEventListener("pointerup", up);
  canvas.addEventListener("pointercancel", up);
  canvas.addEventListener("pointerleave", () => app.hover(-1, 0, 0));
}

/** @param {{x: number, y: number}} p @param {{x: number, y: number}} q */
function apart(p, q) {
  return Math.hypot(p.x - q.x, p.y - q.y);
}

/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Whether a key meant something. @param {App} app @param {KeyboardEvent} event */
export function keys(app, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const arrow = ARROWS[event.key];
  if (arrow && event.shiftKey) app.pan(-80 * arrow[0], -80 * arrow[1]);
  else if (arrow) app.select(towards(app, ...arrow), true);
  else if (event.key === "+" || event.key === "=") app.zoom(1.25);
  else if (event.key === "-") app.zoom(0.8);
  else if (event.key === "0") app.whole();
  else if (event.key === "/") app.focusSearch();
  else if (event.key === "Escape") app.select(-1);
  else if (event.key === "Enter") app.focusCard();
  else if (event.key === "t") app.showTable();
  else if (event.key === "?") app.help();
  else return false;
  return true;
}

/** The person an arrow leads to: from the selected one along a tie if there is one that way. @param {App} app @param {number} dx @param {number} dy */
export function towards(app, dx, dy) {
  const { network, view } = app;
  const { x, y, start, neighbour } = network;
  const from = view.selected;
  const [cx, cy] = from < 0 ? onMap(view.camera, view.width / 2, view.height / 2) : [x[from], y[from]];
  const cost = (/** @type {number} */ i) => {
    const along = (x[i] - cx) * dx + (y[i] - cy) * dy;
    const aside = Math.abs((x[i] - cx) * dy) + Math.abs((y[i] - cy) * dx);
    if (from < 0) return Math.abs(along) + aside;
    return i === from || along <= 0 || !view.visible.people[i] ? Infinity : along + 2 * aside;
  };
  const nearest = (/** @type {Iterable<number>} */ people) => {
    let [best, least] = [-1, Infinity];
    for (const i of people) { const c = cost(i); if (c < least) [best, least] = [i, c]; }
    return best;
  };
  const known = from < 0 ? -1 : nearest(neighbour.subarray(start[from], start[from + 1]));
  const found = known >= 0 ? known : nearest(x.keys());
  return found >= 0 ? found : from;
}
