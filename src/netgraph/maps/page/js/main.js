/** @file Starts the page and keeps its parts in step. */
import { FILTERS, readAddress, writeAddress } from "./address.js";
import { centred, fit, onMap, pickGrid, wider, zoomed } from "./camera.js";
import { card, routeOf, routes } from "./card.js";
import { filters, panel, tools } from "./controls.js";
import { bounds, largestFirst, network as arrays, turn } from "./data.js";
import { el } from "./dom.js";
import { noFilters, visible } from "./filters.js";
import { gestures } from "./gestures.js";
import { legend } from "./legend.js";
import { link } from "./link.js";
import { Minimap } from "./minimap.js";
import { DARK, grouping, LIGHT, radii } from "./palette.js";
import { bestPath } from "./paths.js";
import { savePng, saveSvg } from "./poster.js";
import { regions } from "./regions.js";
import { paint } from "./scene.js";
import { search, searchIndex } from "./search.js";
import { tables } from "./tables.js";
import { unpack } from "./unpack.js";
import { grouped, handles, joined, plural, shorten } from "./words.js";

/** @typedef {import("./card.js").Route} Route */

/** A frame that takes longer than this is reused as a picture while the map moves. */
const SLOW = 6;
const PANEL = 316;
/** A narrower window has its panels below the map. */
const NARROW = 700;
/** The map on paper, in CSS pixels. */
const PAPER = { width: 1040, height: 530 };
const WHITE = { ...LIGHT, background: "#ffffff" };

export class App {
  /** @param {HTMLElement} root @param {import("./data.js").Summary} summary */
  constructor(root, summary) {
    this.root = root;
    this.network = arrays(summary);
    this.handles = handles(summary.people.name);
    this.filters = noFilters();
    this.preferred = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    this.state = { colour: summary.colour.by, size: summary.size.by, theme: this.preferred };
    /** @type {Route[]} */
    this.routes = [...summary.paths];
    this.lit = -1;
    /** @type {{row: HTMLElement, select: HTMLSelectElement}[]} */
    this.selects = [];
    /** @type {import("./search.js").Entry[] | null} */
    this.index = null;
    /** @type {import("./address.js").Controls} */
    this.kept = { groups: { read: () => this.hidden().join("|"), write: (text) => this.hide(text.split("|")) } };
    this.later = 0;
    /** @type {ReturnType<typeof pickGrid> | null} */
    this.grid = null;
    this.view = this.firstView();
    this.cost = 0;
    this.moving = 0;
    this.frame = 0;
    this.ratio = 1;
    this.started = false;
    this.ready = false;
    this.allGroups = false;
    this.printing = false;
    this.find = (/** @type {string} */ query) => search((this.index ??= searchIndex(this.network)), this.network.degree, query, 8);
    this.describe = (/** @type {number} */ person) => /** @type {[string, string]} */ ([shorten(this.name(person), 60), shorten(this.about(person), 80)]);
    this.canvas = el("canvas", { class: "stage", tabindex: 0, role: "application", "aria-label": `Map. ${this.overview()} Arrow keys go from person to person, plus and minus zoom, slash searches, t opens the tables, question mark helps.` });
    this.pen = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    this.still = document.createElement("canvas");
    this.stillCamera = this.view.camera;
    this.mini = new Minimap(this);
    this.panel = panel(this);
    this.card = el("section", { class: "card", "aria-label": "Details", hidden: true });
    this.tools = tools(this);
    this.tip = el("div", { class: "tip", hidden: true, "aria-hidden": "true" });
    this.live = el("p", { class: "unseen", "aria-live": "polite" });
    this.twin = el("div", { class: "twin", hidden: true });
    this.twin.addEventListener("keydown", (event) => { if (event.key === "Escape") this.showMap(); });
    this.start();
  }

  /** @returns {import("./scene.js").View} */
  firstView() {
    const { network } = this;
    const groups = grouping(network, this.state.colour);
    const shown = visible(network, this.filters, groups.of);
    return {
      width: 0, height: 0, covered: [], camera: { k: 1, x: 0, y: 0 }, whole: 1, theme: LIGHT, grouping: groups,
      radius: radii(network, this.state.size), order: new Int32Array(0), visible: shown,
      regions: [],
      selected: -1, hovered: -1, path: [],
    };
  }

