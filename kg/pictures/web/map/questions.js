// The SPARQL queries that give what the panel shows, for `kg query`, `kg serve` or any engine over the graph's files.
const IRI = /^[^<>"{}|^`\\\u0000-\u0020]+$/;

function iri(id) {
  const whole = data.base + id;
  if (!IRI.test(whole)) throw new Error("This is no IRI: " + whole);
  return `<${whole}>`;
}

const withPrefixes = (query) => Object.entries(data.prefixes)
  .filter(([prefix]) => query.includes(prefix + ":"))
  .map(([prefix, namespace]) => `PREFIX ${prefix}: <${namespace}>\n`).join("") + query;

// A pattern of one named graph; without one, of what questions are asked of.
const inGraph = (graph, pattern) => (graph ? `GRAPH ${graph} { ${pattern} }` : pattern);
const DOUBTFUL_GRAPH = "kg:doubtful";

const RESULT_QUERY = (which, graph = "") => withPrefixes(`SELECT ?value ?bound ?metric ?dataset ?task
  (GROUP_CONCAT(DISTINCT ?condition; SEPARATOR="; ") AS ?conditions) ?subject ?holder ?comparator ?title ?date ?confidence
WHERE {
  { SELECT DISTINCT ?result { ${inGraph(graph, which)} } }
  ${inGraph(graph, "?result kg:valueText ?value ; kg:bound ?bound ; kg:holder ?holder ; kg:confidence ?confidence ; prov:wasDerivedFrom ?paper .")}
  ?paper dcterms:title ?title .
  OPTIONAL { ?paper dcterms:issued ?date }
  OPTIONAL { ${inGraph(graph, "?result mls:specifiedBy ?m .")} ?m skos:prefLabel ?metric }
  OPTIONAL { ${inGraph(graph, "?result kg:onDataset ?d .")} ?d skos:prefLabel ?dataset }
  OPTIONAL { ${inGraph(graph, "?result kg:onTask ?t .")} ?t skos:prefLabel ?task }
  OPTIONAL { ${inGraph(graph, "?result kg:subject ?s .")} ?s skos:prefLabel ?subject }
  OPTIONAL { ${inGraph(graph, "?result kg:comparator ?c .")} ?c skos:prefLabel ?comparator }
  OPTIONAL { ${inGraph(graph, "?result kg:condition ?condition")} }
}
GROUP BY ?result ?value ?bound ?metric ?dataset ?task ?subject ?holder ?comparator ?title ?date ?confidence
ORDER BY ?title ?value`);

const ROLES = "mls:specifiedBy kg:onDataset kg:onTask kg:subject kg:comparator";
const resultsOfEntity = (id, graph) => RESULT_QUERY(`VALUES ?role { ${ROLES} } ?result ?role ${iri(id)}`, graph);
const resultsOfPaper = (id, graph) => RESULT_QUERY(`?result kg:valueText ?text ; prov:wasDerivedFrom ${iri(id)}`, graph);
const resultsOfBoth = (a, b) => RESULT_QUERY(`VALUES (?role ?other) { ${ROLES.split(" ").flatMap((x) => ROLES.split(" ").map((y) => `(${x} ${y})`)).join(" ")} } ?result ?role ${iri(a)} ; ?other ${iri(b)}`);

const papersNaming = (...ids) => withPrefixes(`SELECT ?title ?date ?url
WHERE {
  ?paper kg:mentions ${ids.map(iri).join(" , ")} ; dcterms:title ?title .
  OPTIONAL { ?paper dcterms:issued ?date }
  OPTIONAL { ?paper schema:url ?url }
}
ORDER BY ?title`);

const namedWith = (id) => withPrefixes(`SELECT ?name (COUNT(DISTINCT ?paper) AS ?papers)
WHERE {
  ?paper kg:mentions ${iri(id)} , ?other .
  ?other skos:prefLabel ?name .
  FILTER (?other != ${iri(id)})
}
GROUP BY ?other ?name
ORDER BY DESC(?papers) ?name`);

const namedWithBoth = (a, b) => withPrefixes(`SELECT DISTINCT ?name
WHERE {
  ?one kg:mentions ${iri(a)} , ?other .
  ?two kg:mentions ${iri(b)} , ?other .
  ?other skos:prefLabel ?name .
  FILTER (?other NOT IN (${iri(a)}, ${iri(b)}))
}
ORDER BY ?name`);

const namedIn = (id) => withPrefixes(`SELECT ?name ?type
WHERE {
  ${iri(id)} kg:mentions ?thing .
  ?thing skos:prefLabel ?name ; a ?type .
  VALUES ?type { kg:Method kg:Model kg:Dataset kg:Metric kg:Task }
}
ORDER BY ?name`);
