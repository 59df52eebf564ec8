/** @file Tests of what the page computes. Run by tests/maps/test_scripts.py with node --test. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readAddress, writeAddress } from "./address.js";
import { centred, fit, onMap, pickGrid, zoomed } from "./camera.js";
import { contours } from "./contours.js";
import { adjacency, bounds, largestFirst, month, network, ranks, turn } from "./data.js";
import { inTime, noFilters, visible } from "./filters.js";
import { amidGroup, besideGroup, besidePerson, placeLabels, Plan } from "./labels.js";
import { understood } from "./link.js";
import { contrast, DARK, grouping, LIGHT, mix, radii, reach, readable, shapeOf } from "./palette.js";
import { bestPath, distances, tieBetween } from "./paths.js";
import { regions, together } from "./regions.js";
import { paint } from "./scene.js";
import { search, searchIndex } from "./search.js";
import { escapeXml, SvgSurface } from "./svg.js";
import { fold, handles, inLines, joined, monthName, plural, shorten } from "./words.js";

/**
 * A network of a few ties: [from, to, strength, what differs].
 * @param {number} people @param {[number, number, number, object?][]} ties @param {object} [more]
 */
function small(people, ties, more = {}) {
  const column = (/** @type {(i: number) => unknown} */ value) => Array.from({ length: people }, (_, i) => value(i));
  const tieColumn = (/** @type {string} */ name, /** @type {unknown} */ value) => ties.map((tie) => (/** @type {any} */ (tie[3]))?.[name] ?? value);
  const summary = /** @type {any} */ ({
    title: "t", asOf: "", redacted: false, texts: ["", "2019", "2024-06-01", "Ward 5", "mail", "pubmed"],
    bands: ["strong", "weak"], bases: ["recorded", "stated", "inferred"],
    people: {
      name: column((i) => `Person ${i}`), organisation: column(() => 0), location: column(() => 0), title: column(() => 0),
      sources: column(() => []), me: [0], cluster: column(() => 0), x: column((i) => i * 10), y: column(() => 0), ...more,
    },
    ties: {
      a: Int32Array.from(ties, (tie) => tie[0]), b: Int32Array.from(ties, (tie) => tie[1]), strength: ties.map((tie) => tie[2]), band: ties.map(() => 0),
      basis: tieColumn("basis", 0), first: tieColumn("first", 0), last: tieColumn("last", 0), kinds: tieColumn("kinds", []), why: ties.map(() => []),
    },
    clusters: [{ name: "A" }], paths: [], colour: { by: "cluster" }, size: { by: "degree" },
  });
  return network(summary);
}

test("neighbours of everybody are found at their place", () => {
  const { degree, start, neighbour, tie } = adjacency(3, Int32Array.of(0, 0), Int32Array.of(1, 2));
  assert.deepEqual([...degree], [2, 1, 1]);
  assert.deepEqual([...neighbour.subarray(start[0], start[1])], [1, 2]);
  assert.equal(tie[start[2]], 1);
});

test("dates of any precision become months; what is no date becomes -1", () => {
  assert.equal(month("2024-06-01"), 2024 * 12 + 5);
  assert.equal(month("2024"), 2024 * 12);
  assert.equal(month("soon"), -1);
  assert.equal(monthName(month("2024-06")), "Jun 2024");
});

test("a rank is the share of smaller values, equal for equals", () => {
  assert.deepEqual([...ranks(Float64Array.of(5, 1, 5, 3))], [0.5, 0, 0.5, 0.25]);
});

test("bounds of nobody are a point", () => {
  assert.deepEqual(bounds([], []), { minX: 0, minY: 0, maxX: 0, maxY: 0 });
});

test("words: plurals, folding, cutting between characters, handles", () => {
  assert.equal(plural(1, "tie"), "1 tie");
  assert.equal(plural(1200, "person", "people"), "1,200 people");
  assert.equal(fold("Łukasz ÓLAFUR"), "łukasz olafur");
  assert.equal(shorten("😀😀😀😀", 3), "😀😀…");
  assert.deepEqual(handles(["Ana", "Ben", "Ana"]), ["Ana", "Ben", "Ana (2)"]);
  assert.equal(joined(["a", "", "b"]), "a · b");
});

