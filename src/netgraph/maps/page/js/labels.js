/** @file Where labels go, so that none covers another. */

/** @typedef {{x: number, y: number, radius: number, width: number, height: number, must?: boolean, middle?: boolean}} Wish */
/** @typedef {{left: number, top: number, wish: number}} Placed */
/** @typedef {[left: number, top: number, right: number, bottom: number]} Frame */

const CELL = 64;

/** Frames that are taken, found quickly by the cells they touch. */
export class Taken {
  constructor() {
    /** @type {Map<number, Frame[]>} */
    this.cells = new Map();
  }

  /** @param {Frame} frame */
  *touched([left, top, right, bottom]) {
    for (let c = Math.floor(left / CELL); c <= Math.floor(right / CELL); c++) {
      for (let r = Math.floor(top / CELL); r <= Math.floor(bottom / CELL); r++) yield c * 65536 + r;
    }
  }

  /** @param {Frame} frame */
  add(frame) {
    for (const cell of this.touched(frame)) {
      const list = this.cells.get(cell);
      if (list) list.push(frame); else this.cells.set(cell, [frame]);
    }
  }

  /** @param {Frame} frame */
  free(frame) {
    for (const cell of this.touched(frame)) {
      for (const [left, top, right, bottom] of this.cells.get(cell) ?? []) {
        if (left < frame[2] && right > frame[0] && top < frame[3] && bottom > frame[1]) return false;
      }
    }
    return true;
  }
}

/**
 * Place labels in order of their importance: right of the person, else left, below or above; who
 * finds no room goes without, unless the label must be there. What is to be avoided may be covered
 * if there is no better place.
 *
 * @param {Wish[]} wishes @param {{left?: number, width: number, height: number, most: number, taken?: Taken, avoid?: Taken}} room
 * @returns {Placed[]}
 */
export function placeLabels(wishes, { left = 0, width, height, most, taken = new Taken(), avoid = taken }) {
  /** @type {Placed[]} */
  const placed = [];
  wishes.forEach((wish, number) => {
    if (placed.length >= most && !wish.must) return;
    const frames = around(wish);
    const inside = frames.filter((f) => f[0] >= left + 2 && f[1] >= 2 && f[2] <= width - 2 && f[3] <= height - 2);
    const frame = inside.find((f) => taken.free(f) && avoid.free(f)) ?? inside.find((f) => taken.free(f)) ?? (wish.must ? inside[0] ?? frames[0] : undefined);
    if (!frame) return;
    taken.add(frame);
    placed.push({ left: frame[0], top: frame[1], wish: number });
  });
  return placed;
}

/** @param {Wish} wish @returns {Frame[]} */
function around({ x, y, radius, width, height, middle }) {
  const gap = radius + 4;
  const at = (/** @type {number} */ left, /** @type {number} */ top) => /** @type {Frame} */ ([left, top, left + width, top + height]);
  const across = [at(x - width / 2, y + gap - 2), at(x - width / 2, y - gap + 2 - height)];
  if (middle) return [across[1], at(x, y - gap - height), at(x - width, y - gap - height), across[0], at(x - width / 2, y - height / 2)];
  return [at(x + gap, y - height / 2), at(x - gap - width, y - height / 2), ...across];
}
