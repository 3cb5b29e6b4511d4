// Themes are drawn under the picture, names over it. A name is drawn where it covers no other, the weightiest first, in a
// size that zooming does not change: the closer one looks, the more names there are.
const FONT = '"Segoe UI", Roboto, "Liberation Sans", system-ui, Arial, sans-serif';
const LONGEST = 34;
const THEME_LEAST = 4; // points of a theme that is outlined
const PAD = 13; // around them

function short(text, longest = LONGEST) {
  const characters = Array.from(text);
  return characters.length > longest ? characters.slice(0, longest - 1).join("") + "…" : text;
}

function visibleNodes() {
  const positions = network.getPositions();
  return nodes.get({ filter: (node) => !node.hidden }).map((node) => ({ ...node, ...positions[node.id] }));
}

// The outline of points: their convex hull (Andrew's monotone chain).
function outline(points) {
  const kept = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const turn = (o, a, b) => (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
  const half = (list) => {
    const chain = [];
    for (const p of list) {
      while (chain.length > 1 && turn(chain.at(-2), chain.at(-1), p) <= 0) chain.pop();
      chain.push(p);
    }
    return chain.slice(0, -1);
  };
  return [...half(kept), ...half([...kept].reverse())];
}

// Where a name may stand: right of its point, left, below, above.
function places(node, w, h, gap) {
  const reach = node.size + gap;
  return [
    { x: node.x + reach, y: node.y - h / 2, w, h },
    { x: node.x - reach - w, y: node.y - h / 2, w, h },
    { x: node.x - w / 2, y: node.y + reach, w, h },
    { x: node.x - w / 2, y: node.y - reach - h, w, h },
  ];
}

function measure(context, text, size, weight, scale) {
  context.font = `${weight} ${size / scale}px ${FONT}`;
  return context.measureText(text).width;
}

function sizeOf(node) {
  return 11.5 + 2.5 * node.weight;
}

// Each theme with the outline of its points and, to their right, their names.
function themes(context, scale) {
  const groups = new Map();
  for (const node of visibleNodes()) {
    if (node.community === null || node.kind === "PAPER") continue;
    if (!groups.has(node.community)) groups.set(node.community, []);
    const width = measure(context, short(node.name), sizeOf(node), "500", Math.max(scale, 1));
    groups.get(node.community).push({ x: node.x, y: node.y }, { x: node.x + node.size + width, y: node.y });
  }
  return data.communities
    .filter((theme) => (groups.get(theme.number) || []).length >= 2 * THEME_LEAST)
    .map((theme) => ({ theme, hull: outline(groups.get(theme.number)) }));
}

network.on("beforeDrawing", (context) => {
  context.save();
  context.lineJoin = "round";
  for (const { hull } of themes(context, network.getScale())) {
    context.beginPath();
    hull.forEach((p, i) => (i ? context.lineTo(p.x, p.y) : context.moveTo(p.x, p.y)));
    context.closePath();
    context.fillStyle = context.strokeStyle = colours.theme;
    context.lineWidth = 2 * PAD;
    context.stroke();
    context.fill();
  }
  context.restore();
});

network.on("afterDrawing", (context) => {
  const scale = network.getScale();
  const taken = [];
  const corner = network.DOMtoCanvas({ x: 0, y: 0 }), end = network.DOMtoCanvas({ x: container.clientWidth, y: container.clientHeight });
  const inView = (box) => box.x >= corner.x && box.x + box.w <= end.x && box.y >= corner.y && box.y + box.h <= end.y;
  const free = (box) => taken.every((t) => box.x + box.w <= t.x || t.x + t.w <= box.x || box.y + box.h <= t.y || t.y + t.h <= box.y);
  const write = (text, box, colour) => {
    taken.push(box);
    context.strokeText(text, box.x, box.y + box.h / 2);
    context.fillStyle = colour;
    context.fillText(text, box.x, box.y + box.h / 2);
  };
  context.save();
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 3 / scale;
  context.strokeStyle = colours.halo;
  const all = visibleNodes();
  const rank = (node) => (node.id === chosen ? 3 : near.has(node.id) ? 2 : 0) + node.weight;
  all.sort((a, b) => rank(b) - rank(a) || (a.id < b.id ? -1 : 1));
  for (const node of all) taken.push({ x: node.x - node.size, y: node.y - node.size, w: 2 * node.size, h: 2 * node.size });
  if (chosen === null) {
    for (const { theme, hull } of themes(context, scale)) {
      const top = Math.min(...hull.map((p) => p.y)) - PAD;
      const left = Math.min(...hull.map((p) => p.x)), right = Math.max(...hull.map((p) => p.x));
      const [first, ...others] = theme.name.split(" · ");
      const both = [first, ...others.slice(0, 1)].map((part) => short(part)).join(" · ");
      for (const name of [both, short(first), short(first, LONGEST * 0.7)]) {
        const w = measure(context, name, 15, "700", scale), h = 18 / scale;
        const x = Math.max(corner.x, Math.min((left + right - w) / 2, end.x - w));
        const box = { x, y: top - h, w, h };
        if (!inView(box) || !free(box)) continue;
        write(name, box, colours["theme-ink"]);
        break;
      }
    }
  }
  const wanted = chosen === null ? all : all.filter((node) => node.id === chosen || near.has(node.id));
  for (const node of wanted) {
    const w = measure(context, short(node.name), sizeOf(node), node.id === chosen ? "700" : "500", scale);
    const options = places(node, w, (sizeOf(node) + 2) / scale, 3 / scale);
    const box = options.find((place) => inView(place) && free(place)) || (node.id === chosen ? options[0] : null);
    if (box) write(short(node.name), box, colours.ink);
  }
  context.restore();
});
