// The inventory of the picture: the line that counts, the line that says where one is, the empty state, and the table of everything.
const MOST_ROWS = 1000;

let rest = { nodes: [], lines: [] }; // what passes the filters and is not drawn

function findRest() {
  const nodes = [...findMatching(state, drawn, visible)].filter((id) => !visible.nodes.has(id)).map((id) => nodeOf(id, 0));
  const papersOf = (node) => (isEntity(node.id) ? papersIn(state, entityOf(node.id).number) : 0);
  const keyed = nodes.map((node) => ({ node, papers: papersOf(node) })).sort((a, b) => b.papers - a.papers || (a.node.id < b.node.id ? -1 : 1));
  rest = { nodes: keyed.map(({ node }) => node), lines: findUnjoined(state, drawn, visible) };
}

const formatShown = (shown, left) => `${shown.toLocaleString("en")}${left ? ` of ${(shown + left).toLocaleString("en")}` : ""}`;

function showCounts() {
  const n = visible.nodes.size, left = rest.nodes.length, lines = visible.edges.size, unseen = rest.lines.length;
  const thing = drawn.nodes.some((node) => node.kind === "PAPER") ? "point" : "concept";
  const several = (number, noun) => `${noun}${number === 1 ? "" : "s"}`;
  $("shown").textContent = `${formatShown(n, left)} ${several(n + left, thing)} and ${formatShown(lines, unseen)} ${several(lines + unseen, "line")}${isFiltered(state) ? " that match" : ""} shown`;
  $("rest").hidden = !left && !unseen;
  $("rest").textContent = left ? `List the other ${left.toLocaleString("en")}` : "List the other lines";
  $("empty").hidden = n > 0;
  $("empty-text").textContent = !drawn.nodes.length ? "There is nothing to draw: no concept is named here."
    : left ? `Nothing that is drawn passes the filters; ${count(left, "concept")} not drawn ${left === 1 ? "does" : "do"}.` : "Nothing passes the filters.";
  $("reset-empty").hidden = !isFiltered(state);
}

function showPlace() {
  const parts = [];
  if (state.ends) parts.push(make("span", { text: `Path from ${nameOf(state.ends[0])} to ${nameOf(state.ends[1])}` }));
  else if (state.versus) parts.push(make("span", { text: `${nameOf(state.see)} beside ${nameOf(state.versus)}` }));
  else if (state.focus) {
    const around = visible.nodes.size - 1;
    parts.push(make("span", { text: `Around ${nameOf(state.focus)}${state.depth === 1 ? "" : ", two steps"}: ${formatShown(around, rest.nodes.length)}${rest.nodes.length ? ", the strongest" : ""}` }));
    parts.push(...[1, 2].map((depth) => button(depth === 1 ? "1 step" : "2 steps", () => go({ depth }), { "aria-pressed": String(state.depth === depth) }, "small")));
  }
  if (parts.length) parts.push(button("Whole map", startAgain, {}, "small"));
  $("place").replaceChildren(...parts);
  $("place").hidden = !parts.length;
}

const themeName = (community) => (community === null || !themeOf.has(community) ? "" : themeOf.get(community).name);
const NODE_COLUMNS = [
  { title: "Name", value: (node) => node.name, cell: (node) => [shapeOf(node.kind), " ", linkTo(node.id, node.name)] },
  { title: "Type", value: (node) => (isEntity(node.id) && entityOf(node.id).benchmark ? "benchmark" : NAMES[node.kind]) },
  { title: "Papers", value: (node) => (isEntity(node.id) ? papersIn(state, entityOf(node.id).number) : null) },
  { title: "Theme", value: (node) => themeName(node.community) },
  { title: "Lines", value: (node) => shownEdges().filter((edge) => edge.from === node.id || edge.to === node.id).length },
];
const EDGE_COLUMNS = [
  { title: "From", value: (edge) => nameOf(edge.from), cell: (edge) => [linkTo(edge.from)] },
  { title: "To", value: (edge) => nameOf(edge.to), cell: (edge) => [linkTo(edge.to)] },
  { title: "Kind", value: (edge) => inWords(edge.kind) },
  { title: "Weight", value: (edge) => edge.weight },
  { title: "Papers", value: (edge) => edge.papers.length, cell: (edge) => [edge.papers.length ? button(String(edge.papers.length), () => openPair(edge.from, edge.to), { "aria-label": `${count(edge.papers.length, "paper")} of ${nameOf(edge.from)} and ${nameOf(edge.to)}` }, "link") : "0"] },
];
const shownNodes = () => drawn.nodes.filter((node) => visible.nodes.has(node.id)).sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1));
const shownEdges = () => drawn.edges.filter((edge) => visible.edges.has(edge.id));

function showList() {
  container.hidden = state.list;
  $("list").hidden = !state.list;
  $("as-list").setAttribute("aria-pressed", String(state.list));
  if (!state.list) return $("list").replaceChildren();
  const [points, lines] = [shownNodes(), shownEdges()];
  const cut = (rows, whole) => (rows.length > MOST_ROWS ? [make("p", { className: "faint", text: `The first ${MOST_ROWS.toLocaleString("en")} of ${rows.length.toLocaleString("en")}; the ${whole} CSV has all.` })] : []);
  const makeListing = (title, columns, rows, label) => [
    make("h2", { text: `${title} (${rows.length.toLocaleString("en")})` }), ...cut(rows, "saved"), sortable(label, columns, rows.slice(0, MOST_ROWS)),
  ];
  const makeExtraListing = (title, columns, rows, label) => (rows.length ? [
    make("div", { className: "head" }, [make("h2", { text: `${title} (${rows.length.toLocaleString("en")})`, className: "rest", attributes: { tabindex: "-1" } }), button("CSV", () => copy(csvOf(columns, rows), "CSV"), { "aria-label": "Copy as CSV" }, "small")]),
    ...cut(rows, "copied"), sortable(label, columns, rows.slice(0, MOST_ROWS)),
  ] : []);
  const match = isFiltered(state) ? "Matching, but not in the picture" : "Not in the picture";
  $("list").replaceChildren(
    ...makeListing("In the picture", NODE_COLUMNS, points, "What the picture shows. Headings sort."),
    ...makeListing("Lines", EDGE_COLUMNS, lines, "The lines of the picture. Headings sort."),
    ...makeExtraListing(match, NODE_COLUMNS.filter(({ title }) => title !== "Lines"), rest.nodes, "What the picture has no room for. Headings sort."),
    ...makeExtraListing("Named together, without a line", EDGE_COLUMNS.filter(({ title }) => title !== "Kind"), rest.lines, "Pairs that papers name together and no line joins. Headings sort."),
  );
}

function listRest() {
  adjust({ list: true });
  const heading = $("list").querySelector(".rest");
  heading.scrollIntoView({ block: "start" });
  heading.focus({ preventScroll: true });
}
