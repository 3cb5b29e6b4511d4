"use strict";
// What the page knows, indexed. Everything here is data; nothing of it ever becomes markup.
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const picture = read("picture");
const data = read("data");
const NAMES = { METHOD: "method", MODEL: "model", DATASET: "dataset", METRIC: "metric", TASK: "task", PAPER: "paper" };
const PLURALS = { METHOD: "methods", MODEL: "models", DATASET: "datasets", METRIC: "metrics", TASK: "tasks", PAPER: "papers" };

const entityNumber = new Map(data.entities.map((entity, number) => [entity.id, number]));
const paperNumber = new Map(data.papers.map((paper, number) => [paper.id, number]));
const shown = new Map(picture.nodes.map((node) => [node.id, node]));

// Which papers speak of an entity, and which of them report a result on it.
const papersOf = data.entities.map(() => []);
const resultsOf = data.entities.map(() => []);
data.papers.forEach((paper, number) => {
  for (const mention of paper.mentions) papersOf[mention[0]].push({ paper: number, mention });
  for (const result of paper.results) {
    const named = new Set([result.metric, result.dataset, result.subject, result.comparator]);
    for (const entity of named) if (Number.isInteger(entity)) resultsOf[entity].push({ paper: number, result });
  }
});

const neighbours = new Map(picture.nodes.map((node) => [node.id, []]));
picture.edges.forEach((edge) => {
  neighbours.get(edge.from).push({ other: edge.to, edge: edge.id });
  neighbours.get(edge.to).push({ other: edge.from, edge: edge.id });
});

function nameOf(id) {
  if (entityNumber.has(id)) return data.entities[entityNumber.get(id)].name;
  if (paperNumber.has(id)) return data.papers[paperNumber.get(id)].title;
  return shown.has(id) ? shown.get(id).name : id;
}

function kindOf(id) {
  return entityNumber.has(id) ? data.types[data.entities[entityNumber.get(id)].type] : "PAPER";
}

function count(number, noun, plural = noun + "s") {
  return `${number.toLocaleString("en")} ${number === 1 ? noun : plural}`;
}

// An element with text and children; the only way in which this page makes any.
function make(tag, { text, className, attributes = {}, on = {} } = {}, children = []) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined && text !== null) element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  for (const [name, listener] of Object.entries(on)) element.addEventListener(name, listener);
  element.append(...children);
  return element;
}