  start() {
    const { network } = this;
    this.root.append(this.canvas, this.mini.element, this.panel.element, this.card, this.tools, this.tip, this.twin, this.live, el("p", { class: "unseen" }, this.overview()));
    if (network.count < 2 || !network.a.length) this.root.append(this.nothing());
    if (network.count < 2) this.panel.element.classList.add("folded");
    gestures(this, this.canvas);
    this.order();
    this.recall();
    this.resized(); // at once: whoever takes a picture of the page when it has loaded gets a map
    new ResizeObserver(() => this.resized()).observe(this.root);
    addEventListener("hashchange", () => { this.recall(); this.draw(); });
    addEventListener("beforeprint", () => this.print());
    addEventListener("afterprint", () => { this.printing = false; this.resized(); });
  }

  /** What to say when there is no map to look at yet. */
  nothing() {
    const { count } = this.network;
    const [what, then] = !count ? ["Nobody is on this map yet", "Add an export of your contacts, and the people in it will appear here."]
      : count === 1 ? ["One person, and nobody else yet", "Add an export of your contacts to see who is around."]
        : ["Nobody here is known to know anybody yet", "Exports of messages, papers or meetings show who knows whom."];
    return el("div", { class: count > 1 ? "empty below" : "empty" }, el("h2", {}, what), el("p", {}, then));
  }

  /** A sentence or two for those who do not see the map. */
  overview() {
    const { summary, count, degree } = this.network;
    const most = degree.reduce((p, q) => Math.max(p, q), 0);
    const best = most > 0 ? ` Best connected: ${this.name(degree.indexOf(most))} (${most}).` : "";
    return `${summary.title}: ${plural(count, "person", "people")} and ${plural(summary.ties.a.length, "tie")} in ${plural(summary.clusters.length, "cluster")}.${best}`;
  }

  /** @param {number} person */
  name(person) { return this.handles[person] || "(no name)"; }

  /** @param {number} person */
  about(person) {
    const { people, texts } = this.network.summary;
    return joined([texts[people.title[person]], texts[people.organisation[person]] || texts[people.location[person]]]);
  }

  /** @param {number} group */
  groupName(group) { return group < 0 ? this.view.grouping.none : this.view.grouping.names[group]; }

  /** Who is drawn on top and named first. */
  order() {
    this.view.order = largestFirst(this.view.radius);
  }

  // --- what the map shows ---

  /** @param {number} person @param {boolean} [travel] whether to bring the person into view */
  select(person, travel = false) {
    this.view.selected = person;
    this.view.path = [];
    this.lit = -1;
    this.refreshRoutes();
    this.card.hidden = person < 0;
    this.card.replaceChildren(...(person < 0 ? [] : card(this, person)).map((part) => part || ""));
    if (person >= 0) this.card.scrollTop = 0;
    this.root.classList.toggle("chosen", person >= 0);
    if (person >= 0) {
      this.live.textContent = joined([this.name(person), this.about(person), plural(this.network.degree[person], "tie"), this.groupName(this.view.grouping.of[person])], ", ");
      if (travel) this.show(person);
    }
    this.remember();
    this.draw();
  }

  /** Light one of the routes, or none. @param {number} number */
  light(number) {
    const route = this.routes[number];
    this.lit = route ? number : -1;
    this.view.path = route ? route.people : [];
    this.view.selected = -1;
    this.card.hidden = true;
    this.root.classList.remove("chosen");
    this.refreshRoutes();
    if (route) {
      this.live.textContent = `Path: ${route.people.map((i) => this.name(i)).join(", then ")}.`;
      this.showAll(route.people);
    }
    this.remember();
    this.draw();
  }

  /** Find the way between two people and light it. @param {number} from @param {number} to */
  connect(from, to) {
    const people = bestPath(this.network, from, to, (tie) => this.view.visible.ties[tie] === 1);
    this.routes = [...this.network.summary.paths];
    if (people.length < 2) {
      this.live.textContent = `No way leads from ${this.name(from)} to ${this.name(to)} along the ties shown.`;
      this.notice(this.live.textContent);
      return;
    }
    this.routes.push(routeOf(this, people));
    this.light(this.routes.length - 1);
  }

  filter() {
    this.view.visible = visible(this.network, this.filters, this.view.grouping.of);
    this.regroup();
    this.refreshLegend(this.allGroups);
    clearTimeout(this.later);
    this.later = setTimeout(() => this.remember(), 200); // a slider moves often, and browsers count
    this.draw();
  }

  /** Names of the groups that are switched off. */
  hidden() { return [...this.filters.groups].map((group) => this.groupName(group)); }

  /** Switch off the groups of these names, and no others. @param {string[]} names */
  hide(names) {
    const { groups } = this.filters;
    groups.clear();
    for (let group = -1; group < this.view.grouping.names.length; group++) if (names.includes(this.groupName(group))) groups.add(group);
    this.filter();
  }

