// The page: what is asked, what is answered, and an address that asks it again.
const at = (id) => document.getElementById(id);
const engine = new Engine();
const narrow = window.matchMedia("(max-width: 800px)");
const FIRST = QUESTIONS.has("benchmarks") ? "benchmarks" : QUESTIONS.keys().next().value;
const OWN = "SELECT ?paper ?title\nWHERE {\n  ?paper a kg:Paper ; dcterms:title ?title .\n}\nORDER BY ?title\nLIMIT 20";
let question = null; // what the form is about; null where the query is one's own
let ready = false;
let asking = false;
let waiting = false; // something is to be asked as soon as the engine is free
let own = "";

function showStatus(text) {
  at("status").textContent = text;
}

function showError(text) {
  at("error").textContent = text;
  at("error").hidden = false;
}

function show(chosen, values, query) {
  question = chosen;
  at("asked").textContent = chosen ? chosen.title : "A query of your own";
  at("about").textContent = chosen ? chosen.about : "";
  at("query").value = query;
  at("text").open = !chosen;
  drawParameters(at("parameters"), chosen, values, rewrite);
  for (const button of document.querySelectorAll("button.question")) {
    const current = chosen ? button.dataset.name === chosen.name : button.id === "own";
    if (current) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
  if (narrow.matches) at("menu").open = false;
}

function rewrite() {
  try {
    at("query").value = bindQuery(question, parameterValues(at("parameters")));
    at("error").hidden = true;
  } catch (error) {
    showError(error.message); // a value that is no number yet
  }
}

// ---- the address: a question with what is set in it, or a query

function address() {
  const query = at("query").value;
  const set = new URLSearchParams();
  const values = parameterValues(at("parameters"));
  if (question && query === bindQuery(question, values)) {
    set.set("question", question.name);
    for (const { name, default: unset } of question.parameters) {
      if (values[name] !== unset) set.set(`set.${name}`, values[name]);
    }
  } else {
    set.set("sparql", query);
  }
  return `#${set}`;
}

function fromAddress() {
  const set = new URLSearchParams(location.hash.slice(1));
  if (set.has("sparql")) {
    show(null, {}, set.get("sparql"));
    return;
  }
  const chosen = QUESTIONS.get(set.get("question")) ?? QUESTIONS.get(FIRST);
  const values = Object.fromEntries(
    chosen.parameters.flatMap(({ name }) => (set.has(`set.${name}`) ? [[name, set.get(`set.${name}`)]] : [])));
  show(chosen, values, bindQuery(chosen, {}));
  if (Object.keys(values).length) rewrite();
}

// ---- asking

async function ask() {
  if (!ready || asking) {
    waiting = true;
    return;
  }
  at("error").hidden = true;
  const query = at("query").value;
  try {
    if (question) bindQuery(question, parameterValues(at("parameters")));
    const hash = address();
    if (hash !== location.hash) history.pushState(null, "", hash);
  } catch (error) {
    showError(error.message);
    return;
  }
  busy(true);
  showStatus("Asking …");
  let broken = false;
  try {
    const reply = await engine.ask(query);
    const answer = read(reply);
    draw(answer);
    const many = answer.kind === "truth" ? "Answered" : formatCount(answer.rows.length, answer.kind === "triples" ? "triple" : "row");
    showStatus(`${many} in ${duration(reply.milliseconds)}`);
  } catch (error) {
    clear();
    broken = error instanceof Broken || error instanceof Stopped;
    if (error instanceof Broken) showError(`The query took more memory than a browser gives (${error.message}). Ask for less.`);
    else if (!broken) {
      showStatus("");
      showError(explainError(error.message, query));
    }
  }
  busy(false);
  if (broken) await start("Stopped. Reading again");
  else askWaiting();
}

function askWaiting() {
  if (!waiting) return;
  waiting = false;
  ask();
}

function busy(is) {
  asking = is;
  at("run").disabled = is;
  at("stop").hidden = !is;
  at("answer").classList.toggle("old", is);
}

function clear() {
  at("answer").hidden = true;
  at("answer").replaceChildren();
  at("save").hidden = true;
}

function draw(answer) {
  at("answer").hidden = false;
  if (answer.kind === "truth") at("answer").replaceChildren(element("p", { className: "truth", textContent: answer.value ? "Yes" : "No" }));
  else if (answer.rows.length) drawTable(at("answer"), answer, follow);
  else at("answer").replaceChildren(element("p", { textContent: "Nothing in the graph answers this. Try another spelling or other values." }));
  at("save").replaceChildren("Save as ", ...FORMATS_OF[answer.kind].map((format) => {
    const button = element("button", { type: "button", textContent: format });
    button.addEventListener("click", () => save(answer, format));
    return button;
  }));
  at("save").hidden = false;
}

// All that is said of a thing, in both directions.
function follow(iri) {
  show(null, {}, `SELECT ?subject ?predicate ?object\nWHERE {\n  VALUES ?thing { <${iri}> }\n  { ?thing ?predicate ?object BIND (?thing AS ?subject) }\n  UNION\n  { ?subject ?predicate ?thing BIND (?thing AS ?object) }\n}\nORDER BY ?predicate ?subject ?object`);
  at("asked").textContent = `What the graph says about ${abbreviate(iri)}`;
  at("text").open = false;
  at("asked").focus();
  ask();
}

function formatCount(number, word) {
  return `${number.toLocaleString("en")} ${word}${number === 1 ? "" : "s"}`;
}

function duration(milliseconds) {
  return milliseconds < 1000 ? `${Math.max(1, Math.round(milliseconds))} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

async function start(why) {
  ready = false;
  engine.stop(); // a broken one still holds its memory
  const begun = performance.now();
  showStatus(`${why} ${formatCount(known.triples, "triple")} …`);
  at("run").disabled = true;
  try {
    const triples = await engine.start();
    ready = true;
    at("run").disabled = false;
    showStatus(`${formatCount(triples, "triple")} ready after ${duration(performance.now() - begun)}`);
    askWaiting();
  } catch (error) {
    showStatus("");
    showError(`The engine did not start: ${error.message} The page needs a browser of 2023 or later and memory for the graph.`);
  }
}

// ---- what people do

drawQuestions(at("groups"), (chosen) => {
  show(chosen, {}, bindQuery(chosen, {}));
  ask();
});
at("filter").addEventListener("input", (event) => {
  at("found").textContent = filterQuestions(at("groups"), event.target.value);
});
at("own").addEventListener("click", () => {
  show(null, {}, own || OWN);
  at("query").focus();
});
at("query").addEventListener("input", (event) => {
  if (!question) own = event.target.value;
});
at("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !at("run").disabled) {
    event.preventDefault();
    ask();
  }
});
at("stop").addEventListener("click", () => engine.stop());
window.addEventListener("popstate", () => {
  fromAddress();
  ask();
});
at("prefixes").textContent = Object.keys(known.prefixes).map((name) => `${name}:`).join(" ");
fromAddress();
ask();
start("Reading");
