// The panel beside the picture: what the corpus is about, or what is known of one name, paper or line.
const panel = document.getElementById("panel");
const trail = [];
const MOST = 40;

function kindLine(type, text) {
  return make("span", { className: "kind" }, [shapeOf(type), make("span", { text })]);
}

function linkTo(id, text = nameOf(id), className = "link") {
  return make("button", { className, text, attributes: { type: "button" }, on: { click: () => open(id) } });
}

function outward(url, text) {
  return /^https?:\/\//i.test(url)
    ? make("a", { text, attributes: { href: url, rel: "noopener noreferrer", target: "_blank" } })
    : make("span", { text });
}

function quote(paper, [number, start, end]) {
  const text = paper.sentences[number];
  return make("blockquote", {}, [text.slice(0, start), make("mark", { text: text.slice(start, end) }), text.slice(end)]);
}

function section(title, items, most = MOST) {
  if (!items.length) return [];
  const list = make("ul", {}, items.slice(0, most));
  const parts = [make("h3", { text: title }), list];
  if (items.length > most) {
    const more = make("button", { text: `${items.length - most} more`, attributes: { type: "button" } });
    more.addEventListener("click", () => {
      list.append(...items.slice(most));
      more.remove();
    });
    parts.push(more);
  }
  return parts;
}

function resultsTable(rows, withPaper) {
  if (!rows.length) return [];
  const name = (number) => (Number.isInteger(number) ? data.entities[number].name : "");
  const cells = rows.flatMap(({ paper, result }) => {
    const bound = result.bound === "exact" ? "" : result.bound + " ";
    const change = result.kind === "absolute" ? "" : ` (${[result.kind === "ratio" ? "ratio" : "change", result.direction].filter(Boolean).join(", ")})`;
    const about = [name(result.dataset), ...result.conditions].filter(Boolean).join("; ");
    const whose = (name(result.subject) || "") + (result.holder === "own" ? "" : ` (${result.holder})`);
    const row = make("tr", { className: withPaper ? "joined" : "", attributes: { title: data.papers[paper].sentences[result.sentence[0]] } }, [
      make("td", { className: "number", text: bound + result.text + change }),
      make("td", { text: name(result.metric) }),
      make("td", { text: about }),
      make("td", { text: whose }),
    ]);
    return withPaper ? [row, make("tr", {}, [make("td", { attributes: { colspan: 4 } }, [linkTo(data.papers[paper].id)])])] : [row];
  });
  const head = make("tr", {}, ["Value", "Metric", "On", "Of"].map((text) => make("th", { text, attributes: { scope: "col" } })));
  const table = make("table", {}, [make("thead", {}, [head]), make("tbody", {}, cells)]);
  return [make("h3", { text: "Results" }), make("div", { className: "scroll" }, [table])];
}

function overviewPanel() {
  const themesList = data.communities.map((theme) =>
    make("li", { className: "theme" }, [
      make("div", { className: "strong", text: theme.name }),
      make("div", { className: "faint", text: `${count(theme.papers, "paper")}, ${count(theme.concepts.length, "shared concept")}` }),
      make("div", {}, theme.concepts.filter((n) => !theme.name.includes(data.entities[n].name)).slice(0, 6)
        .map((n, i, all) => make("span", { className: "item" }, [linkTo(data.entities[n].id), i < all.length - 1 ? ", " : ""]))),
    ]),
  );
  const everything = [...shown.values()].sort((a, b) => b.weight - a.weight || (a.name < b.name ? -1 : 1));
  return [
    make("h2", { text: "What these papers are about" }),
    make("p", { className: "faint", text: "Themes found from what papers name together, the one of most papers first. A point is a concept; the larger, the more it tells of what papers share. Click one to read." }),
    ...(themesList.length ? [make("ul", {}, themesList)] : [make("p", { text: "Too few papers share concepts to tell themes apart." })]),
    ...section("Everything in the picture", everything.map((node) => make("li", {}, [
      shapeOf(node.kind), " ", linkTo(node.id), make("small", { text: node.kind === "PAPER" ? "" : ` ${count(data.entities[entityNumber.get(node.id)].papers, "paper")}` }),
    ])), 25),
  ];
}

