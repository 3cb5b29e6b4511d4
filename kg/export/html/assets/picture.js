// The picture: vis-network moves and draws nodes and lines; what is chosen and what is hidden is decided here.
const container = document.getElementById("map");
const nodes = new vis.DataSet(picture.nodes.map((node) => ({ ...node, title: hoverText(node) })));
const edges = new vis.DataSet(picture.edges.map((edge) => ({ ...edge })));
const hiddenTypes = new Set();
const ROOM = { left: 30, right: 150, above: 50, below: 30 }; // names stand to the right
const CLOSEST = 1.5;
let chosen = null;
let near = new Set();

const network = new vis.Network(container, { nodes, edges }, picture.options);

function hoverText(node) {
  const lines = [make("strong", { text: node.name })];
  const entity = entityNumber.has(node.id) ? data.entities[entityNumber.get(node.id)] : null;
  const what = entity && entity.benchmark ? "benchmark" : NAMES[node.kind];
  lines.push(make("div", { text: entity ? `${what}, named by ${count(entity.papers, "paper")}` : what }));
  if (entity && entity.aliases.length) {
    lines.push(make("div", { className: "faint", text: "also: " + entity.aliases.slice(0, 4).join(", ") }));
  }
  return make("div", {}, lines);
}

// Whether a line stays within one theme; those between themes are drawn more faintly.
function within(edge) {
  const theme = shown.get(edge.from).community;
  return edge.kind !== "shared papers" || (theme !== null && theme === shown.get(edge.to).community);
}

function paint() {
  nodes.update(
    nodes.get().map((node) => {
      const colour = colours[node.kind];
      const dim = chosen !== null && node.id !== chosen && !near.has(node.id);
      return {
        id: node.id,
        hidden: hiddenTypes.has(node.kind),
        opacity: dim ? 0.25 : 1,
        color: {
          background: colour,
          border: colours.rim,
          highlight: { background: colour, border: colours.ink },
          hover: { background: colour, border: colours.ink },
        },
      };
    }),
  );
  edges.update(
    edges.get().map((edge) => {
      const on = chosen !== null && (edge.from === chosen || edge.to === chosen);
      const strong = colours["line-on"];
      return {
        id: edge.id,
        color: {
          color: on ? strong : colours.line,
          highlight: strong,
          hover: strong,
          opacity: on ? 0.8 : (within(edge) ? 0.75 : 0.35) * (chosen !== null ? 0.3 : 1),
        },
      };
    }),
  );
}

// Shows a node and what it is linked to, the rest faintly; null shows all again.
function choose(id) {
  chosen = id !== null && shown.has(id) ? id : null;
  near = new Set(chosen === null ? [] : neighbours.get(chosen).map((link) => link.other));
  network.unselectAll();
  if (chosen !== null) network.selectNodes([chosen], false);
  paint();
}

// Shows what is linked to something that the picture itself does not hold.
function chooseAround(ids) {
  chosen = ids.length ? "" : null;
  near = new Set(ids);
  network.unselectAll();
  paint();
}

// Fits what is shown, with room for the names around it, which zooming does not make smaller.
function wholeMap(animated) {
  const visible = nodes.get({ filter: (node) => !node.hidden }).map((node) => ({ ...node, ...network.getPosition(node.id) }));
  if (!visible.length) return;
  const xs = visible.map((node) => node.x), ys = visible.map((node) => node.y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const names = Math.min(ROOM.right, container.clientWidth / 5);
  const width = container.clientWidth - ROOM.left - names, height = container.clientHeight - ROOM.above - ROOM.below;
  const scale = Math.min(width / (right - left || 1), height / (bottom - top || 1), CLOSEST);
  const position = { x: (left + right) / 2 + (names - ROOM.left) / 2 / scale, y: (top + bottom) / 2 + (ROOM.below - ROOM.above) / 2 / scale };
  network.moveTo({ position, scale, animation: animated && !calm() });
}

function calm() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

function goTo(id) {
  if (shown.has(id)) network.focus(id, { scale: Math.max(network.getScale(), 1), animation: calm() ? false : { duration: 300 } });
}

function zoom(factor) {
  network.moveTo({ scale: network.getScale() * factor, animation: calm() ? false : { duration: 150 } });
}

darkness.addEventListener("change", () => {
  readColours();
  paint();
});
