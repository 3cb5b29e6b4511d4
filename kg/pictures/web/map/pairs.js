// The panel of two: a line, a comparison, a path; and the overview of them all.
function linkPanel([a, b]) {
  const [x, y] = [a, b].map((id) => entityNumber.get(id));
  if (x === undefined || y === undefined) return paperLine(a, b);
  const papers = sharedPapers(x, y);
  const above = hierarchyOf[x].filter(({ other }) => other === y);
  return [
    make("h2", { text: `${nameOf(a)} and ${nameOf(b)}` }),
    make("p", {}, [linkTo(a), " · ", linkTo(b)]),
    ...above.map(({ words }) => make("p", { text: `${nameOf(a)} ${words} ${nameOf(b)}.` })),
    make("div", { className: "actions" }, [button("Compare the two", () => compare(a, b))]),
    ...bothIn(papers, a, b),
  ];
}

function paperLine(a, b) {
  const [paper, entity] = paperNumber.has(a) ? [a, b] : [b, a];
  const mention = isEntity(entity) ? paperOf(paper).mentions.find((one) => one.entity === entityNumber.get(entity)) : null;
  return [
    make("h2", { text: `${nameOf(paper)} and ${nameOf(entity)}` }),
    ...(mention ? [make("p", { className: "faint", text: mention.kinds.map(inWords).join(", ") || "mentions" }), ...quoteOf(paperOf(paper), mention.quote)] : []),
    make("p", {}, [linkTo(paper)]), make("p", {}, [linkTo(entity)]),
  ];
}

// Papers that name both, each with the two sentences.
function bothIn(papers, a, b) {
  const wanted = [a, b].map((id) => entityNumber.get(id));
  const items = papers.map((number) => {
    const paper = data.papers[number], seen = new Set();
    const quotes = paper.mentions.filter(({ entity }) => wanted.includes(entity)).flatMap(({ quote }) => {
      if (seen.has(quote[0])) return [];
      seen.add(quote[0]);
      return quoteOf(paper, quote);
    });
    return make("li", {}, [linkTo(paper.id), make("div", { className: "faint", text: describeDate(paper) }), ...quotes]);
  });
  const rows = papers.map((paper) => ({ paper }));
  return section(`Papers that name both (${papers.length})`, items, { buttons: copyButtons(PAPER_COLUMNS, rows, papersNaming(a, b)) });
}

function comparePanel(a, b) {
  const [x, y] = [a, b].map((id) => entityNumber.get(id));
  const shared = sharedNeighbours(x, y), papers = sharedPapers(x, y);
  const about = (number) => new Set(resultsOf[number]);
  const both = [...about(x)].filter((result) => about(y).has(result));
  const benchmarks = sharedBenchmarks(x, y, shared);
  const comparisons = findComparisons(x, y);
  const side = (n) => data.entities[n];
  const figures = [
    ["type", NAMES[side(x).type], NAMES[side(y).type]],
    ["papers", side(x).papers, side(y).papers],
    ["results", resultsOf[x].length, resultsOf[y].length],
    ["named together with", together(x).size, together(y).size],
    ["first dated", firstYear(x), firstYear(y)],
  ];
  const head = make("tr", {}, [make("th", { text: "", attributes: { "aria-label": "what" } }), ...[a, b].map((id) => make("th", { attributes: { scope: "col" } }, [linkTo(id)]))]);
  return [
    make("h2", { text: `${nameOf(a)} beside ${nameOf(b)}` }),
    make("div", { className: "actions" }, [button("Swap", () => compare(b, a)), button("Path between them", () => pathBetween(a, b))]),
    make("table", { className: "figures" }, [make("thead", {}, [head]), make("tbody", {}, figures.map(([what, ...values]) => make("tr", {}, [make("th", { text: what, attributes: { scope: "row" } }), ...values.map((value) => make("td", { text: String(value) }))])))]),
    ...(papers.length || shared.length ? [] : [make("p", { text: "No paper names both, and nothing is named with both." })]),
    ...section(`Who compares them (${comparisons.length})`, comparisons.map(({ paper, kinds }) => make("li", {}, [
      linkTo(data.papers[paper].id),
      ...kinds.flatMap(({ kind, mention }) => [make("div", { className: "faint", text: `${inWords(kind)} ${entityName(mention.entity)}` }), ...quoteOf(data.papers[paper], mention.quote)]),
    ]))),
    ...resultsSection(both, resultsOfBoth(a, b), { title: "Claims about both" }),
    ...section(`Benchmarks of both (${benchmarks.length})`, benchmarks.map(({ other, results }) => make("li", {}, [shapeOf("DATASET"), " ", linkTo(data.entities[other].id), make("small", { text: ` results: ${results.join(" and ")}` })]))),
    ...bothIn(papers, a, b),
    ...section(`Named with both (${shared.length})`, shared.map(({ other, papers: [p, q] }) => make("li", {}, [shapeOf(data.entities[other].type), " ", linkTo(data.entities[other].id), make("small", { text: ` in ${p} and ${count(q, "paper")}` })])),
      { buttons: copyButtons([{ title: "name", value: (n) => entityName(n.other) }], shared, namedWithBoth(a, b)) }),
  ];
}

