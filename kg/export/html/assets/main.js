// Opening things: every way in (click, search, list, link) ends in `open`, and `back` undoes it.
let current = null;

function show(what) {
  current = what;
  if (what === null) {
    choose(null);
    showPanel(overviewPanel());
  } else if (typeof what === "number") {
    choose(null);
    showPanel(linkPanel(what));
  } else {
    const isEntity = entityNumber.has(what);
    if (shown.has(what)) choose(what);
    else chooseAround(around(what, isEntity));
    showPanel(isEntity ? entityPanel(what) : paperPanel(what));
  }
  const fragment = typeof what === "string" ? "#" + encodeURIComponent(what) : "";
  if (decodeURIComponent(location.hash) !== decodeURIComponent(fragment)) history.replaceState(null, "", fragment || location.pathname + location.search);
}

// What the picture holds of a paper, or of an entity's papers.
function around(id, isEntity) {
  const papers = isEntity ? papersOf[entityNumber.get(id)].map((entry) => entry.paper) : [paperNumber.get(id)];
  const named = new Set(papers.flatMap((paper) => data.papers[paper].mentions.map((mention) => data.entities[mention[0]].id)));
  return [...named].filter((other) => shown.has(other));
}

function open(what, { move = true } = {}) {
  if (what === current) return;
  if (typeof what === "string" && !entityNumber.has(what) && !paperNumber.has(what)) return;
  trail.push(current);
  show(what);
  if (move && typeof what === "string" && shown.has(what)) goTo(what);
}

function back() {
  show(trail.pop());
}

function startAgain() {
  trail.length = 0;
  show(null);
}

network.on("click", ({ nodes: clicked, edges: lines }) => {
  if (clicked.length) open(clicked[0], { move: false });
  else if (lines.length) open(lines[0]);
  else startAgain();
});
document.getElementById("whole").addEventListener("click", () => {
  startAgain();
  wholeMap(true);
});
document.getElementById("closer").addEventListener("click", () => zoom(1.4));
document.getElementById("further").addEventListener("click", () => zoom(1 / 1.4));
container.addEventListener("keydown", (event) => {
  if (event.key === "Escape") startAgain();
});

const bar = document.getElementById("types");
for (const type of data.types) {
  const number = picture.nodes.filter((node) => node.kind === type).length;
  if (!number) continue;
  const button = make("button", { attributes: { type: "button", "aria-pressed": "true" } }, [shapeOf(type), make("span", { text: `${PLURALS[type]} ${number}` })]);
  button.addEventListener("click", () => {
    if (!hiddenTypes.delete(type)) hiddenTypes.add(type);
    button.setAttribute("aria-pressed", String(!hiddenTypes.has(type)));
    paint();
  });
  bar.append(button);
}

paint();
wholeMap(false);
// Until the reader moves the picture, it keeps to its frame, which grows and shrinks with the window and the panel.
let moved = false;
for (const event of ["dragStart", "zoom"]) network.on(event, () => (moved = true));
const keep = () => moved || chosen !== null || wholeMap(false);
network.on("resize", keep);
network.once("afterDrawing", () => requestAnimationFrame(keep)); // vis-network fits dots, not names, when it first draws
let asked = "";
try {
  asked = decodeURIComponent(location.hash.slice(1));
} catch (error) {
  if (!(error instanceof URIError)) throw error; // a fragment that is no text asks for nothing
}
show(null);
if (asked) open(asked);
else if (data.focus !== null) {
  // what the picture was drawn around is told of, and all of the picture stays in sight
  trail.push(null);
  current = data.focus;
  showPanel(entityNumber.has(current) ? entityPanel(current) : paperPanel(current));
}
