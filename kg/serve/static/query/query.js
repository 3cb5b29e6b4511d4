// The query page: the editor, the shipped questions, and asking this server's own endpoint.
import { makeEditor } from "./editor.js";
import { showRows, showText, showTruth } from "./results.js";

const JSON_RESULTS = "application/sparql-results+json";
const KEPT = "kg-query"; // the text of the last visit, in the browser
const known = JSON.parse(document.getElementById("known").textContent);
const questions = new Map(known.groups.flatMap((group) => group.questions.map((one) => [one.name, one])));
const first = questions.get("benchmarks") ?? questions.values().next().value;
const [status, results, run, stop, csv, choice] = ["status", "results", "run", "stop", "csv", "example"].map((id) =>
  document.getElementById(id),
);
let asking = null; // what stops the query that runs
let answered = ""; // the query whose rows are shown

async function reply(query, accept, signal) {
  const got = await fetch(known.endpoint, {
    method: "POST",
    headers: { "Content-Type": "application/sparql-query", Accept: accept },
    body: query,
    signal,
  });
  if (!got.ok) throw new Error((await got.text()).trim() || `The server answered ${got.status}.`);
  return got;
}

async function ask() {
  asking?.abort();
  const mine = (asking = new AbortController());
  const query = editor.text;
  const started = performance.now();
  busy(true);
  status.textContent = "Asking …";
  try {
    const got = await reply(query, `${JSON_RESULTS}, text/turtle;q=0.9`, mine.signal);
    const text = await got.text();
    const cut = got.headers.get("X-KG-Truncated");
    const summary = show(got.headers.get("Content-Type"), text, query);
    const seconds = ((performance.now() - started) / 1000).toFixed(2);
    status.textContent = `${summary}${cut ? `, cut to ${cut}; there are more` : ""} (${seconds} s)`;
  } catch (error) {
    if (mine !== asking) return; // another query was asked meanwhile
    results.replaceChildren();
    csv.hidden = true;
    if (error.name === "AbortError") status.textContent = "Stopped.";
    else {
      status.textContent = "This could not be answered:";
      showText(results, error.message);
    }
  } finally {
    if (mine === asking) {
      asking = null;
      busy(false);
    }
  }
}

/** Show an answer, and say how much it is. */
function show(type, text, query) {
  csv.hidden = true;
  if (!type.startsWith(JSON_RESULTS)) {
    showText(results, text);
    return "Triples in Turtle";
  }
  const found = JSON.parse(text);
  if ("boolean" in found) {
    showTruth(results, found.boolean);
    return "An answer";
  }
  answered = query;
  csv.hidden = false;
  showRows(results, found, known);
  const count = found.results.bindings.length;
  return `${count} result${count === 1 ? "" : "s"}`;
}

function busy(isBusy) {
  stop.hidden = !isBusy;
  results.setAttribute("aria-busy", String(isBusy));
}

async function save() {
  try {
    const got = await reply(answered, "text/csv");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await got.blob());
    link.download = "answer.csv";
    link.click();
    URL.revokeObjectURL(link.href);
  } catch (error) {
    status.textContent = error.message;
  }
}

/** The text of the last visit; a browser may refuse to keep any. */
function keepText(value) {
  try {
    if (value === undefined) return localStorage.getItem(KEPT);
    localStorage.setItem(KEPT, value);
  } catch {
    // then there is none
  }
  return null;
}

// A link to a question, or to a query, asks it; whatever server it names, this one is asked.
const linked = new URLSearchParams(location.hash.slice(1));
const given = questions.get(linked.get("question"))?.query ?? linked.get("query");
if (linked.has("question")) history.replaceState(null, "", location.pathname);
const editor = makeEditor(document.getElementById("editor"), {
  text: given ?? keepText() ?? first.query,
  known,
  run: ask,
  changed: (text) => keepText(text),
});

run.addEventListener("click", ask);
stop.addEventListener("click", () => asking?.abort());
csv.addEventListener("click", save);
choice.addEventListener("change", () => {
  const chosen = questions.get(choice.value);
  choice.value = "";
  if (!chosen) return;
  editor.text = chosen.query;
  editor.focus();
  ask();
});
ask();
