/** @file The state of a view in the address, so that a link can say "look at this person". */

export const FILTERS = /** @type {const} */ (["strength", "since", "until", "undated", "kinds", "sources", "bases"]);
const NAMES = /** @type {const} */ (["person", "to", "path", "colour", "size", "theme", "table", "groups", ...FILTERS]);
/** @typedef {Partial<Record<typeof NAMES[number], string>>} Address */
/** @typedef {{read: () => string, write: (text: string) => void}} Kept a control that the address keeps: how it stands ("" as at first), and how to set it */
/** @typedef {Partial<Record<typeof NAMES[number], Kept>>} Controls */

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
