/** @file From places on the map to places on the screen, and back. */
import { gather } from "./data.js";

/** @typedef {import("./data.js").Box} Box */
/** @typedef {{k: number, x: number, y: number}} Camera a point p stands at p * k + (x, y) */
/** @typedef {{left: number, top: number, right: number, bottom: number}} Room the part of the screen that no panel covers */

/** Show a whole box. @param {Box} box @param {Room} room @param {number} [closest] @returns {Camera} */
export function fit(box, room, closest = 3.2) {
  const wide = Math.max(room.right - room.left, 40);
  const high = Math.max(room.bottom - room.top, 40);
  const k = Math.min(closest, wide / Math.max(box.maxX - box.minX, 1e-6), high / Math.max(box.maxY - box.minY, 1e-6));
  return centred((box.minX + box.maxX) / 2, (box.minY + box.maxY) / 2, k, room);
}

/** @param {Box} box @param {number} rim @returns {Box} */
export function wider(box, rim) {
  return { minX: box.minX - rim, minY: box.minY - rim, maxX: box.maxX + rim, maxY: box.maxY + rim };
}

/** @param {number} x @param {number} y @param {number} k @param {Room} room @returns {Camera} */
export function centred(x, y, k, room) {
  return { k, x: (room.left + room.right) / 2 - x * k, y: (room.top + room.bottom) / 2 - y * k };
}

/** Zoom so that what is under the pointer stays there. @param {Camera} camera @param {number} factor @param {number} px @param {number} py @param {number} [least] @param {number} [most] @returns {Camera} */
export function zoomed(camera, factor, px, py, least = 0, most = Infinity) {
  const k = Math.min(most, Math.max(least, camera.k * factor));
  const real = k / camera.k;
  return { k, x: px - (px - camera.x) * real, y: py - (py - camera.y) * real };
}

/** @param {Camera} camera @param {number} px @param {number} py @returns {[number, number]} */
export function onMap(camera, px, py) {
  return [(px - camera.x) / camera.k, (py - camera.y) / camera.k];
}

/** A grid over the map, to find who is near a point. @param {ArrayLike<number>} x @param {ArrayLike<number>} y @param {Box} box */
export function pickGrid(x, y, box) {
  const cells = Math.max(1, Math.ceil(Math.sqrt(x.length)));
  const column = (/** @type {number} */ v, /** @type {number} */ low, /** @type {number} */ high) =>
    Math.max(0, Math.min(cells - 1, Math.floor(((v - low) / (high - low || 1)) * cells)));
  const col = (/** @type {number} */ v) => column(v, box.minX, box.maxX);
  const row = (/** @type {number} */ v) => column(v, box.minY, box.maxY);
  /** @type {Map<number, number[]>} */
  const inside = new Map();
  for (let i = 0; i < x.length; i++) gather(inside, col(x[i]) * cells + row(y[i]), i);
  return {
    /** Everybody in the cells that a square touches. @param {number} px @param {number} py @param {number} reach */
    near(px, py, reach) {
      /** @type {number[]} */
      const found = [];
      for (let c = col(px - reach); c <= col(px + reach); c++) {
        for (let r = row(py - reach); r <= row(py + reach); r++) found.push(...(inside.get(c * cells + r) ?? []));
      }
      return found;
    },
  };
}
