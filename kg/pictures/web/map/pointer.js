// What a click means, and the tip that describes what the pointer points at. What is drawn above is meant before what lies beneath: a point,
// else the name that stands there, else a line. vis-network knows no names; it is told that no line lies under one.
const NEAR = 4; // pixels around a name that belong to it, as a line has some
const TWICE = 400; // milliseconds between the two clicks of one who clicks twice
const CLOSE = 10; // pixels between them
const TIP_AFTER = 120; // milliseconds

// The name at a place of the picture: one of a point has `node`, one of a theme has `theme`.
function nameAt({ x, y }) {
  if (letters === null) return null;
  const away = (box) => Math.max(box.x - x, x - box.x - box.w, box.y - y, y - box.y - box.h);
  const [nearest, far] = letters.names.reduce(([best, least], name) => (away(name) < least ? [name, away(name)] : [best, least]), [null, Infinity]);
  return far <= NEAR / letters.scale ? nearest : null;
}

const lineAt = network.selectionHandler.getEdgeAt.bind(network.selectionHandler);
network.selectionHandler.getEdgeAt = (pointer, ...rest) => (nameAt(network.DOMtoCanvas(pointer)) ? undefined : lineAt(pointer, ...rest));

// The first of two clicks moves the picture: the second means what the first did. Their times are those of the hand, however long the
// page took to draw in between, by which vis-network would tell two clicks from one.
let clicked = null;
network.on("click", ({ nodes: points, edges: lines, pointer, event }) => {
  const now = event.srcEvent.timeStamp, { x, y } = pointer.DOM;
  if (clicked && now - clicked.now < TWICE && Math.hypot(x - clicked.x, y - clicked.y) < CLOSE) {
    if (clicked.id !== undefined && isKnown(clicked.id)) focusOn(clicked.id, 1);
    return;
  }
  const name = nameAt(pointer.canvas), id = points[0] ?? name?.node;
  clicked = { id, now, x, y };
  if (id !== undefined) open(id);
  else if (name) go({ ...only, focus: null, theme: state.theme === name.theme ? null : name.theme });
  else if (lines.length) {
    const edge = drawn.edges.find((one) => one.id === lines[0]);
    openPair(edge.from, edge.to);
  } else if (drawn.mode === "map") startAgain();
});
// A tap is a click that vis-network has told of. The one that browsers make of it once more would land where the panel has come into sight.
container.addEventListener("touchend", (event) => event.preventDefault(), { passive: false });

function describeName({ node, theme }) {
  if (theme !== undefined) {
    const { name, papers, concepts } = themeOf.get(theme);
    return [name, `${count(papers, "paper")}, ${count(concepts.length, "shared concept")}`];
  }
  const entity = isEntity(node) ? entityOf(node) : null;
  if (entity === null) return [nameOf(node), NAMES.PAPER];
  const also = entity.aliases.length ? ["also: " + entity.aliases.slice(0, 4).join(", ")] : [];
  return [entity.name, `${entity.benchmark ? "benchmark" : NAMES[entity.type]}, named by ${count(entity.papers, "paper")}`, ...also];
}

const tip = make("div", { attributes: { id: "tip", hidden: "", "aria-hidden": "true" } });
container.append(tip);
let tipped = "", tipping = 0;

function hideTip() {
  clearTimeout(tipping);
  tip.hidden = true;
  tipped = "";
}

function showTip(lines, { x, y }) {
  const [first, ...others] = lines;
  tip.replaceChildren(make("strong", { text: first }), ...others.map((text) => make("div", { text })));
  tip.hidden = false;
  tip.style.left = `${Math.max(0, Math.min(x + 12, container.clientWidth - tip.offsetWidth - 4))}px`;
  tip.style.top = `${y + 16 + tip.offsetHeight > container.clientHeight ? Math.max(0, y - tip.offsetHeight - 8) : y + 16}px`;
}

container.addEventListener("mousemove", (event) => {
  const frame = container.getBoundingClientRect(), at = { x: event.clientX - frame.left, y: event.clientY - frame.top };
  const point = network.getNodeAt(at), name = point === undefined ? nameAt(network.DOMtoCanvas(at)) : { node: point };
  container.style.cursor = name || network.getEdgeAt(at) !== undefined ? "pointer" : "";
  if (event.buttons || !name) return hideTip();
  const lines = describeName(name), key = lines.join("\n");
  if (key === tipped) return;
  hideTip();
  tipped = key;
  tipping = setTimeout(() => showTip(lines, at), TIP_AFTER);
});
for (const event of ["mouseleave", "mousedown", "wheel"]) container.addEventListener(event, hideTip, { passive: true });
