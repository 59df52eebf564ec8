/** @file Where labels go: never on each other nor on people, and off the ties where there is room. */

/** @typedef {[left: number, top: number, right: number, bottom: number]} Frame */
/** @typedef {{frames: Frame[], amid?: Frame[], must?: boolean}} Wish places for a label, the best first; those amid people are the last resort */

const CELL = 4;
const TIE = 1;
const DOT = 2;
const PERSON = 4;
const BLOCKED = 8;
/** What a label costs for each square of a person, of a mere dot, of a tie that it would cover. */
const [ON_PERSON, ON_DOT, ON_TIE] = [100, 22, 1];
/** Smaller people are dots, and so are pale ones: a name may touch a few, in a crowd of thousands. */
const SMALL = 1.6;

/** Names in one line keep so many pixels between them. */
const ASIDE = 6;

/** What stands where on the screen, in squares of a few pixels. */
export class Plan {
  /** @param {number} width @param {number} height */
  constructor(width, height) {
    this.width = width;
    this.height = height;
    this.columns = Math.ceil(width / CELL) + 1;
    this.cells = new Uint8Array(this.columns * (Math.ceil(height / CELL) + 1));
  }

  /** @param {number} left @param {number} top @param {number} right @param {number} bottom @param {number} what */
  mark(left, top, right, bottom, what) {
    const first = Math.max(0, Math.floor(left / CELL)), last = Math.floor(Math.min(this.width, right) / CELL);
    const end = Math.floor(Math.min(this.height, bottom) / CELL);
    for (let row = Math.max(0, Math.floor(top / CELL)); row <= end; row++) {
      for (let at = row * this.columns + first; at <= row * this.columns + last; at++) this.cells[at] |= what;
    }
  }

  /** No label may stand here. @param {Frame} frame */
  block([left, top, right, bottom]) { this.mark(left, top, right, bottom, BLOCKED); }

  /** @param {number} x @param {number} y @param {number} r @param {boolean} dim */
  person(x, y, r, dim) { this.mark(x - r, y - r, x + r, y + r, dim || r < SMALL ? DOT : PERSON); }

  /** @param {number} ax @param {number} ay @param {number} bx @param {number} by @param {boolean} [lit] broad, and as much in the way as a person */
  tie(ax, ay, bx, by, lit = false) {
    const steps = Math.ceil(Math.hypot(bx - ax, by - ay) / CELL);
    for (let i = 0; i <= steps; i++) {
      const x = ax + ((bx - ax) * i) / steps, y = ay + ((by - ay) * i) / steps;
      if (x < 0 || y < 0 || x > this.width || y > this.height) continue;
      if (lit) this.person(x, y, CELL, false); else this.cells[Math.floor(y / CELL) * this.columns + Math.floor(x / CELL)] |= TIE;
    }
  }

  /** A frame moved so that it can be seen. @param {Frame} frame @returns {Frame} */
  onScreen([left, top, right, bottom]) {
    const dx = Math.max(2 - left, Math.min(0, this.width - 2 - right)), dy = Math.max(2 - top, Math.min(0, this.height - 2 - bottom));
    return [left + dx, top + dy, right + dx, bottom + dy];
  }

  /** What a label there would cover; infinite where none may stand. @param {Frame} frame */
  cost(frame) {
    if (frame[0] < 2 || frame[1] < 2 || frame[2] > this.width - 2 || frame[3] > this.height - 2) return Infinity;
    const [left, top, right, bottom] = frame.map((side) => Math.floor(side / CELL));
    let cost = 0;
    for (let row = top; row <= bottom; row++) {
      for (let at = row * this.columns + left; at <= row * this.columns + right; at++) {
        const what = this.cells[at];
        if (what >= BLOCKED) return Infinity;
        if (what) cost += what >= PERSON ? ON_PERSON : what >= DOT ? ON_DOT : ON_TIE;
      }
    }
    return cost;
  }
}

/**
 * Place labels in order of their importance, each where it covers least; who finds no room off the
 * people goes without, unless the label must be there.
 *
 * @template {Wish} W @param {W[]} wishes @param {Plan} plan @param {number} [most]
 * @returns {{wish: W, frame: Frame}[]}
 */
export function placeLabels(wishes, plan, most = Infinity) {
  /** @type {{wish: W, frame: Frame}[]} */
  const placed = [];
  for (const wish of wishes) {
    if (placed.length >= most && !wish.must) continue;
    let [frame, least] = cheapest(wish.frames, plan);
    if (least >= ON_PERSON && wish.amid) [frame, least] = cheapest(wish.amid, plan);
    if (least >= (wish.amid ? Infinity : ON_PERSON) && !wish.must) continue;
    if (least === Infinity) frame = plan.onScreen(frame);
    plan.block([frame[0] - ASIDE, frame[1], frame[2] + ASIDE, frame[3]]);
    placed.push({ wish, frame });
  }
  return placed;
}

/** @param {Frame[]} frames @param {Plan} plan @returns {[Frame, number]} */
function cheapest(frames, plan) {
  let [frame, least] = [frames[0], Infinity];
  frames.forEach((one, place) => {
    const cost = place < least ? plan.cost(one) + place : Infinity;
    if (cost < least) [frame, least] = [one, cost];
  });
  return [frame, least];
}

/** Right of a person, else left, below or above; who must be named is also named askew. @param {number} x @param {number} y @param {number} radius @param {number} width @param {number} height @param {boolean} [must] @returns {Frame[]} */
export function besidePerson(x, y, radius, width, height, must = false) {
  const gap = radius + 4;
  const [right, left, below, above] = [x + gap, x - gap - width, y + gap - 2, y - gap + 2 - height];
  const straight = [[right, y - height / 2], [left, y - height / 2], [x - width / 2, below], [x - width / 2, above]];
  const askew = [-8, 8].flatMap((aside) => [below, above].flatMap((at) => [[x + aside, at], [x + aside - width, at]]));
  return (must ? [...straight, ...askew] : straight).map(([x0, y0]) => [x0, y0, x0 + width, y0 + height]);
}

const GAPS = [6, 20, 40, 64];
const SHIFTS = [0, -0.3, 0.3, -0.6, 0.6];

/** Around the middle of a group. @param {Frame} core @param {number} width @param {number} height @returns {Frame[]} */
export function amidGroup([left, top, right, bottom], width, height) {
  return SHIFTS.flatMap((part) => SHIFTS.map((down) => [(left + right - width) / 2 + part * (right - left), (top + bottom - height) / 2 + down * (bottom - top)]))
    .map(([x, y]) => [x, y, x + width, y + height]);
}

/** Over a group, else under it or beside it: rather further off than far from its middle. @param {Frame} box @param {number} width @param {number} height @returns {Frame[]} */
export function besideGroup([left, top, right, bottom], width, height) {
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const places = GAPS.flatMap((gap) => SHIFTS.flatMap((part) => {
    const [across, down, off] = [x + part * (right - left) - width / 2, y + part * (bottom - top) - height / 2, gap / 2 + 30 * Math.abs(part)];
    return [[across, top - gap - height, off], [across, bottom + gap, off + 3], [right + gap, down, off + 6], [left - gap - width, down, off + 6]];
  })).sort((p, q) => p[2] - q[2]);
  return places.map(([x0, y0]) => [x0, y0, x0 + width, y0 + height]);
}
