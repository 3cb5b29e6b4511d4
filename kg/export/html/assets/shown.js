// What is shown of what: the line that counts, the line that says where one is, the empty state, and the table of it all.
const MOST_ROWS = 1000;

function showCounts() {
  const [n, all] = [visible.nodes.size, drawn.nodes.length];
  const things = drawn.nodes.some((node) => node.kind === "PAPER") ? "points" : "concepts";
  const lines = drawn.edges.filter((edge) => state.lines.includes(edge.kind)).length;
  $("shown").textContent = n === all && visible.edges.size === lines
    ? `${all.toLocaleString("en")} ${things}, ${count(lines, "line")} shown`
    : `${n.toLocaleString("en")} of ${all.toLocaleString("en")} ${things} shown, ${visible.edges.size.toLocaleString("en")} of ${count(lines, "line")}`;
  $("empty").hidden = n > 0;
  $("empty-text").textContent = all ? "Nothing passes the filters." : "There is nothing to draw: no concept is named here.";
  $("reset-empty").hidden = !isFiltered(state);
}

function showPlace() {
  const parts = [];
  if (state.ends) parts.push(make("span", { text: `Path from ${nameOf(state.ends[0])} to ${nameOf(state.ends[1])}` }));
  else if (state.versus) parts.push(make("span", { text: `${nameOf(state.see)} beside ${nameOf(state.versus)}` }));
  else if (state.focus) {
    const around = drawn.nodes.length - 1;
    const told = state.depth === 1 ? `: ${around} of ${drawn.reached}, the most telling` : `, two steps: ${around}`;
    parts.push(make("span", { text: `Around ${nameOf(state.focus)}${told}` }));
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
  const cut = (rows, most) => (rows.length > most ? [make("p", { className: "faint", text: `The first ${most} of ${rows.length}; the saved CSV has all.` })] : []);
  $("list").replaceChildren(
    make("h2", { text: `In the picture (${points.length})` }), ...cut(points, MOST_ROWS), sortable("What the picture shows. Headings sort.", NODE_COLUMNS, points.slice(0, MOST_ROWS)),
    make("h2", { text: `Lines (${lines.length})` }), ...cut(lines, MOST_ROWS), sortable("The lines of the picture. Headings sort.", EDGE_COLUMNS, lines.slice(0, MOST_ROWS)),
  );
}
