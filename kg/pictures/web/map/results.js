// Claims and results as a table, with their bounds, ranges and conditions; doubtful ones have a table of their own.
const MOST_RESULTS = 300;
const entityName = (number) => (number === null ? "" : data.entities[number].name);

function claimText(result) {
  const bound = result.bound === "exact" ? "" : result.bound + " ";
  if (result.kind === "absolute") return bound + result.text;
  return `${bound}${result.text} (${[result.kind === "ratio" ? "ratio" : "change", result.direction].filter(Boolean).join(", ")})`;
}

function numberOf(text) {
  const number = parseFloat(text.replaceAll(",", "").replace("−", "-"));
  return Number.isNaN(number) ? text : number;
}

const linkEntity = (number) => (number === null ? "" : linkTo(data.entities[number].id));
const joinParts = (parts, between) => parts.filter((part) => part !== "").flatMap((part, i) => (i ? [between, part] : [part]));

const RESULT_COLUMNS = [
  { title: "Value", value: (r) => numberOf(r.value), csv: claimText, cell: (r) => [make("strong", { text: claimText(r) })] },
  { title: "Metric", value: (r) => entityName(r.metric), cell: (r) => [linkEntity(r.metric)] },
  { title: "On", value: (r) => entityName(r.dataset) || entityName(r.task), cell: (r) => joinParts([linkEntity(r.dataset), linkEntity(r.task)], ", ") },
  { title: "Conditions", long: true, value: (r) => r.conditions.join("; ") },
  {
    title: "Of", value: (r) => entityName(r.subject) + (r.holder === "own" ? "" : ` (${r.holder})`),
    cell: (r) => [linkEntity(r.subject), r.holder === "own" ? "" : ` (${r.holder})`],
  },
  { title: "Than", value: (r) => entityName(r.comparator), cell: (r) => [linkEntity(r.comparator)] },
  { title: "Paper", long: true, value: (r) => data.papers[r.paper].title, cell: (r) => [linkTo(data.papers[r.paper].id)] },
  { title: "Year", value: (r) => data.papers[r.paper].year, cell: (r) => [String(data.papers[r.paper].year ?? "undated")] },
  { title: "Sure", value: (r) => r.score, cell: (r) => [`${r.score} %`] },
];

const DOUBTFUL = "Less sure than the claims above; leaderboards and answers to questions leave them out.";

// A section with the table, its copies and what it leaves out; `title` tells whose results they are.
function resultsSection(results, query, { title = "Claims and results", columns = RESULT_COLUMNS, note = "" } = {}) {
  if (!results.length) return [];
  const rows = results.slice(0, MOST_RESULTS);
  const notes = [rows.length < results.length ? `The first ${rows.length} of ${results.length}; the CSV has all.` : "", note].filter(Boolean);
  return [
    heading(`${title} (${results.length})`, copyButtons(columns, results, query)),
    sortable(`${title}. Headings sort.`, columns, rows, { below: (row) => quoteOf(data.papers[row.paper], row.quote) }),
    ...notes.map((text) => make("p", { className: "faint", text })),
  ];
}

// The same of results that are doubtful, marked “?”.
function doubtfulSection(results, query, { title = "Doubtful", columns } = {}) {
  return resultsSection(results.map((result) => ({ ...result, faint: true })), query, { title, columns, note: DOUBTFUL });
}
