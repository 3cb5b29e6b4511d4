// A table whose columns sort. A column: { name, number?, value(row), cell?(row) }.
function table(caption, columns, rows, onRow = () => {}) {
  const body = make("tbody");
  const heads = columns.map((column) => make("th", { scope: "col", className: column.number ? "number" : "" }));
  let by = null, down = false;
  const fill = () => {
    const order = [...rows];
    if (by !== null) {
      const key = columns[by].value, sign = down ? -1 : 1;
      const none = (value) => value === null || value === "";
      order.sort((a, b) => {
        const [x, y] = [key(a), key(b)];
        if (none(x) || none(y)) return none(x) - none(y);
        return sign * (typeof x === "number" && typeof y === "number" ? x - y : String(x) < String(y) ? -1 : x === y ? 0 : 1);
      });
    }
    body.replaceChildren(
      ...order.map((row) => {
        const line = make("tr", {}, columns.map((column) => {
          const cell = make("td", { className: [column.number ? "number" : "", column.wide ? "wide" : ""].join(" ").trim() });
          const shown = column.cell ? column.cell(row) : (column.value(row) ?? "");
          cell.append(shown);
          return cell;
        }));
        onRow(line, row);
        return line;
      }),
    );
    heads.forEach((head, i) => head.setAttribute("aria-sort", i !== by ? "none" : down ? "descending" : "ascending"));
  };
  columns.forEach((column, i) => {
    const button = make("button", { type: "button", text: column.name });
    button.addEventListener("click", () => {
      down = by === i && !down;
      by = i;
      fill();
    });
    heads[i].append(button);
  });
  fill();
  return make("table", {}, [make("caption", { text: caption }), make("thead", {}, [make("tr", {}, heads)]), body]);
}

// A cell that a spreadsheet would take for a formula gets an apostrophe; a signed number is data.
function csvCell(value) {
  let text = value === null || value === undefined ? "" : String(value);
  if (/^[=+\-@\t\r]/.test(text) && !/^[+-]?\d[\d.,]*%?$/.test(text)) text = "'" + text;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function saveCsv(name, columns, rows) {
  const lines = [columns.map((c) => c.name), ...rows.map((row) => columns.map((c) => c.value(row)))];
  const text = lines.map((line) => line.map(csvCell).join(",")).join("\n") + "\n";
  const link = make("a", { href: URL.createObjectURL(new Blob([text], { type: "text/csv" })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