  regroup() {
    const { grouping: groups, visible: shown } = this.view;
    this.view.regions = groups.regions ? regions(this.network, groups.of, shown) : [];
    this.panel.shown.textContent = shown.peopleCount === this.network.count && shown.tieCount === this.network.a.length ? ""
      : `Shown: ${grouped(shown.peopleCount)} of ${plural(this.network.count, "person", "people")}, ${grouped(shown.tieCount)} of ${plural(this.network.a.length, "tie")}.`;
    this.mini.refresh();
  }

  /** @param {string} by */
  recolour(by) {
    this.state.colour = by;
    this.filters.groups.clear();
    this.view.grouping = grouping(this.network, by);
    this.filter();
    this.remember();
  }

  /** @param {string} by */
  resize(by) {
    this.state.size = by;
    this.view.radius = radii(this.network, by);
    this.order();
    this.remember();
    this.draw();
  }

  switchTheme() {
    this.state.theme = this.state.theme === "dark" ? "light" : "dark";
    this.dress();
    this.remember();
    this.draw();
  }

  dress() {
    this.view.theme = this.state.theme === "dark" ? DARK : LIGHT;
    this.root.dataset.theme = this.state.theme;
    this.refreshLegend(this.allGroups);
    this.mini.refresh();
  }

  /** Make the filters, once. */
  showFilters() {
    const { filters: box } = this.panel;
    if (box?.children.length === 1) box.append(...filters(this));
  }

  /** @param {boolean} all */
  refreshLegend(all) {
    this.allGroups = all;
    if (this.network.count) this.panel.legend.replaceChildren(...legend(this, all));
  }

  refreshRoutes() {
    const { routes: part } = this.panel;
    part.replaceChildren(...(this.routes.length ? [el("h2", {}, this.routes.length > 1 ? "Introduction paths" : "Introduction path"), routes(this)] : []));
  }

  // --- where the map looks ---

  /** The part of the screen that is free of panels. @returns {import("./camera.js").Room} */
  room() {
    const { width, height } = this.view;
    const pad = Math.min(48, width / 12);
    if (width < NARROW) return { left: pad, top: 64, right: width - pad, bottom: height - Math.max(this.panel.element.offsetHeight, this.card.offsetHeight) - 28 };
    return { left: (this.panel.element.classList.contains("folded") ? 0 : PANEL) + pad, top: 64, right: width - pad - (this.card.hidden ? 0 : 330), bottom: height - (this.network.a.length || this.network.count < 2 ? 44 : 110) };
  }

  whole() {
    this.view.camera = fit(wider(this.network.box, 36), this.room());
    this.view.whole = this.view.camera.k;
    this.still.width = 0;
    this.draw();
  }

  /** @param {number} person */
  show(person) {
    const { left, top, right, bottom } = this.room();
    const [x, y] = [this.network.x[person] * this.view.camera.k + this.view.camera.x, this.network.y[person] * this.view.camera.k + this.view.camera.y];
    if (this.view.camera.k >= Math.min(0.6, this.view.whole * 3) && x > left && x < right && y > top && y < bottom) return;
    this.view.camera = centred(this.network.x[person], this.network.y[person], Math.max(this.view.camera.k, Math.min(1.1, this.view.whole * 4)), this.room());
    this.still.width = 0;
  }

  /** @param {number[]} people */
  showAll(people) {
    if (!this.started) return;
    if (this.view.whole >= 0.7) { this.whole(); return; }
    const box = bounds(this.network.x, this.network.y, people);
    this.view.camera = fit(wider(box, 90), this.room(), Math.max(1.1, this.view.whole));
    this.still.width = 0;
  }

  /** Bring a point of the map to the middle. @param {number} x @param {number} y */
  centre(x, y) {
    this.view.camera = centred(x, y, this.view.camera.k, this.room());
    this.draw();
  }

  /** @param {number} factor @param {number} [x] @param {number} [y] */
  zoom(factor, x = this.view.width / 2, y = this.view.height / 2) {
    this.view.camera = zoomed(this.view.camera, factor, x, y, this.view.whole / 3, Math.max(12, this.view.whole * 4));
    this.move();
  }

  /** @param {number} dx @param {number} dy */
  pan(dx, dy) {
    const { camera } = this.view;
    this.view.camera = { k: camera.k, x: camera.x + dx, y: camera.y + dy };
    this.move();
  }

  move() {
    if (!this.moving) this.keep();
    clearTimeout(this.moving);
    this.moving = setTimeout(() => { this.moving = 0; this.draw(); }, 140);
    this.hover(-1, 0, 0);
    this.draw();
  }

