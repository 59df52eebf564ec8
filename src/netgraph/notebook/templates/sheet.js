/** Search and sorting of one table, and the cards of its people; the rows are there already, so
 * without it they just stand. */
(() => {
  "use strict";
  const search = document.getElementById("search");
  const count = document.getElementById("count");
  const body = document.querySelector("tbody");
  const heads = [...document.querySelectorAll("thead th")];
  const rows = [...body.rows];
  const order = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = rows.map((row) => plain(row.textContent));

  const filter = () => {
    const words = plain(search.value).split(/\s+/).filter(Boolean);
    let left = 0;
    rows.forEach((row, i) => {
      row.hidden = !words.every((word) => texts[i].includes(word));
      left += !row.hidden;
    });
    count.textContent = left === rows.length ? `${left} rows` : `${left} of ${rows.length} rows`;
  };

  const sort = (column, head) => {
    const down = head.getAttribute("aria-sort") === "ascending";
    heads.forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const value = (row) => row.cells[column].dataset.value ?? row.cells[column].textContent;
    const sorted = [...rows].sort((a, b) => order.compare(value(a), value(b)));
    body.replaceChildren(...(down ? sorted.reverse() : sorted));
  };

  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => sort(column, head));
    head.replaceChildren(button);
  });
  const cards = [...document.querySelectorAll(".card")];
  let opener = null;
  const show = (chosen) => cards.forEach((card) => { card.hidden = card !== chosen; });
  const close = () => {
    show(null);
    opener?.focus();
  };

  body.querySelectorAll("[data-card]").forEach((cell) => {
    const button = document.createElement("button");
    const card = cards[cell.dataset.card];
    button.type = "button";
    button.textContent = cell.textContent;
    button.addEventListener("click", () => {
      opener = button;
      show(card);
      card.querySelector("button").focus();
    });
    cell.replaceChildren(button);
  });
  cards.forEach((card) => card.querySelector("button").addEventListener("click", close));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  search.addEventListener("input", filter);
  filter();
})();
