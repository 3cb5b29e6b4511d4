// Circles by concept and period, their area the number of papers; what has no date, or none that tells the period, is counted at the right.
const ROW = 28, LARGEST = 13;
const periods = data.periods, side = periods.length;
const most = Math.max(1, ...data.rows.flatMap((row) => row.cells.map((cell) => cell.length)));
const vague = data.rows.some((row) => row.undated.some((number) => data.papers[number].date));
const without = vague ? "without a date that is precise enough" : "without a date";
const total = (row) => row.cells.reduce((sum, cell) => sum + cell.length, 0);

function open(row, at) {
  const papers = (at === side ? row.undated : row.cells[at]).map((number) => data.papers[number]);
  const when = at === side ? without : periods[at];
  part("details").replaceChildren(
    make("h2", { text: `${row.name}, ${when}: ${papers.length} ${papers.length === 1 ? "paper" : "papers"}` }),
    make("ul", {}, papers.map((paper) => make("li", {}, [makeTitle(paper), paper.date ? ` (${paper.date})` : ""]))),
  );
  part("details").scrollIntoView({ block: "nearest" });
}

function makeCountButton(row, at) {
  const count = at === side ? row.undated.length : row.cells[at].length;
  if (!count) return "";
  const when = at === side ? without : periods[at];
  const button = make("button", { type: "button", text: String(count), "aria-label": `${row.name}, ${when}: ${count}` });
  button.addEventListener("click", () => open(row, at));
  return button;
}

const columns = [
  { name: "Name", value: (row) => row.name },
  { name: "Dated papers", number: true, value: total },
  { name: "No date", number: true, value: (row) => row.undated.length, cell: (row) => makeCountButton(row, side) },
  ...periods.map((period, at) => ({
    name: period,
    number: true,
    value: (row) => row.cells[at].length,
    cell: (row) => makeCountButton(row, at),
  })),
];

function say(mark) {
  const text = mark
    ? `${mark.row.name}, ${mark.at === side ? without : periods[mark.at]}: ${mark.count} ${mark.count === 1 ? "paper" : "papers"}. A click lists them.`
    : "Point at a circle for its number; a click lists the papers. The table beneath has the same.";
  part("hint").replaceChildren(make("span", { className: mark ? "" : "faint", text }));
}

function main() {
  part("table").append(table("Papers by period", columns, data.rows));
  part("csv").addEventListener("click", () => saveCsv("timeline.csv", columns, data.rows));
  say(null);
  if (!data.rows.length) {
    part("chart").append(make("p", { text: "Nothing to draw." }));
    return;
  }
  const marks = data.rows.flatMap((row, y) =>
    row.cells
      .map((cell, at) => ({ row, at, x: at, y, count: cell.length, r: LARGEST * Math.sqrt(cell.length / most), colour: "own" }))
      .filter((mark) => mark.count),
  );
  const atSide = data.rows.flatMap((row, y) => (row.undated.length ? [{ row, at: side, x: side, y, count: row.undated.length, r: 12, colour: "own", hollow: true, label: String(row.undated.length) }] : []));
  const undatedShown = atSide.length > 0;
  const whole = (u, axis, low, high) => Array.from({ length: Math.floor(high) - Math.ceil(low) + 1 }, (_, i) => Math.ceil(low) + i);
  const narrow = Math.min(part("chart").clientWidth, 1200) < 700;
  const labels = narrow ? 130 : 330;
  chart({
    x: [-0.7, side + (undatedShown ? 0.7 : -0.3)],
    y: [-0.7, data.rows.length - 0.3],
    downwards: true,
    band: undatedShown ? side - 0.5 : null,
    height: data.rows.length * ROW + 80,
    narrowest: labels + 30 * (side + 2),
    marks: [...marks, ...atSide],
    axes: [
      { splits: whole, values: (u, splits) => splits.map((at) => (at === side ? "no date" : periods[at] || "")), space: 1, rotate: periods.length > 12 ? -60 : 0, size: periods.length > 12 ? 64 : 34 },
      { splits: whole, values: (u, splits) => splits.map((at) => (data.rows[at] ? shorten(data.rows[at].name, narrow ? 17 : 46) : "")), space: 1, size: labels, gap: 6 },
    ],
    said: say,
    open: (mark) => open(mark.row, mark.at),
  });
}
main();
