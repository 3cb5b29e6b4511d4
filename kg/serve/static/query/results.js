// The answer to a query, as a table that can be sorted by its columns, as text, or as yes or no.
import { address, shorten } from "./names.js";

const FIRST = 200; // rows that are shown before more are asked for

export function showTruth(place, truth) {
  place.replaceChildren(element("p", truth ? "Yes." : "No."));
}

export function showText(place, text) {
  place.replaceChildren(element("pre", text));
}

/** Rows of SPARQL's JSON results; `known` has prefixes, base and schema. */
export function showRows(place, { head, results }, known) {
  const rows = [...results.bindings];
  const order = { name: null, down: false };
  const table = document.createElement("table");
  const body = document.createElement("tbody");
  const more = element("button", "");
  let shown = FIRST;

  const fill = () => {
    body.replaceChildren(...rows.slice(0, shown).map((row) => line(row, head.vars, known)));
    more.hidden = rows.length <= shown;
    more.textContent = `Show all ${rows.length} rows`;
  };
  const headings = head.vars.map((name) => {
    const cell = document.createElement("th");
    const button = element("button", name);
    cell.scope = "col";
    cell.append(button);
    button.addEventListener("click", () => {
      order.down = order.name === name && !order.down;
      order.name = name;
      rows.sort((one, other) => compareTerms(one[name], other[name]) * (order.down ? -1 : 1));
      for (const each of headings) each.removeAttribute("aria-sort");
      cell.setAttribute("aria-sort", order.down ? "descending" : "ascending");
      fill();
    });
    return cell;
  });
  more.addEventListener("click", () => {
    shown = rows.length;
    fill();
  });
  const top = document.createElement("thead");
  top.append(document.createElement("tr"));
  top.firstChild.append(...headings);
  table.append(top, body);
  fill();
  place.replaceChildren(table, more);
}

function line(row, names, known) {
  const made = document.createElement("tr");
  for (const name of names) made.append(cell(row[name], known));
  return made;
}

function cell(term, known) {
  const made = document.createElement("td");
  if (!term) return made;
  if (isNumber(term)) made.className = "number";
  if (term.type !== "uri") {
    made.textContent = term.type === "triple" ? JSON.stringify(term.value) : term.value;
    if (term["xml:lang"]) made.lang = term["xml:lang"];
    return made;
  }
  const to = address(term.value, known);
  const text = shorten(term.value, known.prefixes);
  made.append(to === null ? text : element("a", text, { href: to, rel: "noreferrer" }));
  return made;
}

const NUMERIC = /#(?:integer|decimal|double|float|int|long)$/;

function isNumber(term) {
  return NUMERIC.test(term.datatype ?? "");
}

/** Nothing first, then numbers by their size, then texts as people order them. */
function compareTerms(one, other) {
  if (!one || !other) return Number(Boolean(one)) - Number(Boolean(other));
  if (isNumber(one) && isNumber(other)) return Number(one.value) - Number(other.value);
  return Number(isNumber(other)) - Number(isNumber(one)) || String(one.value).localeCompare(String(other.value));
}

function element(name, text, attributes = {}) {
  const made = Object.assign(document.createElement(name), attributes);
  made.textContent = text;
  return made;
}
