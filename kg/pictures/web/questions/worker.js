// Runs in a worker, after the engine's own script: whoever made it can end it, whatever query it is at.
let store = null;

async function unpackBytes(text) {
  const packed = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function load({ engine, graphs }) {
  await __wbg_init({ module_or_path: await unpackBytes(engine) });
  store = new Store();
  for (const [name, text] of graphs) {
    const options = { format: "text/turtle", to_graph_name: namedNode(name), no_transaction: true, lenient: true };
    store.load(await unpackBytes(text), options);
  }
  return { triples: store.size };
}

function answer({ query, makesTriples }) {
  const start = performance.now();
  const options = { use_default_graph_as_union: true };
  // The JSON format names the variables even where no row binds them; triples have three names in any case.
  const found = store.query(query, makesTriples ? options : { ...options, results_format: "json" });
  const result = makesTriples ? { triples: found.map(triple) } : { json: found };
  return { ...result, milliseconds: performance.now() - start };
}

function triple(quad) {
  return { subject: term(quad.subject), predicate: term(quad.predicate), object: term(quad.object) };
}

function term(node) {
  if (node.termType === "NamedNode") return { type: "uri", value: node.value };
  if (node.termType === "BlankNode") return { type: "bnode", value: node.value };
  if (node.termType === "Quad") return { type: "triple", value: triple(node) };
  if (node.language) return { type: "literal", value: node.value, "xml:lang": node.language };
  return { type: "literal", value: node.value, datatype: node.datatype.value };
}

onmessage = async ({ data }) => {
  try {
    postMessage(await (data.task === "load" ? load(data) : answer(data)));
  } catch (error) {
    // The engine speaks of a query in plain errors; any other (no memory, no stack) leaves it in no known state.
    postMessage({ error: String(error.message ?? error), broken: error.constructor !== Error });
  }
};
