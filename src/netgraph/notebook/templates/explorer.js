/** The explorer's face. It shows what Python worked out and tells it what the user did; every name
 * and sentence goes in as text, never as markup. */

/** Make an element; texts become text nodes. Keys pressed on it are its own: in a notebook they
 * would otherwise move, change or delete cells. */
function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  if (made.tabIndex >= 0 || "tabindex" in attributes || tag === "summary") made.dataset.lmSuppressShortcuts = "true";
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child || child === 0));
  return made;
}

const button = (text, onclick, attributes = {}) => el("button", { type: "button", onclick, ...attributes }, text);
const BANDS = ["unknown", "weak", "dormant", "familiar", "strong"];
const BASES = { recorded: "recorded", stated: "told by somebody", inferred: "only inferred" };
const DRAFTS = { question: "First, the question", request: "The request", note: "A note to forward", thanks: "Afterwards, thanks" };
const GONE = "This explorer is no longer connected, because the kernel was restarted or stopped. Run its cell again: everything comes back.";
const SLOW = "No answer yet. If the kernel was restarted or stopped, run this cell again; if it is busy, wait a moment.";
const PATIENCE = 8000;
let serial = 0;

/** A search field with suggestions that Python looks up. */
function combobox(model, { label, placeholder, pick, enter }) {
  const id = `netgraph-options-${(serial += 1)}`;
  const list = el("ul", { role: "listbox", id, class: "options", "aria-label": label, hidden: true });
  const input = el("input", { type: "text", role: "combobox", id: `${id}-field`, "aria-expanded": "false", "aria-controls": id, "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false", placeholder });
  let [people, at, wait] = [[], -1, 0];

  const close = () => { list.hidden = true; at = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const choose = (person) => { close(); pick(person, input); };
  const mark = (next) => {
    at = (next + people.length) % people.length;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === at)));
    input.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  };
  const show = () => {
    const found = model.get("suggestions");
    if (document.activeElement !== input || found.query !== input.value) return;
    people = found.people;
    list.replaceChildren(...people.map((person, i) => el("li", { role: "option", id: `${id}-${i}`, "aria-selected": "false", onpointerdown: (event) => { event.preventDefault(); choose(person); } }, el("span", { dir: "auto" }, person.name), el("small", { dir: "auto" }, person.about))));
    list.hidden = !people.length;
    at = -1;
    input.setAttribute("aria-expanded", String(!list.hidden));
  };
  input.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(() => tell(model, { query: input.value }), 150);
  });
  input.addEventListener("keydown", (event) => {
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && people.length) {
      event.preventDefault();
      list.hidden = false;
      mark(at + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter") {
      event.preventDefault();
      clearTimeout(wait);
      if (at >= 0) choose(people[at]);
      else if (input.value.trim()) { close(); enter(input.value, people, input); }
    } else if (event.key === "Escape") close();
  });
  input.addEventListener("blur", close);
  return { element: el("div", { class: "combo" }, el("label", { for: input.id }, label), input, list), input, show };
}

/** Tell Python what the user did. */
function tell(model, values) {
  for (const [name, value] of Object.entries(values)) model.set(name, value);
  model.save_changes();
}

function choice(label, options, value, change) {
  const select = el("select", { onchange: () => change(select.value) }, ...options.map(([key, text]) => el("option", { value: key, selected: key === value }, text)));
  return el("label", {}, el("span", {}, label), select);
}

/** Who is sought, and by which ties. */
function controls(model) {
  const target = combobox(model, {
    label: "Whom do you want to reach?", placeholder: "A name, or: anyone at St. Hilda’s",
    pick: (person, input) => { input.value = person.name; tell(model, { to: person.id }); },
    enter: (text) => tell(model, { to: text }),
  });
  const avoid = combobox(model, {
    label: "Never ask", placeholder: "A name",
    pick: (person, input) => { input.value = ""; tell(model, { avoid: [...new Set([...model.get("avoid"), person.id])] }); },
    enter: (_, people, input) => { if (people.length) { input.value = ""; tell(model, { avoid: [...new Set([...model.get("avoid"), people[0].id])] }); } },
  });
  const hops = el("output", {}, "");
  const steps = el("input", { type: "range", min: 1, max: 5, step: 1, "aria-label": "Most people asked on the way", oninput: () => { hops.textContent = count(steps.value - 1); }, onchange: () => tell(model, { max_hops: Number(steps.value) }) });
  const count = (n) => (n < 1 ? "nobody" : String(n));
  const bases = Object.entries(BASES).map(([name, text]) => {
    const box = el("input", { type: "checkbox", onchange: () => tell(model, { basis: Object.keys(BASES).filter((one, i) => bases[i].firstChild.checked) }) });
    return el("label", { class: "check" }, box, text);
  });
  const band = choice("Ties at least", BANDS.map((one) => [one, one === "unknown" ? "any" : one]), model.get("min_band"), (value) => tell(model, { min_band: value }));
  const chips = el("ul", { class: "chips", "aria-label": "Never asked" });
  const refresh = () => {
    steps.value = model.get("max_hops");
    hops.textContent = count(model.get("max_hops") - 1);
    band.querySelector("select").value = model.get("min_band");
    Object.keys(BASES).forEach((name, i) => { bases[i].firstChild.checked = model.get("basis").includes(name); });
    chips.replaceChildren(...model.get("avoided").map((person) => el("li", {}, el("span", { dir: "auto" }, person.name), button("×", () => tell(model, { avoid: model.get("avoid").filter((one) => one !== person.id) }), { "aria-label": `Ask ${person.name} after all` }))));
    if (document.activeElement !== target.input) target.input.value = model.get("answer").target ?? model.get("to");
  };
  const element = el("div", { class: "controls" },
    el("div", { class: "sought" }, target.element, avoid.element, chips),
    el("div", { class: "limits" },
      el("label", {}, el("span", {}, "People asked on the way: up to ", hops), steps), band,
      el("fieldset", {}, el("legend", {}, "Ties that are"), ...bases)));
  return { element, refresh, suggest: () => { target.show(); avoid.show(); } };
}

