/** @file The data as they stand in the page, small, and turned into columns again; see packing.py. */

/** @typedef {import("./data.js").Summary} Summary */
/** @typedef {number | string | number[]} Column one number for all, a text of digits, or a list */

/** @param {any} packed @returns {Summary} */
export function unpack(packed) {
  const { people, ties, lists } = packed;
  const persons = people.name.length;
  const count = ties.a.length;
  const listed = (/** @type {Column} */ column, /** @type {number} */ length) => {
    const number = integers(column, length);
    const found = new Array(length);
    for (let i = 0; i < length; i++) found[i] = lists[number[i]];
    return found;
  };
  return {
    ...packed,
    people: {
      ...people, sources: listed(people.sources, persons), title: integers(people.title, persons), cluster: integers(people.cluster, persons),
      organisation: integers(people.organisation, persons), location: integers(people.location, persons),
    },
    ties: {
      ...ends(ties.a, ties.b), strength: filled(ties.strength, new Float64Array(count)), kinds: listed(ties.kinds, count), why: listed(ties.why, count),
      band: filled(ties.band, new Uint8Array(count)), basis: filled(ties.basis, new Uint8Array(count)),
      first: integers(ties.first, count), last: integers(ties.last, count),
    },
  };
}

/** @param {Column} column @param {number} length */
function integers(column, length) {
  return filled(column, new Int32Array(length));
}

/** @template {Int32Array | Uint8Array | Float64Array} A @param {Column} column @param {A} into @returns {A} */
function filled(column, into) {
  if (typeof column === "number") into.fill(column);
  else if (typeof column === "string") for (let i = 0; i < column.length; i++) into[i] = column.charCodeAt(i) - 48;
  else into.set(column);
  return into;
}

/** Ends of ties from steps: of the first end since the tie before, of the second since then or since the first. @param {number[]} first @param {number[]} second */
function ends(first, second) {
  const a = new Int32Array(first.length);
  const b = new Int32Array(first.length);
  for (let i = 0, p = 0, q = 0; i < first.length; i++) {
    if (first[i]) { p += first[i]; q = p; }
    a[i] = p;
    b[i] = q += second[i];
  }
  return { a, b };
}
