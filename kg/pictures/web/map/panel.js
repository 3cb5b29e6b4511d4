// The panel beside the picture: what the corpus is about, or what is known of one concept or paper.
const linkTo = (id, text = nameOf(id)) => make("button", { className: "link", text, attributes: { type: "button" }, on: { click: () => open(id) } });
const kindLine = (type, text) => make("p", { className: "kind" }, [shapeOf(type), make("span", { text })]);
const heading = (text, buttons = []) => make("div", { className: "head" }, [make("h3", { text }), ...buttons]);

function section(title, items, { most = 12, buttons = [] } = {}) {
  if (!items.length) return [];
  const list = make("ul", {}, items.slice(0, most));
  const parts = [heading(title, buttons), list];
  if (items.length > most) {
    const more = button(`${items.length - most} more`, () => {
      list.append(...items.slice(most));
      more.remove();
      list.children[most].querySelector("button, a")?.focus();
    });
    parts.push(more);
  }
  return parts;
}

const PAPER_COLUMNS = [
  { title: "title", value: (m) => data.papers[m.paper].title },
  { title: "date", value: (m) => data.papers[m.paper].date },
  { title: "relations", value: (m) => (m.kinds ?? []).map(inWords).join("; ") },
  { title: "url", value: (m) => data.papers[m.paper].url },
];
const NEIGHBOUR_COLUMNS = [
  { title: "name", value: (n) => data.entities[n.other].name },
  { title: "papers", value: (n) => (Array.isArray(n.papers) ? n.papers.length : n.papers) },
];

function describeDate(paper) {
  return paper.date ? paper.date + (paper.inferred ? " (year inferred)" : "") : "undated";
}

function paperItem(mention) {
  const paper = data.papers[mention.paper];
  const summary = [describeDate(paper), mention.kinds.map(inWords).join(", ") || "mentions"].join(" · ");
  return make("li", {}, [
    linkTo(paper.id),
    make("div", { className: "faint" }, [summary, ...(paper.url ? [" · ", outward(paper.url, "read")] : [])]),
    ...quoteOf(paper, mention.quote),
  ]);
}

function neighbourItem(from, { other, papers }) {
  const id = data.entities[other].id;
  const shared = count(papers.length, "shared paper");
  const line = button(shared, () => openPair(data.entities[from].id, id), { "aria-label": `${shared}: what joins ${entityName(from)} and ${entityName(other)}` }, "link faint");
  return make("li", {}, [shapeOf(kindOf(id)), " ", linkTo(id), " ", line]);
}

// The latest first, and after them what has no date.
const newestFirst = (mentions) => [...mentions].sort((a, b) => {
  const [x, y] = [data.papers[a.paper].date ?? "", data.papers[b.paper].date ?? ""];
  return x < y ? 1 : x > y ? -1 : a.paper - b.paper;
});

function entityActions(id) {
  const depth = (far) => button(`Neighbours, ${far === 1 ? "1 step" : "2 steps"}`, () => focusOn(id, far), { "aria-pressed": String(state.focus === id && state.depth === far) });
  const other = (act) => (chosenId) => act(id, chosenId);
  const allowed = (found) => isEntity(found) && found !== id;
  return make("div", { className: "actions" }, [
    depth(1), depth(2), nameField("Compare with …", other(compare), allowed), nameField("Path to …", other(pathBetween), allowed),
  ]);
}

function entityPanel(id) {
  const entity = entityOf(id), { number } = entity;
  const theme = themeOf.get(entity.community);
  const mentions = newestFirst(mentionsOf[number]), linked = nearest(number, Infinity);
  const missing = entity.papers - mentions.length;
  return [
    make("h2", { text: entity.name }),
    kindLine(entity.type, `${entity.benchmark ? "benchmark" : NAMES[entity.type]}, named by ${count(entity.papers, "paper")}`),
    ...(entity.aliases.length ? [make("p", { className: "faint", text: "Also written: " + entity.aliases.join(", ") })] : []),
    ...(theme ? [make("p", { className: "faint" }, ["Theme: ", make("button", { className: "link", text: theme.name, attributes: { type: "button" }, on: { click: () => go({ ...only, focus: null, theme: theme.number }) } })])] : []),
    entityActions(id),
    ...section("In the hierarchy", hierarchyOf[number].map(({ words, other }) => make("li", {}, [words + " ", linkTo(data.entities[other].id)]))),
    ...resultsSection(resultsOf[number], resultsOfEntity(id)),
    ...doubtfulSection(doubtfulOf[number], resultsOfEntity(id, DOUBTFUL_GRAPH)),
    ...section(`Named together with (${linked.length})`, linked.map((link) => neighbourItem(number, link)), { most: 10, buttons: copyButtons(NEIGHBOUR_COLUMNS, linked, namedWith(id)) }),
    ...section(`Papers (${mentions.length})`, mentions.map(paperItem), { buttons: copyButtons(PAPER_COLUMNS, mentions, papersNaming(id)) }),
    ...(missing > 0 ? [make("p", { className: "faint", text: `${count(missing, "more paper")} that name${missing === 1 ? "s" : ""} it ${missing === 1 ? "is" : "are"} not in this file.` })] : []),
  ];
}

function paperPanel(id) {
  const paper = paperOf(id);
  const names = paper.mentions.map((mention) => {
    const other = data.entities[mention.entity];
    return make("li", {}, [shapeOf(other.type), " ", linkTo(other.id), make("small", { text: mention.kinds.length ? ` ${mention.kinds.map(inWords).join(", ")}` : "" }), ...quoteOf(paper, mention.quote)]);
  });
  const columns = RESULT_COLUMNS.filter(({ title }) => title !== "Paper" && title !== "Year");
  const rows = paper.mentions.map((mention) => ({ ...mention, ...data.entities[mention.entity] }));
  const nameColumns = [{ title: "name", value: (row) => row.name }, { title: "type", value: (row) => NAMES[row.type] }, { title: "relations", value: (row) => row.kinds.map(inWords).join("; ") }];
  return [
    make("h2", { text: paper.title }),
    kindLine("PAPER", [describeDate(paper), paper.by].filter(Boolean).join(" · ")),
    ...(paper.url ? [make("p", {}, [outward(paper.url, "Read the paper")])] : []),
    ...paper.code.map((link) => make("p", {}, [outward(link, link)])),
    make("div", { className: "actions" }, [button("Show what it names", () => focusOn(id, 1), { "aria-pressed": String(state.focus === id) })]),
    ...resultsSection(paper.results, resultsOfPaper(id), { columns }),
    ...doubtfulSection(paper.doubtful, resultsOfPaper(id, DOUBTFUL_GRAPH), { columns }),
    ...section(`Names (${names.length})`, names, { most: 30, buttons: copyButtons(nameColumns, rows, namedIn(id)) }),
    ...(paper.sentences.length || !names.length ? [] : [make("p", { className: "faint", text: "Its sentences and results are left out of this file, to keep it small; `kg show` has them." })]),
  ];
}
