// The table of an answer. Texts are set with `textContent` alone: no word of a paper becomes markup.
const FIRST_ROWS = 500;
const ORDER = new Intl.Collator("en", { numeric: true });

function compareTerms(a, b) {
  if (!a || !b) return a ? -1 : b ? 1 : 0; // what is not bound comes last
  const numbers = [isNumber(a), isNumber(b)];
  if (numbers[0] && numbers[1]) return Number(a.value) - Number(b.value);
  if (numbers[0] !== numbers[1]) return numbers[0] ? -1 : 1;
  return ORDER.compare(formatTerm(a), formatTerm(b));
}

function sortRows(rows, { name, descending }) {
  if (!name) return rows;
  return [...rows].sort((a, b) => {
    const order = compareTerms(a[name], b[name]);
    return descending && a[name] && b[name] ? -order : order;
  });
}

function drawTable(place, answer, follow) {
  const state = { name: null, descending: false, most: FIRST_ROWS };

  function cell(term) {
    const long = formatTerm(term).length > 40; // titles and sentences are not squeezed to a word a line
    const made = element("td", { className: isNumber(term) ? "number" : long ? "long" : "" });
    if (term?.type !== "uri") {
      made.textContent = formatTerm(term);
      return made;
    }
    const text = abbreviate(term.value);
    const button = element("button", { type: "button", className: "link", textContent: text, title: term.value });
    button.addEventListener("click", () => follow(term.value));
    made.append(button);
    if (text === term.value && /^https?:/.test(term.value)) {
      const link = element("a", { href: term.value, target: "_blank", rel: "noopener noreferrer", textContent: "↗" });
      link.setAttribute("aria-label", `Open ${term.value} in a new tab`);
      made.append(" ", link);
    }
    return made;
  }

  function heading(name) {
    const order = state.name !== name ? "none" : state.descending ? "descending" : "ascending";
    const button = element("button", { type: "button", textContent: name.replaceAll("_", " ") });
    const made = element("th", { scope: "col" }, button);
    made.setAttribute("aria-sort", order);
    button.addEventListener("click", () => {
      const next = { none: [name, false], ascending: [name, true], descending: [null, false] }[order];
      [state.name, state.descending] = next;
      draw();
      place.querySelectorAll("th button")[answer.variables.indexOf(name)].focus();
    });
    if (answer.rows.length && answer.rows.every((row) => !row[name] || isNumber(row[name]))) made.className = "number";
    return made;
  }

  function draw() {
    const rows = sortRows(answer.rows, state);
    const head = element("thead", {}, element("tr", {}, ...answer.variables.map(heading)));
    const body = element("tbody", {}, ...rows.slice(0, state.most).map((row) =>
      element("tr", {}, ...answer.variables.map((name) => cell(row[name])))));
    place.replaceChildren(element("table", {}, head, body));
    if (rows.length > state.most) {
      const more = element("button", { type: "button", textContent: `Show all ${rows.length.toLocaleString("en")} rows` });
      more.addEventListener("click", () => {
        state.most = Infinity;
        draw();
      });
      place.append(element("p", { className: "more" }, more));
    }
  }

  draw();
}
