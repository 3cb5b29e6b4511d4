// Finding names: over names, aliases and titles, in any case and spelling of spaces and hyphens, one wrong letter a word allowed.
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[-_\s]+/g, " ").trim();
const SCORES = { name: 100, alias: 95, prefix: 80, words: 70, part: 50, similar: 40 };
const SHORTEST_MENDED = 4; // letters: one wrong among three could mean anything

const findable = [
  ...data.entities.map((entity) => ({ id: entity.id, weight: entity.papers, names: [entity.name, ...entity.aliases, ...entity.hidden].map(fold) })),
  ...data.papers.map((paper) => ({ id: paper.id, weight: 0, names: [fold(paper.title)] })),
];

function scoreOf(names, wanted, words) {
  let best = 0;
  names.forEach((name, number) => {
    if (name === wanted) best = Math.max(best, number ? SCORES.alias : SCORES.name);
    else if (name.startsWith(wanted)) best = Math.max(best, SCORES.prefix);
    else if (best < SCORES.words && words.every((word) => (" " + name).includes(" " + word))) best = SCORES.words;
    else if (best < SCORES.part && name.includes(wanted)) best = SCORES.part;
  });
  return best;
}

// Whether one letter put in, left out, changed or swapped with the next makes `a` of `b`.
function oneEdit(a, b) {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const [x, y] = [a.slice(start), b.slice(start)];
  if (x.slice(1) === y.slice(1) || x.slice(1) === y || x === y.slice(1)) return true;
  return x.length > 1 && x[0] === y[1] && x[1] === y[0] && x.slice(2) === y.slice(2);
}

function isSimilar(names, words) {
  const near = (word, other) =>
    other.startsWith(word) ||
    (word.length >= SHORTEST_MENDED && other[0] === word[0] && [-1, 0, 1].some((more) => oneEdit(word, other.slice(0, word.length + more))));
  return names.some((name) => {
    const parts = name.split(" ");
    return words.every((word) => parts.some((part) => near(word, part)));
  });
}

// The matches for a text: [{ id, score }], the best first and of equal scores what more papers name; similar names where fewer than `most` match.
function matches(text, most, allowed = () => true) {
  const wanted = fold(text);
  if (wanted === "") return [];
  const words = wanted.split(" ");
  const pool = findable.filter((entry) => allowed(entry.id));
  let found = pool.map((entry) => ({ ...entry, score: scoreOf(entry.names, wanted, words) })).filter((entry) => entry.score > 0);
  if (found.length < most) {
    const known = new Set(found.map((entry) => entry.id));
    const similar = pool.filter((entry) => !known.has(entry.id) && isSimilar(entry.names, words));
    found = [...found, ...similar.map((entry) => ({ ...entry, score: SCORES.similar }))];
  }
  found.sort((a, b) => b.score - a.score || b.weight - a.weight || (a.id < b.id ? -1 : 1));
  return found.map(({ id, score }) => ({ id, score }));
}