  /** Who stands at a point of the screen. @param {number} px @param {number} py */
  at(px, py) {
    const { view, network } = this;
    const [x, y] = onMap(view.camera, px, py);
    let [best, least] = [-1, Infinity];
    this.grid ??= pickGrid(network.x, network.y, network.box);
    for (const i of this.grid.near(x, y, 30 / view.camera.k)) {
      const away = Math.hypot(network.x[i] - x, network.y[i] - y) * view.camera.k - network.screenR[i];
      if (view.visible.people[i] && away < 7 && away < least) [best, least] = [i, away];
    }
    return best;
  }

  /** @param {number} person @param {number} x @param {number} y */
  hover(person, x, y) {
    if (person !== this.view.hovered) {
      this.view.hovered = person;
      this.canvas.classList.toggle("pointing", person >= 0);
      if (person >= 0) this.tip.replaceChildren(el("b", { dir: "auto" }, shorten(this.name(person), 80)), el("span", { dir: "auto" }, shorten(this.about(person), 120)), el("span", {}, joined([plural(this.network.degree[person], "tie"), shorten(this.groupName(this.view.grouping.of[person]), 60)])));
      this.tip.hidden = person < 0;
      if (this.cost < SLOW) this.draw();
    }
    if (person >= 0) {
      this.tip.style.left = `${Math.max(4, Math.min(x + 16, this.view.width - this.tip.offsetWidth - 8))}px`;
      this.tip.style.top = `${Math.max(4, Math.min(y + 16, this.view.height - this.tip.offsetHeight - 8))}px`;
    }
  }

  // --- drawing ---

  resized() {
    const { clientWidth: width, clientHeight: height } = this.root;
    if (!width || !height || this.printing || matchMedia("print").matches) return;
    const ratio = Math.min(2, devicePixelRatio || 1);
    if (this.started && width === this.view.width && height === this.view.height && ratio === this.ratio) return;
    this.size(width, height, ratio);
    const { minX, minY, maxX, maxY } = this.network.box;
    const [wide, high] = [maxX - minX, maxY - minY];
    if ((wide > 1.1 * high && height > 1.2 * width) || (high > 1.1 * wide && width > 1.2 * height)) this.turn();
    const first = !this.started;
    this.started = true;
    if (first && width < NARROW && !this.routes.length) this.panel.element.classList.add("folded");
    this.whole();
    if (first && this.view.selected >= 0) this.show(this.view.selected);
    if (first && this.view.path.length) this.showAll(this.view.path);
    cancelAnimationFrame(this.frame); // a canvas of a new size is empty: it does not wait for a frame
    this.frame = 0;
    this.paintNow();
  }

  /** @param {number} width @param {number} height @param {number} ratio pixels of the canvas for one of CSS */
  size(width, height, ratio) {
    Object.assign(this.view, { width, height });
    this.ratio = ratio;
    this.canvas.width = width * ratio;
    this.canvas.height = height * ratio;
  }

  turn() {
    turn(this.network);
    this.grid = null;
    this.regroup();
  }

  /** The whole map as it suits paper; the window's own size comes back afterwards. */
  print() {
    this.printing = true;
    this.size(PAPER.width, PAPER.height, 2);
    this.view.camera = fit(wider(this.network.box, 36), { left: 16, top: 16, right: PAPER.width - 16, bottom: PAPER.height - 16 });
    this.paintNow();
  }

  /** Where labels would lie under a panel. @returns {import("./labels.js").Frame[]} */
  covered() {
    return [this.panel.element, this.card, this.tools, this.mini.element].filter((one) => one.offsetWidth)
      .map((one) => [one.offsetLeft - 4, one.offsetTop - 4, one.offsetLeft + one.offsetWidth + 4, one.offsetTop + one.offsetHeight + 4]);
  }

  draw() {
    if (!this.started || this.frame) return;
    this.frame = requestAnimationFrame(() => { this.frame = 0; this.paintNow(); });
  }

  paintNow() {
    const { view } = this;
    this.mini.frame();
    if (this.moving && this.still.width && this.cost > SLOW) this.paintStill(this.ratio);
    else {
      const start = performance.now();
      view.covered = this.printing ? [] : this.covered();
      this.pen.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
      paint(this.pen, this.network, this.printing ? { ...view, theme: WHITE } : view);
      this.cost = performance.now() - start;
      this.stillCamera = view.camera;
      if (this.moving) this.keep();
    }
    this.root.dataset.drawn = "yes";
  }

  /** Keep a picture of a map that takes long to draw, to move that instead. */
  keep() {
    const { canvas, still } = this;
    if (this.cost <= SLOW) return;
    still.width = canvas.width;
    still.height = canvas.height;
    still.getContext("2d")?.drawImage(canvas, 0, 0);
  }