const same = (a, b) => a.length === b.length && a.every((one, i) => one === b[i]);
const person = (model, { id, name }) => button(name, () => tell(model, { selection: [id] }), { class: "person", dir: "auto", "aria-pressed": String(same(model.get("selection"), [id])) });

function drafts(letters) {
  const parts = Object.entries(letters).map(([name, text]) => {
    const done = el("span", { role: "status" });
    const field = el("textarea", { rows: 4, "aria-label": DRAFTS[name] }, text);
    const copy = button("Copy", async () => {
      try { await navigator.clipboard.writeText(field.value); } catch { field.select(); document.execCommand("copy"); }
      done.textContent = " Copied.";
    });
    return el("div", { class: "draft" }, el("div", {}, el("b", {}, DRAFTS[name]), copy, done), field);
  });
  return el("details", {}, el("summary", {}, "What to write"), el("p", { class: "quiet" }, "Fill in what stands in [brackets], and make the words your own."), ...parts);
}

/** The ways, as cards. */
function ways(model) {
  const answer = model.get("answer");
  if (answer.problem) {
    return [el("p", { role: "status" }, answer.problem), el("ul", { class: "meant" }, ...answer.meant.map((one) => el("li", {}, button(one.name, () => tell(model, { to: one.id }), { class: "person", dir: "auto" }), " ", el("small", { dir: "auto" }, one.about))))];
  }
  if (!answer.ways) return [el("p", { class: "quiet" }, "Type a name above: the ways to that person appear here, best first. Or look around in the other tabs and on the map.")];
  const cards = answer.ways.map((way, i) => {
    const ids = way.people.map((one) => one.id);
    const chosen = same(model.get("selection"), ids);
    return el("li", { class: `way ${way.band}`, "data-chosen": String(chosen) },
      button(way.headline, () => tell(model, { selection: ids }), { class: "headline", dir: "auto", "aria-pressed": String(chosen) }),
      el("p", { class: "sure" }, el("span", { class: "band" }, way.band), ` ${way.sure.replace(/^\w+[;,] /, "")}`),
      el("p", { class: "chain" }, ...way.people.flatMap((one, j) => [j > 0 && " → ", person(model, one)])),
      el("details", { open: i === 0 }, el("summary", {}, "Why"), el("ul", {}, ...way.lines.map((line) => el("li", { dir: "auto" }, line)))),
      way.letters && drafts(way.letters));
  });
  const advice = el("div", { class: "advice" }, ...answer.advice.map((line) => el("p", { dir: "auto" }, line)));
  return [cards.length > 0 && el("ol", { class: "ways" }, ...cards), advice];
}

/** Brokers or clusters, as a list. */
function rows(model) {
  const table = model.get("table");
  if (table.which !== model.get("tab")) return [el("p", { class: "quiet" }, "Working it out …")];
  if (table.problem) return [el("p", {}, table.problem)];
  return [el("ol", { class: "rows" }, ...table.rows.map((row) => el("li", {},
    button(row.name, () => tell(model, { selection: row.people }), { class: "person", dir: "auto", "aria-pressed": String(same(model.get("selection"), row.people)) }),
    el("p", { dir: "auto" }, row.words))))];
}

