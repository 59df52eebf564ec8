/** @file Elements, made without markup: whatever a text contains, it stays a text. */

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag @param {Record<string, string | boolean | number | EventListener>} [attributes]
 * @param {Child[]} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (name.startsWith("aria-")) element.setAttribute(name, String(value));
    else if (value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child || child === "").map((child) => /** @type {Node | string} */ (child)));
  return element;
}

/** @param {Child} label @param {() => void} action @param {Record<string, string | boolean | number>} [attributes] */
export function button(label, action, attributes = {}) {
  return el("button", { type: "button", click: () => action(), ...attributes }, label);
}

/** A select with a label. @param {string} label @param {[string, string][]} options @param {string} value @param {(value: string) => void} change */
export function choice(label, options, value, change) {
  const select = el("select", {}, ...options.map(([key, text]) => el("option", { value: key }, text)));
  select.value = value;
  select.addEventListener("change", () => change(select.value));
  return { row: el("label", { class: "row" }, el("span", {}, label), select), select };
}

/** A slider that says its value in words. @param {string} label @param {number} min @param {number} max @param {number} value @param {(value: number) => string} say @param {(value: number) => void} change */
export function slider(label, min, max, value, say, change) {
  const input = el("input", { type: "range", min, max, value, "aria-label": label });
  const told = el("output", {}, say(value));
  const update = () => {
    told.textContent = say(Number(input.value));
    input.setAttribute("aria-valuetext", say(Number(input.value)));
    change(Number(input.value));
  };
  input.addEventListener("input", update);
  return { row: el("label", { class: "slider" }, el("span", {}, label), told, input), input };
}

/** @param {Blob} blob @param {string} name */
export function download(blob, name) {
  const link = el("a", { download: name, href: URL.createObjectURL(blob) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

let numbered = 0;
/** An id that no other element has. @param {string} stem */
export function freshId(stem) {
  numbered += 1;
  return `${stem}-${numbered}`;
}

/**
 * A search field with completion, as the ARIA pattern "combobox" describes it.
 *
 * @param {{label: string, placeholder: string, find: (query: string) => number[], show: (item: number) => [string, string], pick: (item: number) => void, typed?: (query: string) => void}} options
 */
export function combobox({ label, placeholder, find, show, pick, typed }) {
  const id = freshId("list");
  const list = el("ul", { role: "listbox", id, class: "options", hidden: true, "aria-label": label });
  const input = el("input", {
    type: "search", placeholder, role: "combobox", "aria-label": label, "aria-controls": id, "aria-expanded": "false",
    "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false",
  });
  /** @type {number[]} */
  let items = [];
  let active = -1;
  const close = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const choose = (/** @type {number} */ item) => { close(); input.value = ""; typed?.(""); pick(item); };
  const mark = (/** @type {number} */ place) => {
    active = place;
    [...list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === active)));
    const chosen = list.children[active];
    if (chosen) { input.setAttribute("aria-activedescendant", chosen.id); chosen.scrollIntoView({ block: "nearest" }); }
  };
  const open = () => {
    items = find(input.value);
    list.replaceChildren(...items.map((item) => {
      const [name, detail] = show(item);
      return el("li", { role: "option", id: freshId("option"), "aria-selected": "false", pointerdown: (event) => event.preventDefault(), click: () => choose(item) },
        el("span", { class: "name", dir: "auto" }, name), detail && el("span", { class: "detail", dir: "auto" }, detail));
    }));
    if (input.value.trim() && !items.length) list.append(el("li", { class: "nobody" }, "Nobody found"));
    list.hidden = !input.value.trim();
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (items.length) mark(0);
  };
  input.addEventListener("input", () => { open(); typed?.(input.value); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      mark((active + (event.key === "ArrowDown" ? 1 : items.length - 1)) % Math.max(items.length, 1));
      event.preventDefault();
    } else if (event.key === "Enter" && items[active] !== undefined && !list.hidden) choose(items[active]);
    else if (event.key === "Escape") { input.value = ""; typed?.(""); close(); }
    event.stopPropagation();
  });
  return { element: el("div", { class: "combo" }, input, list), input };
}