  /** While a large map moves, move the picture of it. @param {number} ratio */
  paintStill(ratio) {
    const { pen, canvas, view, still, stillCamera } = this;
    const r = view.camera.k / stillCamera.k;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.fillStyle = view.theme.background;
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.setTransform(r, 0, 0, r, ratio * (view.camera.x - stillCamera.x * r), ratio * (view.camera.y - stillCamera.y * r));
    pen.imageSmoothingEnabled = false; // a third less work without a GPU, and it lasts for a moment
    pen.drawImage(still, 0, 0);
  }

  // --- leaving the screen ---

  savePng() { savePng(this); }
  saveSvg() { saveSvg(this); }

  showTable() {
    this.twin.replaceChildren(tables(this));
    this.cover(true);
    this.twin.querySelector("h2")?.focus();
    this.remember();
  }

  showMap() {
    this.cover(false);
    this.canvas.focus();
    this.remember();
  }

  /** Show the tables over everything else, which nobody can then stray into. @param {boolean} covered */
  cover(covered) {
    this.twin.hidden = !covered;
    for (const part of [this.canvas, this.panel.element, this.card, this.tools]) part.inert = covered;
  }

  focusSearch() { this.panel.element.classList.remove("folded"); this.panel.search.focus(); }
  focusCard() { this.card.querySelector("h2")?.focus(); }

  help() {
    this.notice("Drag to move, scroll or pinch to zoom. Click a person for details; shift-click another for the way between them. "
      + "Keys: arrows go from person to person, shift and arrows move the map, + − 0 zoom and fit, / searches, t opens the tables, Enter reads the details, Esc lets go.");
  }

  /** A message that goes away by itself. @param {string} text */
  notice(text) {
    this.root.querySelector(".notice")?.remove();
    const box = el("div", { class: "notice", role: "status" }, text);
    this.root.append(box);
    setTimeout(() => box.remove(), 12_000);
    box.addEventListener("click", () => box.remove());
  }

  // --- the address ---

  remember() {
    const { view, state } = this;
    const { summary } = this.network;
    const route = this.lit >= summary.paths.length ? this.routes[this.lit].people : [];
    const address = writeAddress({
      person: view.selected >= 0 ? this.name(view.selected) : route.length ? this.name(route[0]) : "",
      to: route.length ? this.name(route[route.length - 1]) : "",
      path: this.lit >= 0 && !route.length ? String(this.lit + 1) : this.lit < 0 && summary.paths.length ? "none" : "",
      colour: state.colour === summary.colour.by ? "" : state.colour,
      size: state.size === summary.size.by ? "" : state.size,
      theme: state.theme === this.preferred ? "" : state.theme,
      table: this.twin.hidden ? "" : "yes",
      ...Object.fromEntries(Object.entries(this.kept).map(([name, control]) => [name, control.read()])),
    });
    if (address === location.hash || !this.ready) return;
    try { history.replaceState(null, "", address || location.pathname); } catch { /* a frame without an origin has no address to keep */ }
  }

  recall() {
    this.ready = false;
    const address = readAddress(location.hash);
    const one = (/** @type {string | undefined} */ name) => (name ? this.handles.indexOf(name) : -1);
    const [person, other] = [one(address.person), one(address.to)];
    if (address.theme === "dark" || address.theme === "light") this.state.theme = address.theme;
    for (const [i, value] of [address.colour, address.size].entries()) {
      const select = this.selects[i]?.select;
      if (value && [...(select?.options ?? [])].some((option) => option.value === value)) {
        select.value = value;
        if (i) this.resize(value); else this.recolour(value);
      }
    }
    if (FILTERS.some((name) => address[name])) this.showFilters();
    for (const [name, control] of Object.entries(this.kept)) {
      const value = address[/** @type {keyof typeof address} */ (name)] ?? "";
      if (value === control.read()) continue;
      control.write(value);
      if (name !== "groups") this.panel.filters?.setAttribute("open", "");
    }
    this.dress();
    this.regroup();
    if (person >= 0 && other >= 0) this.connect(person, other);
    else if (person >= 0) this.select(person, this.started);
    else if (this.network.summary.paths.length && address.path !== "none") this.light(Math.max(0, Math.min(this.routes.length, Number(address.path ?? 1)) - 1) || 0);
    else this.select(-1);
    if (address.table && this.twin.hidden) this.showTable();
    this.ready = true;
  }
}

const place = document.getElementById("map");
const source = document.getElementById("data");
if (place && source) link(new App(place, unpack(JSON.parse(source.textContent ?? ""))));
