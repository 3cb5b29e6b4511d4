// Composes the picture of a state, drawn or not: the map that was built, or a picture made here. Pure: { mode, nodes, edges, fixed }.
const AROUND = { 1: 28, 2: 16 }, FURTHER = 3, BESIDE = 8, BETWEEN = 16, ROW = 36; // how many concepts a picture made here holds
const MOST_ARRANGED = 500; // points; forces and free spots of more take seconds
const mapNodes = new Map(picture.nodes.map((node) => [node.id, node]));
const mapEdges = picture.edges.map((edge, i) => ({ ...edge, papers: data.links[i] }));

function nodeOf(id, weight) {
  const kind = kindOf(id), community = isEntity(id) ? entityOf(id).community : null;
  return { id, kind, name: nameOf(id), weight, shape: picture.shapes[kind], size: 5 + 5 * weight, community, x: 0, y: 0 };
}

function edgeOf(from, to, kind, weight, papers, id) {
  return { id, from, to, kind, weight, papers, width: 0.6 + 2.6 * weight, dashes: kind in HIERARCHY };
}

// Lines of the hierarchy between what is drawn.
function hierarchyEdges(ids) {
  const drawn = new Set(ids);
  return data.hierarchy.flatMap(({ kind, subject, object }) => {
    const [from, to] = [data.entities[subject].id, data.entities[object].id];
    return drawn.has(from) && drawn.has(to) ? [{ ...edgeOf(from, to, kind, 0.5, [], `${kind} ${subject} ${object}`), arrows: "to" }] : [];
  });
}

// Lines of shared papers among numbered concepts: all that touch a root, and the two strongest of each other one.
function sharedEdges(numbers, roots) {
  const drawn = new Set(numbers), found = new Map();
  for (const a of numbers) {
    const root = roots.includes(a);
    for (const { other, strength, papers } of nearest(a, root ? Infinity : 2, (n) => drawn.has(n) && (root || !roots.includes(n)))) {
      const [low, high] = a < other ? [a, other] : [other, a];
      found.set(`${low} ${high}`, { low, high, strength, papers });
    }
  }
  const most = Math.max(...[...found.values()].map((link) => link.strength), 1e-9);
  return [...found].sort().map(([id, { low, high, strength, papers }]) =>
    edgeOf(data.entities[low].id, data.entities[high].id, "shared papers", Math.max(0.05, Math.round((strength / most) * 100) / 100), papers, id));
}

function composeConcepts(mode, roots, others) {
  const numbers = [...new Set([...roots, ...others])];
  const edges = sharedEdges(numbers, roots);
  const strongest = new Map();
  for (const { from, to, weight } of edges) for (const end of [from, to]) strongest.set(end, Math.max(strongest.get(end) ?? 0, weight));
  const fixed = roots.map((n) => data.entities[n].id);
  const nodes = numbers.map((n) => nodeOf(data.entities[n].id, roots.includes(n) ? 1 : 0.7 * (strongest.get(data.entities[n].id) ?? 0)));
  return { mode, nodes, edges, fixed };
}

// What papers name together with a concept, or what a paper names, one link far or two.
function composeNeighbourhood(what) {
  const allowed = (n) => passesAs(what, data.entities[n].id);
  if (!isEntity(what.focus)) return composePaper(what, allowed);
  const root = entityNumber.get(what.focus);
  const first = nearest(root, AROUND[what.depth], allowed).map(({ other }) => other);
  const ring = what.depth === 1 ? [] : first.flatMap((n) => nearest(n, FURTHER, (m) => m !== root && !first.includes(m) && allowed(m)).map(({ other }) => other));
  const built = composeConcepts("focus", [root], [...first, ...ring]);
  return addHierarchy(built, arrange(built.nodes, built.edges));
}

function composePaper(what, allowed) {
  const paper = paperOf(what.focus);
  const named = paper.mentions.filter(({ entity }) => allowed(entity));
  const first = named.map(({ entity }) => entity);
  const ring = what.depth === 1 ? [] : first.flatMap((n) => nearest(n, 2, (m) => !first.includes(m) && allowed(m)).map(({ other }) => other));
  const { nodes, edges } = composeConcepts("focus", [], [...first, ...ring]);
  const lines = named.map(({ entity, kinds }) => edgeOf(paper.id, data.entities[entity].id, kinds.find((kind) => data.kinds.includes(kind)) ?? "mentions", kinds.length ? 0.5 : 0.15, [paper.number], `paper ${entity}`));
  const built = { mode: "focus", nodes: [nodeOf(paper.id, 1), ...nodes], edges: [...lines, ...(what.depth === 1 ? [] : edges)], fixed: [paper.id] };
  return addHierarchy(built, arrange(built.nodes, built.edges));
}

