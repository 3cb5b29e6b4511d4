// The filters: the legend by types, and the panel of years, theme, papers and lines. They show the state and change it.
const $ = (id) => document.getElementById(id);
const undatedPapers = data.papers.filter((paper) => paper.year === null).length;

function legend() {
  const here = new Map(), seen = new Map();
  for (const node of drawn.nodes) {
    here.set(node.kind, (here.get(node.kind) ?? 0) + 1);
    if (visible.nodes.has(node.id)) seen.set(node.kind, (seen.get(node.kind) ?? 0) + 1);
  }
  for (const item of $("types").children) {
    const { type } = item.dataset, total = here.get(type) ?? 0, now = seen.get(type) ?? 0;
    item.hidden = !total && !state.without.includes(type);
    item.setAttribute("aria-pressed", String(!state.without.includes(type)));
    item.lastChild.textContent = `${PLURALS[type]} ${now === total ? total : `${now} of ${total}`}`;
  }
}

function toggleItem(list, one, all) {
  return list.includes(one) ? list.filter((other) => other !== one) : all.filter((other) => other === one || list.includes(other));
}

function makeLegend() {
  $("types").replaceChildren(...data.types.map((type) => {
    const item = make("button", { attributes: { type: "button", "aria-pressed": "true" } }, [shapeOf(type), make("span")]);
    item.dataset.type = type;
    item.addEventListener("click", () => adjust({ without: toggleItem(state.without, type, data.types) }));
    return item;
  }));
}

// Bars of dated papers a year over the two sliders.
function yearBars() {
  const counts = new Map();
  for (const year of YEARS) counts.set(year, (counts.get(year) ?? 0) + 1);
  const most = Math.max(...counts.values()), span = LAST - FIRST + 1;
  const bars = Array.from({ length: span }, (_, i) => {
    const height = (24 * (counts.get(FIRST + i) ?? 0)) / most;
    return drawnElement("rect", { x: (i * 100) / span + 0.5, y: 24 - height, width: 100 / span - 1, height, "data-year": FIRST + i });
  });
  return drawnElement("svg", { class: "bars", viewBox: "0 0 100 24", preserveAspectRatio: "none", "aria-hidden": "true" }, bars);
}

function makeFilters() {
  $("years").hidden = !YEARS.length;
  if (YEARS.length) {
    $("bars").append(yearBars());
    for (const [id, value] of [["from", FIRST], ["to", LAST]]) Object.assign($(id), { min: FIRST, max: LAST, value });
    $("from").addEventListener("input", () => setYears(Number($("from").value), Math.max(Number($("from").value), Number($("to").value))));
    $("to").addEventListener("input", () => setYears(Math.min(Number($("from").value), Number($("to").value)), Number($("to").value)));
  }
  $("undated-label").textContent = `${count(undatedPapers, "paper")} without a date`;
  $("undated").addEventListener("change", () => adjust({ undated: $("undated").checked }));
  $("theme").append(...data.communities.map((theme) => make("option", { text: theme.name, attributes: { value: theme.number } })));
  $("theme").addEventListener("change", () => adjust({ theme: $("theme").value === "" ? null : Number($("theme").value) }));
  $("least").addEventListener("input", () => adjust({ least: Math.max(1, Math.floor(Number($("least").value)) || 1) }));
  $("weight").addEventListener("input", () => adjust({ weight: Number($("weight").value) }));
  $("narrow").addEventListener("click", () => {
    $("filters").hidden = !$("filters").hidden;
    $("narrow").setAttribute("aria-expanded", String(!$("filters").hidden));
  });
  for (const id of ["reset", "reset-empty"]) $(id).addEventListener("click", () => {
    adjust(unfiltered());
    $("narrow").focus(); // the button itself goes away
  });
}

function setYears(from, to) {
  adjust({ from: from === FIRST ? null : from, to: to === LAST ? null : to });
}

// The kinds of line that the picture could have; the boxes stay in place while they are used.
function makeLines() {
  const here = LINES.filter((kind) => drawn.edges.some((edge) => edge.kind === kind));
  if (same(here, [...$("lines").querySelectorAll("input")].map((one) => one.value))) return;
  $("lines").replaceChildren(...here.map((kind) => {
    const field = make("input", { attributes: { type: "checkbox", value: kind } });
    field.addEventListener("change", () => adjust({ lines: toggleItem(state.lines, kind, LINES) }));
    return make("label", {}, [field, make("i", { className: kind in HIERARCHY ? "dashed" : "solid" }), inWords(kind)]);
  }));
}

function showFilters() {
  legend();
  makeLines();
  for (const field of $("lines").querySelectorAll("input")) field.checked = state.lines.includes(field.value);
  const [from, to] = [state.from ?? FIRST, state.to ?? LAST];
  if (YEARS.length) {
    $("from").value = from;
    $("to").value = to;
    $("from").setAttribute("aria-valuetext", String(from));
    $("to").setAttribute("aria-valuetext", String(to));
    $("span").textContent = from === to ? String(from) : `${from} to ${to}`;
    const dated = YEARS.filter((year) => year >= from && year <= to).length;
    $("dated").textContent = `${count(dated, "dated paper")}${state.undated && undatedPapers ? `, and ${undatedPapers.toLocaleString("en")} undated still shown` : ""}`;
    for (const bar of $("bars").querySelectorAll("rect")) bar.classList.toggle("out", Number(bar.dataset.year) < from || Number(bar.dataset.year) > to);
  }
  $("undated").checked = state.undated;
  $("theme").value = state.theme === null ? "" : String(state.theme);
  if (document.activeElement !== $("least")) $("least").value = state.least;
  $("weight").value = state.weight;
  $("weight-now").textContent = `${state.weight} %`;
  $("reset").hidden = !isFiltered(state);
}
