// How concepts hang together, from the papers that name them; the weights are those of the map. Pure, over `data`.
const DIGITS = 9; // that are compared: sums of one set in another order are equal
const knownTogether = new Map();

// Bits that naming a concept tells of a paper.
function bits(number) {
  return Math.max(0, -Math.log2((data.entities[number].papers + 0.5) / (data.totals.papers + 1)));
}

// Other entities that papers name with this one: Map of number to { strength, papers }. A paper that names k entities adds
// 1 / (k - 1) to each pair, and each pair counts the more, the more its two ends tell.
function together(number) {
  if (knownTogether.has(number)) return knownTogether.get(number);
  const found = new Map();
  for (const { paper } of mentionsOf[number]) {
    const named = data.papers[paper].mentions;
    for (const { entity } of named) {
      if (entity === number) continue;
      if (!found.has(entity)) found.set(entity, { strength: 0, papers: [] });
      const link = found.get(entity);
      link.strength += 1 / Math.max(1, named.length - 1);
      link.papers.push(paper);
    }
  }
  for (const [other, link] of found) link.strength = Number((link.strength * bits(number) * bits(other)).toFixed(DIGITS));
  knownTogether.set(number, found);
  return found;
}

// The strongest first; what two papers say comes before what one says.
function nearest(number, most, allowed = () => true) {
  return [...together(number)]
    .filter(([other]) => allowed(other))
    .sort(([a, x], [b, y]) => Math.min(y.papers.length, 2) - Math.min(x.papers.length, 2) || y.strength - x.strength || a - b)
    .slice(0, most)
    .map(([other, link]) => ({ other, ...link }));
}

const sharedPapers = (a, b) => together(a).get(b)?.papers ?? [];

function sharedNeighbours(a, b) {
  const of = together(b);
  return [...together(a)]
    .filter(([other]) => other !== b && of.has(other))
    .map(([other, link]) => ({ other, strength: Math.min(link.strength, of.get(other).strength), papers: [link.papers.length, of.get(other).papers.length] }))
    .sort((x, y) => y.strength - x.strength || x.other - y.other);
}

// Papers in whose words one of the two is compared with, or beaten, while the paper names the other.
function findComparisons(a, b) {
  return sharedPapers(a, b).flatMap((paper) => {
    const kinds = data.papers[paper].mentions
      .filter(({ entity }) => entity === a || entity === b)
      .flatMap((mention) => mention.kinds.filter((kind) => /comparesWith|outperforms/.test(kind)).map((kind) => ({ kind, mention })));
    return kinds.length ? [{ paper, kinds }] : [];
  });
}

// The fewest steps from a to b, and among those the one with the strongest links; null where there are none.
// Ring by ring: a step costs 1 and up to a hundredth for how little it tells, so that fewer steps always win.
function shortest(a, b) {
  const best = new Map([[a, 0]]);
  const before = new Map();
  const rings = [[a]];
  for (let step = 0; step < rings.length && step < 60; step++) {
    const next = new Set();
    for (const here of rings[step]) {
      if (here === b) continue;
      for (const [there, link] of together(here)) {
        if (best.has(there) && !next.has(there)) continue; // reached in fewer steps
        const cost = best.get(here) + 1 + 0.01 / (1 + link.strength);
        if (!(cost >= best.get(there)) || (cost === best.get(there) && here < before.get(there))) {
          best.set(there, cost);
          before.set(there, here);
        }
        next.add(there);
      }
    }
    if (next.has(b)) break;
    if (next.size) rings.push([...next].sort((x, y) => x - y));
  }
  if (a !== b && !before.has(b)) return null;
  const path = [b];
  while (path[0] !== a) path.unshift(before.get(path[0]));
  return path;
}
