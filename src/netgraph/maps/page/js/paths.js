/** @file Ways from one person to another. */

/** @typedef {import("./data.js").Network} Network */

/**
 * The way with the fewest introducers; among those the one whose ties multiply to most.
 *
 * @param {Network} network @param {number} from @param {number} to
 * @param {(tie: number) => boolean} usable
 * @returns {number[]} people from `from` to `to`, or none
 */
export function bestPath(network, from, to, usable) {
  const { strength } = network.summary.ties;
  const before = new Int32Array(network.count).fill(-1);
  const worth = new Float64Array(network.count).fill(-Infinity);
  const step = new Int32Array(network.count).fill(-1);
  worth[from] = 0;
  step[from] = 0;
  let layer = [from];
  for (let steps = 1; layer.length && step[to] < 0; steps++) {
    /** @type {number[]} */
    const next = [];
    for (const person of layer) {
      for (let i = network.start[person]; i < network.start[person + 1]; i++) {
        const other = network.neighbour[i];
        if (!usable(network.tie[i]) || (step[other] >= 0 && step[other] < steps)) continue;
        if (step[other] < 0) { step[other] = steps; next.push(other); }
        const value = worth[person] + Math.log(Math.max(strength[network.tie[i]], 1e-9));
        if (value > worth[other]) { worth[other] = value; before[other] = person; }
      }
    }
    layer = next;
  }
  if (step[to] < 0) return [];
  const path = [to];
  while (path[0] !== from) path.unshift(before[path[0]]);
  return path;
}

/** Steps from the nearest of some people; -1 where no way leads. @param {Network} network @param {number[]} from */
export function distances(network, from) {
  const steps = new Int32Array(network.count).fill(-1);
  for (const person of from) steps[person] = 0;
  const queue = [...from];
  for (let head = 0; head < queue.length; head++) {
    const person = queue[head];
    for (let i = network.start[person]; i < network.start[person + 1]; i++) {
      const other = network.neighbour[i];
      if (steps[other] < 0) { steps[other] = steps[person] + 1; queue.push(other); }
    }
  }
  return steps;
}

/** The tie between two people, or -1. @param {Network} network @param {number} a @param {number} b */
export function tieBetween(network, a, b) {
  for (let i = network.start[a]; i < network.start[a + 1]; i++) {
    if (network.neighbour[i] === b) return network.tie[i];
  }
  return -1;
}
