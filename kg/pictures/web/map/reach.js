// What a picture could have drawn: all of this file that belongs to what is looked at and passes the filters, of which it draws a part. Pure.
const MOST_JOINED = 2000; // points between which all pairs are looked for

// What papers name together with some concepts, so many steps far: numbers, with those themselves.
function reach(roots, depth) {
  const found = new Set(roots);
  let ring = roots;
  for (let step = 0; step < depth; step++) {
    const papers = new Set(ring.flatMap((n) => mentionsOf[n].map(({ paper }) => paper)));
    ring = [];
    for (const paper of papers) for (const { entity } of data.papers[paper].mentions) {
      if (found.has(entity)) continue;
      found.add(entity);
      ring.push(entity);
    }
  }
  return found;
}

const isWanted = (entity) => !data.only.length || data.only.includes(entity.type) || (entity.benchmark && data.only.includes("BENCHMARK"));

// The numbers of the entities that belong to it.
function findBelonging(what) {
  const numbers = (ids) => ids.map((id) => entityNumber.get(id));
  if (what.ends) {
    const steps = shortest(...numbers(what.ends)) ?? numbers(what.ends);
    return new Set([...steps, ...steps.slice(1).flatMap((n, i) => sharedNeighbours(steps[i], n).map(({ other }) => other))]);
  }
  if (what.versus) return reach(numbers([what.see, what.versus]), 1);
  const around = (id, depth) => (isEntity(id) ? reach(numbers([id]), depth) : reach(paperOf(id).mentions.map(({ entity }) => entity), depth - 1));
  if (what.focus) return around(what.focus, what.depth);
  let all = data.entities.map(({ number }) => number);
  if (data.focus !== null) all = [...around(data.focus, data.depth)];
  else if (data.compared) all = [...reach([data.communities[0].concepts[0], data.communities.at(-1).concepts[0]], 1)];
  return new Set(all.filter((n) => isWanted(data.entities[n])));
}

// The ids of what belongs to it and passes the filters, with what is drawn in any case.
function findMatching(what, drawn, visible) {
  const found = new Set(visible.nodes), numbers = findBelonging(what);
  for (const n of numbers) if (passesAs(what, data.entities[n].id)) found.add(data.entities[n].id);
  if (drawn.mode === "map" || drawn === builtMap) {
    if (drawn.nodes.some((node) => node.kind === "PAPER" && !drawn.fixed.includes(node.id))) {
      for (const { id, mentions } of data.papers) if (passesAs(what, id) && mentions.some(({ entity }) => numbers.has(entity))) found.add(id);
    }
  }
  return found;
}

// Pairs of what is shown that papers name together and that pass the filters of lines, without a line: { from, to, weight, papers }.
function findUnjoined(what, drawn, visible) {
  const joined = drawn.edges.filter((edge) => edge.kind === "shared papers");
  const all = drawn.mode === "focus" || (drawn.mode === "map" && !data.compared); // other pictures have every line between what they show and their ends
  if (!all || !joined.length || !what.lines.includes("shared papers") || visible.nodes.size > MOST_JOINED) return [];
  const inPicture = new Set(drawn.nodes.filter(({ id }) => isEntity(id)).map(({ id }) => entityNumber.get(id)));
  const pairs = new Map();
  for (const paper of data.papers) {
    const here = paper.mentions.map(({ entity }) => entity).filter((n) => inPicture.has(n)).sort((a, b) => a - b);
    const size = drawn.mode === "map" ? here.length : paper.mentions.length; // as the weights of the lines were reckoned
    here.forEach((a, i) => here.slice(i + 1).forEach((b) => {
      const key = `${a} ${b}`, pair = pairs.get(key) ?? { from: data.entities[a].id, to: data.entities[b].id, information: bits(a) * bits(b), strength: 0, papers: [] };
      pair.strength += pair.information / Math.max(1, size - 1);
      pair.papers.push(paper.number);
      pairs.set(key, pair);
    }));
  }
  const keyOf = ({ from, to }) => [from, to].map((id) => entityNumber.get(id)).sort((a, b) => a - b).join(" ");
  const lines = new Set(joined.map(keyOf));
  const most = Math.max(...[...lines].map((key) => pairs.get(key)?.strength ?? 0), 1e-9);
  return [...pairs].filter(([key]) => !lines.has(key))
    .map(([, pair]) => ({ from: pair.from, to: pair.to, kind: "shared papers", weight: Math.min(1, Math.round((1000 * pair.strength) / most) / 1000), papers: pair.papers }))
    .filter(({ from, to, weight, papers }) => visible.nodes.has(from) && visible.nodes.has(to) && isHeavy(what, weight) && (!isTimed(what) || papers.some((paper) => inTime(what, paper))))
    .sort((a, b) => b.weight - a.weight || (a.from + a.to < b.from + b.to ? -1 : 1));
}