function card(model) {
  const about = model.get("card");
  if (!about.id) return [];
  return [
    el("header", {}, el("h4", { dir: "auto" }, about.name), button("×", () => tell(model, { selection: [] }), { "aria-label": "Close" })),
    about.about && el("p", { dir: "auto" }, about.about), about.location && el("p", { class: "quiet", dir: "auto" }, about.location),
    el("p", {}, button("Ways to this person", () => tell(model, { to: about.id }), { class: "act" }), " ", button("Never ask", () => tell(model, { avoid: [...new Set([...model.get("avoid"), about.id])] }), { class: "act" })),
    el("p", { class: "quiet" }, about.count > about.ties.length ? `Knows ${about.count} people here, best:` : `Knows ${about.count} here:`),
    el("ul", {}, ...about.ties.map((tie) => el("li", {}, person(model, tie), el("span", { class: "band" }, tie.band), el("small", { dir: "auto" }, tie.why)))),
  ].filter(Boolean);
}

const TABS = { ways: "Ways", brokers: "Brokers", clusters: "Groups" };

function render({ model, el: root }) {
  const top = controls(model);
  const body = el("div", { class: "body", role: "tabpanel", tabindex: 0 });
  const about = el("section", { class: "card", "aria-label": "The person selected" });
  const gone = el("p", { class: "gone", role: "alert", hidden: true });
  const live = el("p", { class: "unseen", "aria-live": "polite" });
  const tabs = Object.entries(TABS).map(([name, text]) => button(text, () => tell(model, { tab: name }), { role: "tab", id: `netgraph-tab-${(serial += 1)}` }));
  const turn = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = (tabs.indexOf(event.target) + step + tabs.length) % tabs.length;
    tabs[next].focus();
    tabs[next].click();
  };
  const map = model.get("map_page")
    ? el("iframe", { title: "Map of the network", sandbox: "allow-scripts allow-downloads", srcdoc: model.get("map_page") })
    : el("p", { class: "quiet" }, "This network is too large for a map beside the list: ng.draw(G) draws it.");
  const frame = el("div", { class: "netgraph-explorer", role: "region", "aria-label": "Explorer" },
    gone, top.element,
    el("div", { class: "panes" },
      el("div", { class: "list" }, el("div", { role: "tablist", "aria-label": "What to look at", onkeydown: turn }, ...tabs), about, body),
      el("div", { class: "map" }, map)), live);
  root.append(frame);

  const point = () => map.contentWindow?.postMessage({ netgraph: "show", ...model.get("on_map") }, "*");
  const refresh = () => {
    const name = model.get("tab");
    Object.keys(TABS).forEach((one, i) => { tabs[i].setAttribute("aria-selected", String(one === name)); tabs[i].tabIndex = one === name ? 0 : -1; });
    body.setAttribute("aria-labelledby", tabs[Object.keys(TABS).indexOf(name)].id);
    const open = [...body.querySelectorAll("details")].map((one) => one.open);
    const again = body.dataset.shown === name + JSON.stringify(model.get("answer"));
    body.dataset.shown = name + JSON.stringify(model.get("answer"));
    const focused = [...body.querySelectorAll("button")].indexOf(document.activeElement);
    body.replaceChildren(...(name === "ways" ? ways(model) : rows(model)).filter(Boolean));
    if (again) {
      body.querySelectorAll("details").forEach((one, i) => { one.open = open[i] ?? one.open; });
      body.querySelectorAll("button")[focused]?.focus();
    } else body.scrollTop = 0;
    about.replaceChildren(...card(model));
    about.hidden = !model.get("card").id;
    top.refresh();
  };
  const told = () => { const answer = model.get("answer"); live.textContent = answer.ways ? `${answer.ways.length} ways to ${answer.target}` : ""; };
  const listen = ({ source, data }) => {
    if (source !== map.contentWindow || !source) return;
    if (data?.netgraph === "ready") point();
    if (data?.netgraph === "select" && Number.isInteger(data.person)) tell(model, { clicked: data.person });
  };
  const lost = (text) => { gone.textContent ||= text; gone.hidden = false; frame.dataset.gone = "yes"; };
  let waiting = 0;
  const sent = () => { clearTimeout(waiting); waiting = setTimeout(() => lost(SLOW), PATIENCE); };
  const heard = () => { clearTimeout(waiting); gone.textContent = ""; gone.hidden = true; delete frame.dataset.gone; };

  const on = [
    ["change:answer change:table change:tab change:selection change:card change:avoided", refresh], ["change:answer", told],
    ["change:suggestions", top.suggest], ["change:on_map", point], ["change:to change:query change:max_hops change:min_band change:basis change:avoid", sent],
    ["change:turn", heard], ["comm_live_update", () => lost(GONE)],
  ];
  on.forEach(([event, act]) => model.on(event, act));
  addEventListener("message", listen);
  refresh();
  return () => {
    on.forEach(([event, act]) => model.off(event, act));
    removeEventListener("message", listen);
    clearTimeout(waiting);
  };
}

export default { render };