// Two concepts: what they share stands between them, what one of them has alone at its side.
function composeComparison(what) {
  const [a, b] = [what.see, what.versus].map((id) => entityNumber.get(id));
  const shared = sharedNeighbours(a, b).map(({ other }) => other);
  const own = (n, other) => nearest(n, BESIDE, (m) => m !== other && !shared.includes(m)).map((link) => link.other);
  const [left, right] = [own(a, b), own(b, a)];
  const built = composeConcepts("compare", [a, b], [...shared.slice(0, BETWEEN), ...left, ...right]);
  const place = (node, i) => {
    const n = entityNumber.get(node.id);
    if (n === a || n === b) return { ...node, x: n === a ? -250 : 220, y: 0 };
    if (left.includes(n)) return { ...node, x: -470, y: ((left.indexOf(n) % 2 ? 1 : -1) * (left.indexOf(n) + 1) * ROW) / 2 };
    if (right.includes(n)) return { ...node, x: 400, y: ((right.indexOf(n) % 2 ? 1 : -1) * (right.indexOf(n) + 1) * ROW) / 2 };
    return { ...node, x: -60, y: (i % 2 ? 1 : -1) * i * ROW * 0.6 };
  };
  const fixed = new Set(built.fixed);
  const edges = built.edges.filter((edge) => fixed.has(edge.from) || fixed.has(edge.to));
  return addHierarchy({ ...built, edges }, pack(built.nodes.map(place)));
}

function composePath(what) {
  const [a, b] = what.ends.map((id) => entityNumber.get(id));
  const steps = shortest(a, b) ?? [a, b];
  const context = steps.slice(1).flatMap((n, i) => sharedNeighbours(steps[i], n).slice(0, FURTHER).map(({ other }) => other));
  const built = composeConcepts("path", steps, context.filter((n) => !steps.includes(n)));
  const place = (node, i) => {
    const at = steps.indexOf(entityNumber.get(node.id));
    if (at >= 0) return { ...node, x: at * 260, y: at % 2 ? 40 : -40 };
    const ends = built.edges.filter((edge) => edge.from === node.id || edge.to === node.id).map((edge) => steps.indexOf(entityNumber.get(edge.from === node.id ? edge.to : edge.from))).filter((n) => n >= 0);
    return { ...node, x: (ends.reduce((sum, n) => sum + n, 0) / Math.max(1, ends.length)) * 260, y: i % 2 ? 170 : -170 };
  };
  const route = new Set(steps.slice(1).map((n, i) => [n, steps[i]].sort((x, y) => x - y).join(" ")));
  const result = addHierarchy(built, pack(built.nodes.map(place)));
  const onPath = new Set(built.fixed);
  const edges = result.edges.filter((edge) => onPath.has(edge.from) || onPath.has(edge.to));
  return { ...result, edges: edges.map((edge) => (route.has(edge.id) ? { ...edge, width: 4, route: true } : edge)) };
}

function addHierarchy(built, nodes) {
  return { ...built, nodes, edges: [...built.edges, ...hierarchyEdges(built.nodes.map((node) => node.id))] };
}

// A map that was built around a name is drawn as a neighbourhood that is opened in the page; the build chose what it holds.
function composeBuiltMap() {
  if (picture.nodes.length > MOST_ARRANGED) return null;
  if (picture.nodes.some((node) => node.kind === "PAPER")) {
    const nodes = [...picture.nodes].sort((a, b) => (b.id === data.focus) - (a.id === data.focus));
    return addHierarchy({ mode: "focus", nodes, edges: mapEdges, fixed: [data.focus] }, arrange(nodes, mapEdges));
  }
  const built = composeConcepts("focus", [entityNumber.get(data.focus)], data.near);
  return addHierarchy(built, arrange(built.nodes, built.edges));
}

// The map that was built; what is chosen and not on it is put near to what it is linked with.
const builtMap = (data.focus !== null && composeBuiltMap()) || {
  mode: "map", nodes: picture.nodes, edges: [...mapEdges, ...hierarchyEdges([...mapNodes.keys()])], fixed: [],
};
function composeWholeMap(what) {
  const base = builtMap;
  const extra = [what.see, ...(what.pair ?? [])].filter((id) => id !== null && isKnown(id) && !mapNodes.has(id));
  return extra.reduce(addNode, base);
}

function addNode(base, id) {
  const present = new Map(base.nodes.map((node) => [node.id, node]));
  const isOn = (n) => present.has(data.entities[n].id);
  const links = isEntity(id)
    ? nearest(entityNumber.get(id), BESIDE, isOn)
    : paperOf(id).mentions.filter(({ entity }) => isOn(entity)).map(({ entity }) => ({ other: entity, strength: 1, papers: [paperNumber.get(id)] }));
  const ends = links.map(({ other }) => present.get(data.entities[other].id));
  const mean = (axis) => (ends.length ? ends.reduce((sum, node) => sum + node[axis], 0) / ends.length : 0);
  const lowest = base.nodes.reduce((y, node) => Math.max(y, node.y), 0);
  const wanted = { ...nodeOf(id, 0.8), x: mean("x"), y: ends.length ? mean("y") : lowest + 3 * LINE, added: true };
  const [node] = pack([wanted], base.nodes.map(placedBox));
  const lines = links.map(({ other, papers }) => edgeOf(id, data.entities[other].id, isEntity(id) ? "shared papers" : "mentions", 0.5, papers, `${id} ${other}`));
  return { ...base, nodes: [...base.nodes, node], edges: [...base.edges, ...lines], fixed: [...base.fixed, id] };
}

function composePicture(what) {
  if (what.ends) return composePath(what);
  if (what.versus) return composeComparison(what);
  if (what.focus) return composeNeighbourhood(what);
  return composeWholeMap(what);
}
