"use strict";
// What the page knows: the rows of the data block as objects. Everything here is data; nothing of it ever becomes markup.
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const picture = read("picture");
const data = unpack(read("data"));

function unpack(raw) {
  const kindsOf = (mask) => raw.relations.filter((_, bit) => mask & (1 << bit));
  const none = (number) => (number < 0 ? null : number);
  const resultOf = ([metric, dataset, task, subject, comparator, text, value, kind, direction, bound, holder, conditions, score, ...quote], paper) => ({
    paper, metric: none(metric), dataset: none(dataset), task: none(task), subject: none(subject), comparator: none(comparator),
    text, value, kind, direction, bound, holder, conditions, score, quote,
  });
  const entities = raw.entities.map(([id, name, type, aliases, hidden, papers, benchmark, community], number) => ({
    id, number, name, type: raw.types[type], aliases, hidden, papers, benchmark: benchmark === 1, community: none(community),
  }));
  const papers = raw.papers.map(([id, title, url, date, inferred, by, code, mentions, results, sentences, doubtful], number) => ({
    id, number, title, url, date, inferred: inferred === 1, by, code, sentences,
    year: date ? Number(date.slice(0, 4)) : null,
    mentions: inGroups(mentions, 5).map(([entity, mask, ...quote]) => ({ entity, paper: number, kinds: kindsOf(mask), quote })),
    results: results.map((row) => resultOf(row, number)), doubtful: doubtful.map((row) => resultOf(row, number)),
  }));
  const communities = raw.communities.map(([number, name, size, concepts]) => ({ number, name, papers: size, concepts }));
  const hierarchy = raw.hierarchy.map(([kind, subject, object]) => ({ kind: raw.above[kind], subject, object }));
  return { ...raw, entities, papers, communities, hierarchy };
}

function inGroups(flat, size) {
  return Array.from({ length: flat.length / size }, (_, i) => flat.slice(i * size, (i + 1) * size));
}

const NAMES = $NODE_WORDS;
const PLURALS = $NODE_PLURALS;
const HIERARCHY = {
  broader: ["is a kind of", "has the kind"],
  variantOf: ["is a variant of", "has the variant"],
  basedOn: ["is based on", "is the basis of"],
};

const entityNumber = new Map(data.entities.map((entity) => [entity.id, entity.number]));
const paperNumber = new Map(data.papers.map((paper) => [paper.id, paper.number]));
const themeOf = new Map(data.communities.map((theme) => [theme.number, theme]));

// Which papers speak of an entity, which of them report a result on it, and what stands above and below it.
const mentionsOf = data.entities.map(() => []);
const resultsOf = data.entities.map(() => []);
const doubtfulOf = data.entities.map(() => []);
const hierarchyOf = data.entities.map(() => []);
for (const paper of data.papers) {
  for (const mention of paper.mentions) mentionsOf[mention.entity].push(mention);
  for (const result of paper.results) for (const entity of partsOf(result)) resultsOf[entity].push(result);
  for (const result of paper.doubtful) for (const entity of partsOf(result)) doubtfulOf[entity].push(result);
}
for (const relation of data.hierarchy) {
  const [down, up] = HIERARCHY[relation.kind];
  hierarchyOf[relation.subject].push({ words: down, other: relation.object, kind: relation.kind });
  hierarchyOf[relation.object].push({ words: up, other: relation.subject, kind: relation.kind });
}

function partsOf(result) {
  const parts = [result.metric, result.dataset, result.task, result.subject, result.comparator];
  return new Set(parts.filter((part) => part !== null));
}

const isEntity = (id) => entityNumber.has(id);
const isKnown = (id) => entityNumber.has(id) || paperNumber.has(id);
const entityOf = (id) => data.entities[entityNumber.get(id)];
const paperOf = (id) => data.papers[paperNumber.get(id)];
const nameOf = (id) => (isEntity(id) ? entityOf(id).name : paperNumber.has(id) ? paperOf(id).title : id);
const kindOf = (id) => (isEntity(id) ? entityOf(id).type : "PAPER");

// "evaluatesOn" as "evaluates on".
function inWords(relation) {
  if (relation in HIERARCHY) return HIERARCHY[relation][0];
  return relation.replace(/([a-z])([A-Z])/g, (_, a, b) => `${a} ${b.toLowerCase()}`);
}

function count(number, noun, plural = noun + "s") {
  return `${number.toLocaleString("en")} ${number === 1 ? noun : plural}`;
}
