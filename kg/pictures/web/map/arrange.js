// Places for what the build did not place: by forces, then each name at the free spot nearest to where it is wanted.
// Nothing random, so that the same view looks the same each time. A node's box begins left of its point and holds its name.
const DOT = 20, LETTER = 7, LINE = 23, STEP = 10, REACH = 900, ASPECT = 1.7;

const boxOf = (name) => ({ w: DOT + Math.min(Array.from(name).length, 34) * LETTER + 8, h: LINE });
const placedBox = (node) => ({ x: node.x - DOT / 2, y: node.y - LINE / 2, ...boxOf(node.name) });
const clash = (a, b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

let knownSteps = null;
function stepsAway() {
  if (knownSteps) return knownSteps;
  knownSteps = [];
  for (let x = -REACH; x <= REACH; x += STEP) for (let y = -REACH; y <= REACH; y += STEP) knownSteps.push({ x, y, far: (x / ASPECT) ** 2 + y ** 2 });
  return knownSteps.sort((a, b) => a.far - b.far || a.y - b.y || a.x - b.x);
}

// Nodes with `x` and `y` where they are wanted, the first ones first; `taken` are boxes that stay free.
function pack(nodes, taken = []) {
  const boxes = taken.slice();
  return nodes.map((node) => {
    const near = boxes.filter((box) => Math.abs(box.x - node.x) < 2 * REACH && Math.abs(box.y - node.y) < 2 * REACH);
    const spot = stepsAway().find((step) => {
      const box = placedBox({ ...node, x: node.x + step.x, y: node.y + step.y });
      return !near.some((other) => clash(box, other));
    }) ?? { x: 0, y: 0 };
    const placed = { ...node, x: Math.round(node.x + spot.x), y: Math.round(node.y + spot.y) };
    boxes.push(placedBox(placed));
    return placed;
  });
}

// Fruchterman and Reingold's forces from an even spiral; the first node stays in the middle. Links are [i, j, weight].
function applyForces(size, links) {
  const points = Array.from({ length: size }, (_, i) => {
    const far = i ? 0.5 * Math.sqrt((i + 0.5) / size) : 0, turn = i * Math.PI * (3 - Math.sqrt(5));
    return { x: far * Math.cos(turn), y: far * Math.sin(turn) };
  });
  const spacing = 1 / Math.sqrt(size), rounds = 150;
  for (let round = 0; round < rounds; round++) {
    const moves = points.map(({ x, y }) => ({ x: -x, y: -y }));
    for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) {
      const dx = points[i].x - points[j].x, dy = points[i].y - points[j].y;
      const push = spacing ** 2 / Math.max(dx * dx + dy * dy, 1e-9);
      moves[i].x += dx * push; moves[i].y += dy * push;
      moves[j].x -= dx * push; moves[j].y -= dy * push;
    }
    for (const [i, j, weight] of links) {
      const dx = points[j].x - points[i].x, dy = points[j].y - points[i].y;
      const pull = ((0.3 + weight) * Math.hypot(dx, dy)) / spacing;
      moves[i].x += dx * pull; moves[i].y += dy * pull;
      moves[j].x -= dx * pull; moves[j].y -= dy * pull;
    }
    const limit = 0.1 * (1 - round / rounds) + 1e-4;
    for (let i = 1; i < size; i++) {
      const length = Math.max(Math.hypot(moves[i].x, moves[i].y), 1e-9);
      points[i].x += (moves[i].x / length) * Math.min(length, limit);
      points[i].y += (moves[i].y / length) * Math.min(length, limit);
    }
  }
  return points;
}

// A picture of nodes without places, the first in its middle.
function arrange(nodes, links) {
  if (!nodes.length) return [];
  const number = new Map(nodes.map((node, i) => [node.id, i]));
  const points = applyForces(nodes.length, links.map((link) => [number.get(link.from), number.get(link.to), link.weight]));
  const area = nodes.reduce((sum, node) => sum + boxOf(node.name).w * LINE, 0);
  const height = Math.sqrt(area / ASPECT) * 1.5;
  const spread = (axis, length) => {
    const most = Math.max(...points.map((point) => Math.abs(point[axis])), 1e-9);
    return (point) => (point[axis] / most) * (length / 2);
  };
  const x = spread("x", height * ASPECT), y = spread("y", height);
  return pack(nodes.map((node, i) => ({ ...node, x: x(points[i]), y: y(points[i]) })));
}
