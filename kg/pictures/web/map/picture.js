// The picture: vis-network moves and draws nodes and lines; what is chosen and what is hidden is decided elsewhere.
const container = document.getElementById("map");
const nodes = new vis.DataSet([]);
const edges = new vis.DataSet([]);
const ROOM = { left: 30, right: 150, above: 50, below: 30 }; // names stand to the right
const CLOSEST = 1.5;
let moved = false; // by the reader: until then the picture keeps to its frame, which grows and shrinks with the window and the panel
let drawn = { mode: "map", nodes: [], edges: [], fixed: [] };
let visible = { nodes: new Set(), edges: new Set() };
let chosen = new Set(); // ids
let near = new Set();

const network = new vis.Network(container, { nodes, edges }, picture.options);

// Takes what is no longer drawn out of vis-network; `paint` puts in what is.
const looks = { nodes: new Map(), edges: new Map() }; // what vis-network was last told of each
function draw(next) {
  const before = drawn;
  drawn = next;
  leave(nodes, looks.nodes, before.nodes, next.nodes);
  leave(edges, looks.edges, before.edges, next.edges);
}

function leave(set, known, before, after) {
  const kept = new Map(after.map((one) => [one.id, one]));
  const gone = before.filter((one) => kept.get(one.id) !== one).map((one) => one.id);
  gone.forEach((id) => known.delete(id));
  set.remove(gone);
}

// Tells vis-network what is new or looks different.
function tell(set, known, all, look) {
  set.update(all.flatMap((one) => {
    const looksNow = look(one), key = JSON.stringify(looksNow);
    if (known.get(one.id) === key) return [];
    const isNew = !known.has(one.id);
    known.set(one.id, key);
    return [isNew ? { ...one, ...looksNow } : { id: one.id, ...looksNow }];
  }));
}

// Whether a line stays within one theme; those between themes are drawn more faintly.
function within(edge, themeAt) {
  const theme = themeAt.get(edge.from);
  return drawn.mode !== "map" || edge.kind !== "shared papers" || (theme !== null && theme === themeAt.get(edge.to));
}

// Lines of what is chosen; on a path, its steps alone.
const isStrong = (edge) => (drawn.mode === "path" ? edge.route === true : chosen.has(edge.from) || chosen.has(edge.to));

function paint() {
  const themeAt = new Map(drawn.nodes.map((node) => [node.id, node.community]));
  const dimmed = chosen.size > 0 && drawn.mode === "map";
  tell(nodes, looks.nodes, drawn.nodes, (node) => {
    const background = colours[node.kind], ringed = { background, border: colours.ink };
    return {
      hidden: !visible.nodes.has(node.id),
      opacity: dimmed && !chosen.has(node.id) && !near.has(node.id) ? 0.25 : 1,
      borderWidth: chosen.has(node.id) ? 2 : 1,
      color: { background, border: chosen.has(node.id) ? colours.ink : colours.rim, highlight: ringed, hover: ringed },
    };
  });
  tell(edges, looks.edges, drawn.edges, (edge) => {
    const on = isStrong(edge), strong = colours["line-on"];
    const opacity = on ? 0.75 : (within(edge, themeAt) ? 0.75 : 0.35) * (dimmed ? 0.3 : 1);
    return { hidden: !visible.edges.has(edge.id), dashes: edge.dashes ? [5, 4] : false, color: { color: on ? strong : colours.line, highlight: strong, hover: strong, opacity } };
  });
}

// Marks what is told of, and what it is linked with.
function choose(ids) {
  chosen = new Set(ids.filter((id) => visible.nodes.has(id)));
  near = new Set();
  for (const edge of drawn.edges) {
    if (!visible.edges.has(edge.id)) continue;
    if (chosen.has(edge.from)) near.add(edge.to);
    if (chosen.has(edge.to)) near.add(edge.from);
  }
}

// Fits what is shown, with room for the names around it, which zooming does not make smaller.
function fit(animated) {
  const seen = drawn.nodes.filter((node) => visible.nodes.has(node.id));
  if (!seen.length || !container.clientWidth) return; // behind the table there is nothing to fit
  const [left, right, top, bottom] = seen.reduce(
    (edge, { x, y }) => [Math.min(edge[0], x), Math.max(edge[1], x), Math.min(edge[2], y), Math.max(edge[3], y)],
    [Infinity, -Infinity, Infinity, -Infinity],
  );
  const names = Math.min(drawn.mode === "map" ? ROOM.right : 1.5 * ROOM.right, container.clientWidth / 5);
  const width = container.clientWidth - ROOM.left - names, height = container.clientHeight - ROOM.above - ROOM.below;
  const scale = Math.max(Math.min(width / (right - left || 1), height / (bottom - top || 1), CLOSEST), 0.01);
  const position = { x: (left + right) / 2 + (names - ROOM.left) / 2 / scale, y: (top + bottom) / 2 + (ROOM.below - ROOM.above) / 2 / scale };
  network.moveTo({ position, scale, animation: animated && !calm() ? { duration: 300 } : false });
}

function goTo(id) {
  if (visible.nodes.has(id)) network.focus(id, { scale: Math.max(network.getScale(), 1), animation: calm() ? false : { duration: 300 } });
}

function zoom(factor, animated = true) {
  moved = true;
  network.moveTo({ scale: network.getScale() * factor, animation: animated && !calm() ? { duration: 150 } : false });
}

// Moves what is looked at by so many pixels.
function look(right, down) {
  moved = true;
  const { x, y } = network.getViewPosition(), scale = network.getScale();
  network.moveTo({ position: { x: x + right / scale, y: y + down / scale }, animation: false });
}