function entityPanel(id) {
  const number = entityNumber.get(id);
  const entity = data.entities[number];
  const type = data.types[entity.type];
  const relations = data.broader.flatMap(([kind, subject, object]) => {
    const words = { broader: ["is a kind of", "has the kind"], variantOf: ["is a variant of", "has the variant"], basedOn: ["is based on", "is the basis of"] }[kind];
    if (subject === number) return [[words[0], object]];
    return object === number ? [[words[1], subject]] : [];
  });
  const papers = papersOf[number].map(({ paper, mention }) =>
    make("li", {}, [
      linkTo(data.papers[paper].id),
      make("div", { className: "faint", text: [data.papers[paper].date, mention[1].map(inWords).join(", ") || "mentions"].filter(Boolean).join(" · ") }),
      quote(data.papers[paper], mention.slice(2)),
    ]),
  );
  const linked = (neighbours.get(id) || []).map(({ other, edge }) => ({ other, edge: data.links[edge] }));
  linked.sort((a, b) => b.edge[3].length - a.edge[3].length || (a.other < b.other ? -1 : 1));
  return [
    make("h2", { text: entity.name }),
    make("p", {}, [kindLine(type, `${entity.benchmark ? "benchmark" : NAMES[type]}, named by ${count(entity.papers, "paper")}`)]),
    ...(entity.aliases.length ? [make("p", { className: "faint", text: "Also written: " + entity.aliases.slice(0, 12).join(", ") })] : []),
    ...section("In the hierarchy", relations.map(([words, other]) => make("li", {}, [words + " ", linkTo(data.entities[other].id)])), 12),
    ...section("Linked in the picture", linked.map(({ other, edge }) =>
      make("li", {}, [shapeOf(kindOf(other)), " ", linkTo(other), make("small", { text: edge[2] === "shared papers" ? ` ${count(edge[3].length, "shared paper")}` : ` (${inWords(edge[2])})` })])), 12),
    ...resultsTable(resultsOf[number].slice(0, 100), true),
    ...section(papers.length < entity.papers ? `Papers (${papers.length} of ${entity.papers} are in this file)` : "Papers", papers, 20),
  ];
}

// "evaluatesOn" as "evaluates on".
function inWords(relation) {
  return relation.replace(/([a-z])([A-Z])/g, (_, a, b) => `${a} ${b.toLowerCase()}`);
}

function paperPanel(id) {
  const paper = data.papers[paperNumber.get(id)];
  const about = [paper.date ? paper.date + (paper.inferred ? " (year inferred)" : "") : "undated", paper.by].filter(Boolean).join(" · ");
  const named = paper.mentions.map((mention) =>
    make("li", {}, [shapeOf(data.types[data.entities[mention[0]].type]), " ", linkTo(data.entities[mention[0]].id), make("small", { text: mention[1].length ? ` (${mention[1].map(inWords).join(", ")})` : "" })]),
  );
  return [
    make("h2", { text: paper.title }),
    make("p", {}, [kindLine("PAPER", about)]),
    ...(paper.url ? [make("p", {}, [outward(paper.url, "Read the paper")])] : []),
    ...paper.code.map((link) => make("p", {}, [outward(link, link)])),
    ...resultsTable(paper.results.map((result) => ({ paper: paperNumber.get(id), result })), false),
    ...section("Names", named, 60),
  ];
}

function linkPanel(number) {
  const [source, target, , papers] = data.links[number];
  return [
    make("h2", { text: `${nameOf(source)} and ${nameOf(target)}` }),
    make("p", {}, [linkTo(source), " · ", linkTo(target)]),
    ...section(`${count(papers.length, "paper")} that name${papers.length === 1 ? "s" : ""} both`, papers.map((paper) => make("li", {}, [linkTo(data.papers[paper].id)]))),
  ];
}

function showPanel(children) {
  // what had the focus goes away; who moves by keyboard goes on at the new heading
  const held = panel.contains(document.activeElement) || document.activeElement === box;
  panel.replaceChildren(...(trail.length ? [make("button", { className: "back", text: "← Back", attributes: { type: "button" }, on: { click: back } })] : []), ...children);
  panel.scrollTop = 0;
  const heading = panel.querySelector("h2");
  heading.tabIndex = -1;
  if (held) heading.focus({ preventScroll: true });
}
