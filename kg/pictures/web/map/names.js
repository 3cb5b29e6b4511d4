// Where names and the outlines of themes stand: pure, for the canvas and for the picture that is saved. A name stands where it
// covers no other, the weightiest first, in a size that zooming does not change: the closer one looks, the more there are.
const FONT = '"Segoe UI", Roboto, "Liberation Sans", system-ui, Arial, sans-serif';
const LONGEST = 34;
const MOST_NAMES = 600;
const THEME_LEAST = 4; // points of a theme that is outlined
const PAD = 13; // around them
const CELL = 160; // of the grid in which boxes are looked up

function short(text, longest = LONGEST) {
  const characters = Array.from(text);
  return characters.length > longest ? characters.slice(0, longest - 1).join("") + "…" : text;
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
  const far = node.size + gap;
  return [
    { x: node.x + far, y: node.y - h / 2, w, h },
    { x: node.x - far - w, y: node.y - h / 2, w, h },
    { x: node.x - w / 2, y: node.y + far, w, h },
    { x: node.x - w / 2, y: node.y - far - h, w, h },
  ];
}

const sizeOf = (node) => 11.5 + 2.5 * node.weight;

// Boxes that are taken, found by the cells of a grid that they touch.
function boxes(cell) {
  const cells = new Map();
  const touched = (box) => {
    const keys = [];
    for (let i = Math.floor(box.x / cell); i <= Math.floor((box.x + box.w) / cell); i++)
      for (let j = Math.floor(box.y / cell); j <= Math.floor((box.y + box.h) / cell); j++) keys.push(i + " " + j);
    return keys;
  };
  return {
    free: (box) => touched(box).every((key) => !(cells.get(key) ?? []).some((other) => clash(box, other))),
    take: (box) => touched(box).forEach((key) => (cells.has(key) ? cells.get(key).push(box) : cells.set(key, [box]))),
  };
}

// Each theme with the outline of its points and, to their right, their names.
function themesOf(nodes, measure) {
  const groups = new Map();
  for (const node of nodes) {
    if (node.community === null || node.kind === "PAPER" || node.added) continue;
    if (!groups.has(node.community)) groups.set(node.community, []);
    groups.get(node.community).push({ x: node.x, y: node.y }, { x: node.x + node.size + measure(short(node.name), sizeOf(node), "500"), y: node.y });
  }
  return data.communities
    .filter((theme) => (groups.get(theme.number) || []).length >= 2 * THEME_LEAST)
    .map((theme) => ({ theme, hull: outline(groups.get(theme.number)) }));
}

// The names that fit into `view` (corner and end): { text, size, weight, role, node or theme (what it names), x, y, w, h }.
function namesOf(nodes, themes, { chosen, near, dimmed, scale, view, measure }) {
  const found = [], taken = boxes(CELL / scale);
  const inView = (box) => box.x >= view.left && box.x + box.w <= view.right && box.y >= view.top && box.y + box.h <= view.bottom;
  const put = (text, size, weight, role, box, named) => {
    taken.take(box);
    found.push({ text, size: size / scale, weight, role, ...box, ...named });
  };
  const seen = nodes.filter((node) => inView({ x: node.x, y: node.y, w: 0, h: 0 }));
  for (const node of seen) taken.take({ x: node.x - node.size, y: node.y - node.size, w: 2 * node.size, h: 2 * node.size });
  // Narrow themes choose first: a wide one has room for a shorter name too.
  const placed = themes.map(({ theme, hull }) => ({
    theme, top: Math.min(...hull.map((p) => p.y)) - PAD, left: Math.min(...hull.map((p) => p.x)), right: Math.max(...hull.map((p) => p.x)),
  })).sort((a, b) => a.right - a.left - (b.right - b.left) || a.theme.number - b.theme.number);
  const nameThemes = () => placed.forEach(({ theme, top, left, right }) => {
    const [first, ...others] = theme.name.split(" · ");
    const both = [first, ...others.slice(0, 1)].map((part) => short(part)).join(" · ");
    const h = 18 / scale, edge = 6 / scale;
    const options = [both, short(first), short(first, LONGEST * 0.7)].flatMap((name) => {
      const w = measure(name, 15 / scale, "700");
      // Over the middle of the theme, else over its beginning or its end.
      return [(left + right - w) / 2, left, right - w].map((x) => ({
        name, box: { x: Math.max(view.left + edge, Math.min(x, view.right - edge - w)), y: top - h, w, h },
      }));
    });
    const fits = options.find(({ box }) => inView(box) && taken.free(box));
    if (fits) put(fits.name, 15, "700", "theme-ink", fits.box, { theme: theme.number });
  });
  if (!dimmed) nameThemes();
  const rank = (node) => (chosen.has(node.id) ? 3 : near.has(node.id) ? 2 : 0) + node.weight;
  const wanted = dimmed ? seen.filter((node) => chosen.has(node.id) || near.has(node.id)) : seen;
  for (const node of [...wanted].sort((a, b) => rank(b) - rank(a) || (a.id < b.id ? -1 : 1)).slice(0, MOST_NAMES)) {
    const strong = chosen.has(node.id), weight = strong ? "700" : "500";
    const w = measure(short(node.name), sizeOf(node) / scale, weight);
    const options = places(node, w, (sizeOf(node) + 2) / scale, 3 / scale);
    const box = options.find((place) => inView(place) && taken.free(place)) ?? (strong ? options[0] : null);
    if (box) put(short(node.name), sizeOf(node), weight, "ink", box, { node: node.id });
  }
  if (dimmed) nameThemes(); // where the names of what is chosen leave room
  return found;
}