function firstYear(number) {
  const years = mentionsOf[number].map(({ paper }) => data.papers[paper].year).filter((year) => year !== null);
  return years.length ? Math.min(...years) : "undated";
}

// Benchmarks that both are named with, and how many results of each are on them.
function sharedBenchmarks(x, y, shared) {
  const on = (number, dataset) => resultsOf[number].filter((result) => result.dataset === dataset).length;
  return shared.filter(({ other }) => data.entities[other].benchmark).map(({ other }) => ({ other, results: [on(x, other), on(y, other)] }));
}

function pathPanel([a, b]) {
  const steps = shortest(...[a, b].map((id) => entityNumber.get(id)));
  const title = make("h2", { text: `From ${nameOf(a)} to ${nameOf(b)}` });
  if (steps === null) return [title, make("p", { text: "No chain of papers joins them." })];
  const items = steps.flatMap((step, i) => {
    const { id, type } = data.entities[step];
    const name = make("li", {}, [shapeOf(type), " ", linkTo(id)]);
    if (!i) return [name];
    const papers = sharedPapers(steps[i - 1], step);
    const line = make("li", { className: "step" }, [
      make("div", { className: "faint", text: `${count(papers.length, "paper")} name${papers.length === 1 ? "s" : ""} both:` }),
      ...papers.slice(0, 3).map((paper) => make("div", {}, [linkTo(data.papers[paper].id)])),
      ...(papers.length > 3 ? [button(`all ${papers.length}`, () => openPair(data.entities[steps[i - 1]].id, id), {}, "small")] : []),
    ]);
    return [line, name];
  });
  return [
    title,
    make("p", { className: "faint", text: `${count(steps.length - 1, "step")}. The fewest steps through shared papers, and of several such ways the one with the strongest links. Filters do not change it.` }),
    make("ol", { className: "path" }, items),
    make("div", { className: "actions" }, [button("Compare the two", () => compare(a, b))]),
  ];
}

function overviewPanel() {
  const themes = data.communities.map((theme) => make("li", { className: "theme" }, [
    make("button", { className: "link strong", text: theme.name, attributes: { type: "button", "aria-pressed": String(state.theme === theme.number) }, on: { click: () => adjust({ theme: state.theme === theme.number ? null : theme.number }) } }),
    make("div", { className: "faint", text: `${count(theme.papers, "paper")}, ${count(theme.concepts.length, "shared concept")}` }),
    make("div", {}, theme.concepts.filter((n) => !theme.name.includes(data.entities[n].name)).slice(0, 6)
      .map((n, i, all) => make("span", { className: "item" }, [linkTo(data.entities[n].id), i < all.length - 1 ? ", " : ""]))),
  ]));
  const everything = [...picture.nodes].sort((a, b) => b.weight - a.weight || (a.name < b.name ? -1 : 1));
  return [
    make("h2", { text: data.compared ? "What the two share, and what only one has" : "What these papers are about" }),
    make("p", { className: "faint", text: `${data.compared ? "" : "Themes found from what papers name together, the one of most papers first. "}Choose one to see it alone, or a concept to read about it.` }),
    ...(themes.length ? [make("ul", {}, themes)] : [make("p", { text: "Too few papers share concepts to tell themes apart." })]),
    ...section("Everything in the picture", everything.map((node) => make("li", {}, [
      shapeOf(node.kind), " ", linkTo(node.id, node.name), make("small", { text: isEntity(node.id) ? ` ${count(entityOf(node.id).papers, "paper")}` : "" }),
    ])), { most: 25 }),
  ];
}
