// Saving what is shown: the picture as PNG and SVG, its data as CSV and JSON. Files are made in the page; nothing is sent.

function download(name, type, parts) {
  const address = URL.createObjectURL(new Blob(parts, { type }));
  make("a", { attributes: { href: address, download: name } }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  say(`${name} saved.`);
}

const captionShown = () => [data.title, $("place").hidden ? "" : $("place").firstChild.textContent, $("shown").textContent].filter(Boolean).join(" · ");
const clean = (text) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd"); // what XML may not hold

// The picture as it stands on the screen, with its caption, as an SVG element.
function drawnPicture() {
  const wasList = container.hidden;
  container.hidden = false; // without a size nothing has a place
  const [width, height] = [container.clientWidth, container.clientHeight];
  const { scale, view, seen, themes, names } = lettering(document.createElement("canvas").getContext("2d"));
  container.hidden = wasList;
  const at = new Map(seen.map((node) => [node.id, node]));
  const hulls = themes.map(({ hull }) => drawnElement("polygon", { points: hull.map((p) => `${p.x},${p.y}`).join(" "), fill: colours.theme, stroke: colours.theme, "stroke-width": 2 * PAD, "stroke-linejoin": "round" }));
  const lines = shownEdges().filter((edge) => at.has(edge.from) && at.has(edge.to)).map((edge) => {
    const [a, b] = [at.get(edge.from), at.get(edge.to)];
    const on = isStrong(edge);
    return drawnElement("line", { x1: a.x, y1: a.y, x2: b.x, y2: b.y, stroke: on ? colours["line-on"] : colours.line, "stroke-opacity": 0.6, "stroke-width": edge.width, ...(edge.dashes ? { "stroke-dasharray": "5 4" } : {}) });
  });
  const points = seen.map((node) => {
    const [tag, attributes] = SHAPES[node.kind];
    const ring = { fill: colours[node.kind], stroke: colours.ink, "stroke-width": chosen.has(node.id) ? 2 : 0.6 };
    const title = drawnElement("title", {}, [clean(node.name)]);
    return drawnElement("g", { transform: `translate(${node.x} ${node.y}) scale(${node.size / 5.5}) translate(-7 -7)` }, [drawnElement(tag, { ...attributes, ...ring }, [title])]);
  });
  const texts = names.map(({ text, size, weight, role, x, y, h }) =>
    drawnElement("text", { x, y: y + h / 2, "font-size": size, "font-weight": weight, fill: colours[role], stroke: colours.halo, "stroke-width": 3 / scale, "paint-order": "stroke", "dominant-baseline": "central" }, [clean(text)]));
  const caption = drawnElement("text", { x: 12, y: height + 20, "font-size": 12, fill: colours.faint }, [clean(captionShown())]);
  return drawnElement("svg", { width, height: height + 32, viewBox: `0 0 ${width} ${height + 32}`, "font-family": FONT }, [
    drawnElement("rect", { width, height: height + 32, fill: colours.page }),
    drawnElement("svg", { width, height, viewBox: `${view.left} ${view.top} ${width / scale} ${height / scale}` }, [...hulls, ...lines, ...points, ...texts]),
    caption,
  ]);
}

function savePicture() {
  download("concept-map.svg", "image/svg+xml", [new XMLSerializer().serializeToString(drawnPicture())]);
}

// The canvas as vis-network drew it, over the colour of the page and with the caption below.
function savePixels() {
  const wasList = container.hidden;
  container.hidden = false;
  network.redraw();
  const inner = container.querySelector("canvas"), ratio = inner.width / container.clientWidth;
  const sheet = make("canvas", { attributes: { width: inner.width, height: Math.round(inner.height + 32 * ratio) } });
  const context = sheet.getContext("2d");
  context.fillStyle = colours.page;
  context.fillRect(0, 0, sheet.width, sheet.height);
  context.drawImage(inner, 0, 0);
  context.fillStyle = colours.faint;
  context.font = `${12 * ratio}px ${FONT}`;
  context.fillText(captionShown(), 12 * ratio, inner.height + 20 * ratio);
  container.hidden = wasList;
  sheet.toBlob((blob) => download("concept-map.png", "image/png", [blob]), "image/png");
}

const SAVED_NODES = [
  { title: "id", value: (node) => node.id }, { title: "iri", value: (node) => data.base + node.id }, { title: "name", value: (node) => node.name },
  { title: "type", value: (node) => NAMES[node.kind] }, { title: "benchmark", value: (node) => isEntity(node.id) && entityOf(node.id).benchmark },
  { title: "papers", value: (node) => (isEntity(node.id) ? papersIn(state, entityOf(node.id).number) : "") }, { title: "theme", value: (node) => themeName(node.community) },
  { title: "weight", value: (node) => node.weight },
];
const SAVED_EDGES = [
  { title: "source", value: (edge) => edge.from }, { title: "target", value: (edge) => edge.to }, { title: "kind", value: (edge) => edge.kind },
  { title: "weight", value: (edge) => edge.weight }, { title: "papers", value: (edge) => edge.papers.map((n) => data.papers[n].id).join(" | ") },
];

function saveJson() {
  const rows = (columns, list) => list.map((one) => Object.fromEntries(columns.map(({ title, value }) => [title, value(one)])));
  const edgesSaved = shownEdges().map((edge) => ({ source: edge.from, target: edge.to, kind: edge.kind, weight: edge.weight, papers: edge.papers.map((n) => data.papers[n].id) }));
  const view = { title: data.title, shown: captionShown(), view: toFragment(state), nodes: rows(SAVED_NODES, shownNodes()), links: edgesSaved };
  download("concept-map.json", "application/json", [JSON.stringify(view, null, 1) + "\n"]);
}

const SAVES = {
  "save-png": savePixels,
  "save-svg": savePicture,
  "save-concepts": () => download("concepts.csv", "text/csv", [csvOf(SAVED_NODES, shownNodes())]),
  "save-lines": () => download("lines.csv", "text/csv", [csvOf(SAVED_EDGES, shownEdges())]),
  "save-json": saveJson,
};
