// Tables that sort by their headings, and the same rows as CSV.
const ORDERS = ["none", "ascending", "descending"];

// Columns are { title, cell(row) -> text or elements, value(row) -> what sorts and what a CSV holds }.
function sortable(label, columns, rows, { below = null } = {}) {
  const body = make("tbody");
  const heads = columns.map(({ title }) => make("th", { attributes: { scope: "col", "aria-sort": "none" } }, [button(title, () => turn(title))]));
  const fill = (ordered) => body.replaceChildren(...ordered.map((row) => rowOf(columns, row, below)));
  const turn = (title) => {
    const at = columns.findIndex((column) => column.title === title);
    const order = ORDERS[(ORDERS.indexOf(heads[at].getAttribute("aria-sort")) + 1) % ORDERS.length];
    heads.forEach((head, i) => head.setAttribute("aria-sort", i === at ? order : "none"));
    fill(order === "none" ? rows : inOrder(rows, columns[at].value, order === "descending"));
  };
  fill(rows);
  const table = make("table", {}, [make("caption", { text: label }), make("thead", {}, [make("tr", {}, heads)]), body]);
  return make("div", { className: "scroll", attributes: { tabindex: "0", role: "region", "aria-label": label } }, [table]);
}

function rowOf(columns, row, below) {
  const line = make("tr", { className: row.faint ? "unsure" : "" });
  columns.forEach(({ cell, value, long }) => {
    const shown = cell ? cell(row) : value(row);
    line.append(make("td", { className: long ? "long" : "" }, Array.isArray(shown) ? shown : [String(shown ?? "")]));
  });
  if (below) {
    const toggle = button("“…”", () => {
      const opened = toggle.getAttribute("aria-expanded") === "true";
      toggle.setAttribute("aria-expanded", String(!opened));
      if (opened) line.nextSibling.remove();
      else line.after(make("tr", { className: "below" }, [make("td", { attributes: { colspan: columns.length } }, below(row))]));
    }, { "aria-expanded": "false", "aria-label": "The sentence that says so" }, "quiet");
    line.firstChild.append(" ", toggle);
  }
  return line;
}

// Numbers before texts, and what is empty last in either direction.
function inOrder(rows, value, down) {
  const keyed = rows.map((row, i) => ({ row, i, key: value(row) }));
  const empty = (key) => key === null || key === undefined || key === "";
  keyed.sort((a, b) => {
    if (empty(a.key) || empty(b.key)) return empty(a.key) - empty(b.key) || a.i - b.i;
    const numbers = (typeof b.key === "number") - (typeof a.key === "number");
    const order = numbers || (typeof a.key === "number" ? a.key - b.key : a.key.localeCompare(b.key, "en"));
    return (down ? -order : order) || a.i - b.i;
  });
  return keyed.map(({ row }) => row);
}

const SIGNED_NUMBER = /^[+-]\s?[0-9.,]+(?:[eE][+-]?[0-9]+)?\s?(?:\\?%|[a-zA-Z×]+)?$/;

// RFC 4180; a text that a spreadsheet would take for a formula gets an apostrophe, unless it is a signed number.
function csvOf(columns, rows) {
  const cell = (value) => {
    let text = String(value ?? "").replaceAll("\0", "\ufffd");
    if (/^[=+\-@\t\r]/.test(text) && !SIGNED_NUMBER.test(text)) text = "'" + text;
    return /[",\r\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
  };
  const line = (values) => values.map(cell).join(",") + "\n";
  return line(columns.map(({ title }) => title)) + rows.map((row) => line(columns.map(({ csv, value }) => (csv ?? value)(row)))).join("");
}

// The clipboard, or where a browser keeps it from this page, a field to copy from.
async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
    say(`${what} copied.`);
  } catch (error) {
    if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
    document.getElementById("text").value = text;
    document.getElementById("copying").showModal();
    document.getElementById("text").select();
  }
}

const copyButtons = (columns, rows, query) => [
  button("CSV", () => copy(csvOf(columns, rows), "CSV"), { "aria-label": "Copy as CSV" }, "small"),
  button("SPARQL", () => copy(query, "SPARQL query"), { "aria-label": "Copy as SPARQL" }, "small"),
];