test("search wants every word and prefers beginnings of names, then the well connected", () => {
  const net = small(4, [[0, 1, 1], [1, 2, 1]], { name: ["Roe, Jane", "Jane Poe", "Anna Jane", "Bo"], organisation: [0, 0, 0, 3] });
  const index = searchIndex(net);
  assert.deepEqual(search(index, net.degree, "jane", 9), [1, 0, 2]);
  assert.deepEqual(search(index, net.degree, "jane anna", 9), [2]);
  assert.deepEqual(search(index, net.degree, "ward", 9), [3]);
  assert.deepEqual(search(index, net.degree, "  ", 9), []);
});

test("the best way has the fewest introducers, then the strongest ties", () => {
  const net = small(5, [[0, 1, 1], [1, 4, 1], [0, 2, 3], [2, 4, 1], [0, 3, 9], [3, 2, 9]]);
  assert.deepEqual(bestPath(net, 0, 4, () => true), [0, 2, 4]);
  assert.deepEqual(bestPath(net, 0, 4, (tie) => tie !== 2), [0, 1, 4]);
  assert.deepEqual(bestPath(net, 0, 4, (tie) => tie > 3), []);
  assert.deepEqual(bestPath(net, 2, 2, () => true), [2]);
});

test("the best way is the best of all shortest ways (brute force)", () => {
  let seed = 1;
  const random = () => { seed = (seed * 16807) % 2147483647; return seed / 2147483647; };
  for (let round = 0; round < 40; round++) {
    /** @type {[number, number, number][]} */
    const ties = [];
    for (let a = 0; a < 7; a++) for (let b = a + 1; b < 7; b++) if (random() < 0.4) ties.push([a, b, random() * 3 + 0.01]);
    const net = small(7, ties);
    const strength = (/** @type {number} */ a, /** @type {number} */ b) => { const tie = tieBetween(net, a, b); return tie < 0 ? 0 : ties[tie][2]; };
    const worth = (/** @type {number[]} */ path) => path.slice(1).reduce((product, to, i) => product * strength(path[i], to), 1);
    let ways = [[0]];
    while (ways.length && !ways.some((way) => way.at(-1) === 6)) {
      ways = ways.flatMap((way) => [1, 2, 3, 4, 5, 6].filter((to) => !way.includes(to) && strength(way[way.length - 1], to)).map((to) => [...way, to]));
    }
    const best = Math.max(0, ...ways.filter((way) => way.at(-1) === 6).map(worth));
    const found = bestPath(net, 0, 6, () => true);
    assert.equal(found.length ? Number(worth(found).toPrecision(9)) : 0, Number(best.toPrecision(9)));
  }
});

test("distances count steps, -1 where no way leads", () => {
  assert.deepEqual([...distances(small(4, [[0, 1, 1], [1, 2, 1]]), [0])], [0, 1, 2, -1]);
  assert.deepEqual([...distances(small(2, []), [])], [-1, -1]);
});

test("filters by group, source, kind, evidence, strength", () => {
  const net = small(3, [[0, 1, 1, { kinds: [4] }], [1, 2, 2, { kinds: [4, 5], basis: 2 }]], { sources: [[4], [4, 5], []] });
  const shown = (/** @type {object} */ change) => { const { people, ties } = visible(net, { ...noFilters(), ...change }, [0, 0, 1]); return [[...people], [...ties]]; };
  assert.deepEqual(shown({}), [[1, 1, 1], [1, 1]]);
  assert.deepEqual(shown({ groups: new Set([1]) }), [[1, 1, 0], [1, 0]]);
  assert.deepEqual(shown({ sources: new Set([4]) }), [[0, 1, 1], [0, 1]]);
  assert.deepEqual(shown({ kinds: new Set([4]) }), [[0, 1, 1], [0, 1]]);
  assert.deepEqual(shown({ bases: new Set([2]) }), [[1, 1, 0], [1, 0]]);
  assert.deepEqual(shown({ weakest: 0.5 }), [[0, 1, 1], [0, 1]]);
});

