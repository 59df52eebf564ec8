/** @file The state of a view in the address, so that a link can say "look at this person". */

/** @typedef {{person?: string, to?: string, path?: string, colour?: string, size?: string, find?: string, theme?: string, table?: string}} Address */
const NAMES = /** @type {(keyof Address)[]} */ (["person", "to", "path", "colour", "size", "find", "theme", "table"]);

/** @param {string} hash @returns {Address} */
export function readAddress(hash) {
  /** @type {Address} */
  const state = {};
  for (const [name, value] of new URLSearchParams(hash.replace(/^#/, ""))) {
    const known = NAMES.find((one) => one === name);
    if (known) state[known] = value;
  }
  return state;
}

/** @param {Address} state */
export function writeAddress(state) {
  const parts = new URLSearchParams();
  for (const name of NAMES) if (state[name]) parts.set(name, String(state[name]));
  return String(parts) ? `#${parts}` : "";
}
