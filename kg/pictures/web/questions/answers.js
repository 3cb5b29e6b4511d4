// An answer: read from what the engine gives, and written in the formats of SPARQL.
const UNREAD = /<[^<>"{}|^`\\\x00-\x20]*>|"{3}(?:"{0,2}(?:[^"\\]|\\.))*"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*'|#[^\n\r]*|[?$][\w]+|[\w.-]*:[\w.:%\\-]*/gs;
const DECLARED = Object.entries(known.prefixes).map(([name, namespace]) => `PREFIX ${name}: <${namespace}>`).join(" ");

// CONSTRUCT and DESCRIBE answer with triples; the word counts where it is none of a string, name or comment.
function makesTriples(query) {
  const form = /\b(?:SELECT|ASK|CONSTRUCT|DESCRIBE)\b/i.exec(query.replace(UNREAD, " "));
  return /^(?:CONSTRUCT|DESCRIBE)$/i.test(form?.[0] ?? "");
}

function withPrefixes(query) {
  return `${DECLARED}\n${query}`; // on a line of their own, so that the lines of the query only shift by one
}

function read(reply) {
  if (reply.triples) {
    const lines = new Map(reply.triples.map((row) => [`${writeTerm(row.subject)} ${writeTerm(row.predicate)} ${writeTerm(row.object)}`, row]));
    const rows = [...lines].sort(([a], [b]) => (a < b ? -1 : 1));
    return { kind: "triples", variables: ["subject", "predicate", "object"], rows: rows.map(([, row]) => row), lines: rows.map(([line]) => line) };
  }
  const document = JSON.parse(reply.json);
  if ("boolean" in document) return { kind: "truth", value: document.boolean, json: reply.json };
  return { kind: "rows", variables: document.head.vars, rows: document.results.bindings, json: reply.json };
}

function bare(term) {
  if (!term) return "";
  return term.type === "uri" || term.type === "literal" ? term.value : writeTerm(term);
}

function csvLine(cells) {
  const fields = cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell));
  return fields.length === 1 && fields[0] === "" ? '""\r\n' : fields.join(",") + "\r\n";
}

const FORMATS = {
  CSV: ["csv", "text/csv", ({ variables, rows }) =>
    [variables, ...rows.map((row) => variables.map((name) => bare(row[name])))].map(csvLine).join("")],
  TSV: ["tsv", "text/tab-separated-values", ({ variables, rows }) =>
    [variables.map((name) => `?${name}`), ...rows.map((row) => variables.map((name) => (row[name] ? writeTerm(row[name]) : "")))]
      .map((cells) => cells.join("\t") + "\n").join("")],
  JSON: ["json", "application/sparql-results+json", ({ json }) => json + "\n"],
  "N-Triples": ["nt", "application/n-triples", ({ lines }) => lines.map((line) => `${line} .\n`).join("")],
};
const FORMATS_OF = { rows: ["CSV", "TSV", "JSON"], truth: ["JSON"], triples: ["N-Triples"] };

function save(answer, format) {
  const [ending, type, write] = FORMATS[format];
  const address = URL.createObjectURL(new Blob([write(answer)], { type }));
  element("a", { href: address, download: `answer.${ending}` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

// The engine's message as a sentence, with the line that it is about and a mark below the place.
function explainError(message, query) {
  const place = /^error at (\d+):(\d+): ([^]*)/.exec(message);
  if (!place) return /^The service /.test(message) ? "SERVICE is not allowed: a query reaches nothing outside the graph." : message;
  const [line, column] = [Math.max(Number(place[1]) - 1, 1), Number(place[2])];
  const lines = query.split("\n");
  const text = lines[Math.min(line, lines.length) - 1];
  const long = place[3].length > 120 ? "something that cannot stand here" : place[3].trim();
  const reason = place[3].includes("Prefix not found") ? "a prefix that is not declared" : long;
  return `This is not a SPARQL query: line ${line}, column ${column}: ${reason}.\n  ${text}\n  ${" ".repeat(column - 1)}^`;
}