test("a tie is shown if its time touches the time chosen; undated ones if wanted", () => {
  const all = noFilters();
  assert.ok(inTime(-1, -1, { ...all, undated: false }));
  assert.ok(!inTime(-1, -1, { ...all, from: 10, undated: false }));
  assert.ok(inTime(5, 12, { ...all, from: 10 }));
  assert.ok(!inTime(5, 9, { ...all, from: 10 }));
  assert.ok(!inTime(11, 20, { ...all, to: 10 }));
  assert.ok(inTime(-1, 10, { ...all, to: 10 }));
});

test("the camera fits a box into the free room, and zooms around the pointer", () => {
  const room = { left: 100, top: 0, right: 300, bottom: 100 };
  assert.deepEqual(fit({ minX: 0, minY: 0, maxX: 100, maxY: 10 }, room), { k: 2, x: 100, y: 40 });
  assert.equal(fit({ minX: 5, minY: 5, maxX: 5, maxY: 5 }, room).k, 3.2);
  const camera = centred(50, 5, 2, room);
  const point = onMap(camera, 130, 70);
  assert.deepEqual(onMap(zoomed(camera, 3, 130, 70), 130, 70), point);
  assert.equal(zoomed(camera, 100, 0, 0, 0, 12).k, 12);
});

test("the pick grid finds everybody within reach (brute force)", () => {
  const x = Array.from({ length: 200 }, (_, i) => (i * 37) % 101);
  const y = Array.from({ length: 200 }, (_, i) => (i * 53) % 97);
  const grid = pickGrid(x, y, bounds(x, y));
  const near = new Set(grid.near(50, 50, 10));
  x.forEach((_, i) => { if (Math.hypot(x[i] - 50, y[i] - 50) <= 10) assert.ok(near.has(i)); });
  assert.ok(near.size < 100);
});

test("labels never cover each other, stay on the screen and off what is blocked", () => {
  const wishes = Array.from({ length: 300 }, (_, i) => ({ frames: besidePerson((i * 71) % 400, (i * 43) % 300, 5, 60, 14) }));
  const plan = new Plan(400, 300);
  plan.block([0, 0, 100, 300]);
  const placed = placeLabels(wishes, plan);
  assert.ok(placed.length > 20);
  placed.forEach(({ frame }, i) => {
    assert.ok(frame[0] >= 100 && frame[1] >= 0 && frame[2] <= 400 && frame[3] <= 300);
    for (const { frame: other } of placed.slice(i + 1)) {
      assert.ok(frame[0] >= other[2] || other[0] >= frame[2] || frame[1] >= other[3] || other[1] >= frame[3]);
    }
  });
  assert.equal(placeLabels(wishes, new Plan(400, 300), 3).length, 3);
});

test("a label keeps off people, and off ties where there is room", () => {
  const frames = besidePerson(100, 50, 5, 60, 14);
  const plan = new Plan(200, 100);
  plan.tie(100, 50, 180, 50);
  assert.deepEqual(placeLabels([{ frames }], plan)[0].frame, frames[1]);
  const crowded = new Plan(200, 100);
  for (const [left, top] of frames) crowded.person(left + 30, top + 7, 5, false);
  assert.equal(placeLabels([{ frames }], crowded).length, 0);
  const amid = amidGroup([90, 45, 110, 55], 60, 14);
  assert.equal(placeLabels([{ frames, amid }], crowded).length, 1);
  assert.ok(amid.every((one) => one[0] < 110 && one[2] > 90));
  assert.equal(placeLabels([{ frames, must: true }], crowded).length, 1);
  const [above, below, ...further] = besideGroup([80, 40, 120, 60], 30, 10);
  assert.ok(above[3] <= 40 && below[1] >= 60 && (above[0] + above[2]) / 2 === 100);
  const middle = further.findIndex((one) => (one[0] + one[2]) / 2 === 100 && one[3] < above[3]);
  assert.ok(middle < further.findIndex((one) => one[3] === above[3])); // rather higher than askew
});

test("a label that must be there is there even without room", () => {
  const wish = { frames: besidePerson(50, 50, 5, 60, 14), must: true };
  assert.equal(placeLabels(Array(6).fill(wish), new Plan(200, 100), 1).length, 6);
});

