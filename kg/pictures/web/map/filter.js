// What passes the filters: pure functions of the state and of what could be drawn.
const YEARS = data.papers.map((paper) => paper.year).filter((year) => year !== null);
const FIRST = YEARS.reduce((a, b) => Math.min(a, b), 9999), LAST = YEARS.reduce((a, b) => Math.max(a, b), 0);
const isTimed = (what) => what.from !== null || what.to !== null || !what.undated;

const isHeavy = (what, weight) => Math.round(weight * 1000) >= what.weight * 10; // in whole numbers: 0.29 * 100 is less than 29

function inTime(what, number) {
  const { year } = data.papers[number];
  if (year === null) return what.undated;
  return (what.from === null || year >= what.from) && (what.to === null || year <= what.to);
}

// How many papers name an entity, in the years that are looked at.
function papersIn(what, number) {
  if (!isTimed(what)) return data.entities[number].papers;
  return mentionsOf[number].filter(({ paper }) => inTime(what, paper)).length;
}

function passesAs(what, id) {
  if (what.without.includes(kindOf(id))) return false;
  if (!isEntity(id)) return paperNumber.has(id) ? inTime(what, paperNumber.get(id)) : true;
  const entity = entityOf(id);
  if (what.theme !== null && entity.community !== what.theme) return false;
  return (what.least <= 1 && !isTimed(what)) || papersIn(what, entity.number) >= what.least;
}

// The ids of the nodes and lines that are shown. What was asked for by name (`fixed`) is shown in any case.
function findPassing(what, drawn) {
  const fixed = new Set(drawn.fixed);
  const nodes = new Set(drawn.nodes.filter((node) => fixed.has(node.id) || passesAs(what, node.id)).map((node) => node.id));
  const edges = drawn.edges.filter((edge) =>
    nodes.has(edge.from) && nodes.has(edge.to) && what.lines.includes(edge.kind) && isHeavy(what, edge.weight) &&
    (!isTimed(what) || !edge.papers.length || edge.papers.some((paper) => inTime(what, paper))));
  return { nodes, edges: new Set(edges.map((edge) => edge.id)) };
}