test("a label that must be there is moved onto the screen", () => {
  const plan = new Plan(200, 100);
  const [{ frame }] = placeLabels([{ frames: [/** @type {[number, number, number, number]} */ ([180, -8, 260, 6])], must: true }], plan);
  assert.deepEqual(frame, [118, 2, 198, 16]);
  const beside = besidePerson(100, 50, 5, 60, 14);
  const must = besidePerson(100, 50, 5, 60, 14, true);
  assert.deepEqual(must.slice(0, 4), beside);
  assert.equal(must.length, 12);
});

test("long names break into lines of about the same length, and end with an ellipsis if they must", () => {
  assert.deepEqual(inLines("Class of 2021", 26, 3), ["Class of 2021"]);
  assert.deepEqual(inLines("The northern registry of valve disease", 30, 3), ["The northern registry", "of valve disease"]);
  assert.deepEqual(inLines("", 30, 3), [""]);
  assert.deepEqual(inLines("Registry of valve disease in the north", 26, 3), ["Registry of valve", "disease in the north"]);
  const cut = inLines("one two three four five six seven eight nine ten, eleven", 8, 3);
  assert.equal(cut.length, 3);
  assert.ok(cut[2].endsWith("…"));
  assert.equal(inLines("x".repeat(500), 26, 3)[0].length, 26);
});

test("a cluster's ground lies under those who stand together, not under strays", () => {
  assert.deepEqual(together([0, 1, 2, 3], [0, 10, 20, 900], [5, 6, 7, 900]), [[0, 1, 2], [3]]);
  const net = small(6, [[0, 1, 1]], { x: [0, 10, 20, 900, 30, 40], y: [5, 6, 7, 900, 8, 9] });
  const of = [0, 0, 0, 0, 1, 1];
  const found = regions(net, of, visible(net, noFilters(), of));
  const [{ rings: ground, ...rest }] = found;
  assert.equal(found.length, 1);
  assert.deepEqual(rest, { group: 0, size: 4, box: { minX: 0, maxX: 20, minY: 5, maxY: 7 }, core: { minX: 10, maxX: 20, minY: 6, maxY: 7 } });
  assert.equal(ground.length, 1);
  assert.ok(within(ground[0], 10, 6) && !within(ground[0], 900, 900));
  assert.deepEqual(regions(net, [0, 0, 0, 0, 0, 0], visible(net, noFilters(), of)), []);
});

/** Whether a point is inside a ring. @param {number[]} ring @param {number} px @param {number} py */
function within(ring, px, py) {
  let inside = false;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const [ax, ay, bx, by] = [ring[j], ring[j + 1], ring[i], ring[i + 1]];
    if (ay > py !== by > py && px < ((bx - ax) * (py - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

test("a skin goes around those who stand near each other, and leaves large holes open", () => {
  const pair = contours([0, 1], [0, 70], [0, 0], 60, 3.5);
  assert.equal(pair.length, 1);
  assert.ok(within(pair[0], 0, 0) && within(pair[0], 35, 0) && !within(pair[0], 35, 50));
  assert.equal(contours([0, 1], [0, 140], [0, 0], 60, 3.5).length, 2);
  const circle = (/** @type {number} */ r) => Array.from({ length: 60 }, (_, i) => [r * Math.cos((i * Math.PI) / 30), r * Math.sin((i * Math.PI) / 30)]);
  const around = (/** @type {number} */ r) => contours([...circle(r).keys()], circle(r).map((p) => p[0]), circle(r).map((p) => p[1]), 60, 3.5);
  assert.equal(around(300).length, 2);
  assert.equal(around(60).length, 1);
  assert.equal(contours(Array.from({ length: 200_000 }, (_, i) => i), new Float64Array(200_000), new Float64Array(200_000), 60, 3.5).length, 1);
});

test("the largest come first; equals keep their order", () => {
  assert.deepEqual([...largestFirst(Float64Array.of(5, 9, 5, 16))], [3, 1, 0, 2]);
  assert.deepEqual([...largestFirst(Float64Array.of(7, 7))], [0, 1]);
  assert.deepEqual([...largestFirst(new Float64Array(0))], []);
});

test("a map turned on its side has its places and bounds swapped", () => {
  const net = small(3, []);
  turn(net);
  assert.deepEqual([...net.y], [0, 10, 20]);
  assert.deepEqual(net.box, { minX: 0, maxX: 0, minY: 0, maxY: 20 });
});

test("groups: the largest first, too rare ones have none, numbers become steps", () => {
  const net = small(4, [[0, 1, 1]], { organisation: [3, 3, 0, 0] });
  assert.deepEqual(grouping(net, "organisation").names, ["Ward 5"]);
  assert.deepEqual([...grouping(net, "organisation").of], [0, 0, -1, -1]);
  assert.deepEqual([...grouping(net, "distance").of], [0, 1, -1, -1]);
  net.summary.colour = { by: "own", name: "age", values: [1, 2, 3, null] };
  const own = grouping(net, "own");
  assert.ok(own.ordered);
  assert.equal(own.of[3], -1);
  assert.deepEqual([...own.of].slice(0, 3), [0, 1, 2]);
});

test("sizes grow with the value; nobody is invisible", () => {
  const net = small(4, [[0, 1, 1], [0, 2, 1]], { cluster: [0, 1, 2, -1] });
  const by = radii(net, "degree");
  assert.ok(by[0] > by[1] && by[1] > by[3] && by[3] >= 5);
  assert.deepEqual([...reach(net)], [2, 1, 1, 0]);
  const strong = radii(small(4, [[0, 1, 1], [0, 2, 1], [1, 3, 9]]), "strength");
  assert.ok(strong[1] > strong[3] && strong[3] > strong[0] && strong[0] > strong[2]);
});

test("colours mix, and neighbours in the legend differ in shape", () => {
  assert.equal(mix("#000000", "#ffffff", 0.5), "#808080");
  assert.equal(mix("#123456", "#ffffff", 0), "#123456");
  const groups = grouping(small(1, []), "cluster");
  for (let i = 0; i < 6; i++) assert.notEqual(shapeOf(groups, i), shapeOf(groups, i + 1));
});

/** Colours as people with a kind of colour blindness see them (Machado, Oliveira and Fernandes 2009), in linear RGB. */
const SIGHT = {
  normal: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
};

/** @param {string} colour @param {number[][]} sight @returns {number[]} OKLab */
function seen(colour, sight) {
  const linear = [1, 3, 5].map((i) => Number.parseInt(colour.slice(i, i + 2), 16) / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  const [r, g, b] = sight.map((row) => Math.max(0, row[0] * linear[0] + row[1] * linear[1] + row[2] * linear[2]));
  const [l, m, s] = [0.4122 * r + 0.5363 * g + 0.0514 * b, 0.2119 * r + 0.6807 * g + 0.1074 * b, 0.0883 * r + 0.2817 * g + 0.63 * b].map(Math.cbrt);
  return [0.2105 * l + 0.7936 * m - 0.0041 * s, 1.978 * l - 2.4286 * m + 0.4506 * s, 0.0259 * l + 0.7828 * m - 0.8087 * s];
}

test("coloured names can be read on every ground, light and dark, lit and dimmed", () => {
  for (const theme of [LIGHT, DARK]) {
    for (const own of [...theme.groups, ...theme.scale, theme.none]) {
      const ground = mix(theme.background, own, 0.11);
      for (const colour of [mix(own, theme.ink, 0.25), mix(theme.background, own, 0.6)]) {
        assert.ok(contrast(readable(colour, theme.ink, ground), ground) >= 4.5, `${colour} on ${ground}`);
      }
    }
  }
  assert.equal(Math.round(contrast("#000000", "#ffffff")), 21);
  assert.equal(readable("#000000", "#333333", "#ffffff"), "#000000");
});

/** A small map drawn as SVG. @param {import("./data.js").Network} net @param {object} more of the view */
function drawn(net, more) {
  const groups = grouping(net, "cluster");
  const shown = visible(net, noFilters(), groups.of);
  const surface = new SvgSurface(400, 300, (text) => 6 * text.length);
  paint(surface, net, /** @type {any} */ ({
    width: 400, height: 300, covered: [], camera: { k: 1, x: 100, y: 100 }, whole: 1, theme: LIGHT, grouping: groups, radius: radii(net, "degree"),
    order: Int32Array.from({ length: net.count }, (_, i) => i), visible: shown, regions: [], selected: -1, hovered: -1, path: [], ...more,
  }));
  return surface.parts;
}

test("stations of a lit path are discs of about the same size, and nobody is drawn twice", () => {
  const net = small(6, [[0, 1, 1], [0, 2, 1], [0, 3, 1], [0, 4, 1], [4, 5, 1]], { x: [0, 50, 100, 150, 0, 50], y: [0, 0, 0, 0, 90, 90] });
  const circles = (/** @type {string[]} */ parts, /** @type {string} */ colour) => parts.filter((part) => part.startsWith("<path") && part.includes(`fill="${colour}"`));
  const lit = drawn(net, { path: [0, 4, 5] });
  const radiiOf = circles(lit, LIGHT.accent).map((part) => Number(/a([\d.]+) /.exec(part)?.[1]));
  assert.equal(radiiOf.length, 3);
  assert.ok(radiiOf.every((r) => r >= 10.5 && r <= 13.5));
  assert.equal(circles(lit, LIGHT.ink).length, 0);
  assert.equal(circles(drawn(net, {}), LIGHT.ink).length, 1);
});

test("ties of a group in which everybody knows everybody are faint", () => {
  const all = (/** @type {number} */ n) => Array.from({ length: n }, (_, i) => i).flatMap((i) => Array.from({ length: n - 1 - i }, (_, j) => /** @type {[number, number, number]} */ ([i, i + 1 + j, 1])));
  const strength = (/** @type {number} */ n) => Number(/stroke-opacity="([\d.]+)"/.exec(drawn(small(n, all(n)), {}).find((part) => part.includes("stroke-opacity")) ?? "")?.[1]);
  assert.ok(strength(30) < 0.6 * strength(4));
});

test("circles of a drawing are closed: two halves of one radius", () => {
  const surface = new SvgSurface(100, 100, () => 0);
  surface.arc(50, 50, 7.36);
  assert.equal(surface.d, "M42.6 50a7.4 7.4 0 1 0 14.8 0a7.4 7.4 0 1 0 -14.8 0Z");
});

test("the first eight colours differ for every kind of sight; more differ with their shape", () => {
  for (const theme of [LIGHT, DARK]) {
    for (const sight of Object.values(SIGHT)) {
      theme.groups.slice(0, 8).forEach((one, i) => theme.groups.slice(i + 1, 8).forEach((other) => {
        const [p, q] = [seen(one, sight), seen(other, sight)];
        assert.ok(Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]) > 0.08, `${one} ${other}`);
      }));
    }
  }
});

test("the address comes back as it was; what is unknown is dropped", () => {
  const state = { person: "Ana & Ben #1", to: "100 %", colour: "source" };
  assert.deepEqual(readAddress(writeAddress(state)), state);
  assert.deepEqual(readAddress("#__proto__=x&evil=1&person=a"), { person: "a" });
  assert.equal(writeAddress({}), "");
});

test("of a message only numbers of people are taken", () => {
  assert.deepEqual(understood({ select: 2, routes: [[0, 1]], lit: 0, near: [1] }, 3), { select: 2, routes: [[0, 1]], lit: 0, near: [1] });
  assert.deepEqual(understood({ select: -1, lit: -1 }, 3), { select: -1, lit: -1 });
  assert.deepEqual(understood({ select: 3, routes: [[0, 3]], lit: "0", near: ["1"] }, 3), {});
  assert.deepEqual(understood({ select: 0.5, routes: [[0]], lit: null, near: { length: 1 } }, 3), {});
});

test("texts in a drawing are escaped and cannot break its XML", () => {
  assert.equal(escapeXml("<a b=\"c\">&'"), "&#60;a b=&#34;c&#34;&#62;&#38;&#39;");
  assert.equal(escapeXml("a\u0000b\ud800c\uffff"), "abc");
  const surface = new SvgSurface(10, 10, () => 1);
  surface.beginPath();
  surface.arc(5, 5, 2);
  surface.fill();
  surface.fillText("<script>", 1, 1);
  assert.match(String(surface), /^<svg [^>]*><path d="M3 5a2 2 0 1 0 4 0a2 2 0 1 0 -4 0Z" fill="#000000"\/><text .*>&#60;script&#62;<\/text><\/svg>$/);
});
