// Showing a state: the picture, the panel, and all that counts and filters. Every way in ends in `go` or `adjust`.
const panel = $("panel");
const narrow = window.matchMedia("(max-width: 800px)");
let last = null; // the state that is shown

function panelOf(what) {
  if (what.ends) return pathPanel(what.ends);
  if (what.versus) return comparePanel(what.see, what.versus);
  if (what.pair) return linkPanel(what.pair);
  if (what.see) return isEntity(what.see) ? entityPanel(what.see) : paperPanel(what.see);
  return overviewPanel();
}

const subject = (what) => [what.see, what.pair, what.versus, what.ends];
const scene = (what) => [what.focus, what.depth, what.ends, what.versus && [what.see, what.versus]];

function render() {
  draw(composePicture(state));
  visible = findPassing(state, drawn);
  choose([state.see, ...(state.pair ?? []), state.versus, ...(state.ends ?? [])].filter(Boolean));
  paint();
  showFilters();
  findRest();
  showCounts();
  showPlace();
  showList();
  if (last === null || !same(subject(last), subject(state)) || last.focus !== state.focus || last.depth !== state.depth || last.theme !== state.theme) showPanel();
  if (last === null || !same(scene(last), scene(state))) fit(false);
  else if (state.see && state.see !== last.see) goTo(state.see);
  last = state;
}

function showPanel() {
  // what had the focus goes away; who moves by keyboard goes on at the new heading
  const held = panel.contains(document.activeElement) || document.activeElement === $("search") || $("list").contains(document.activeElement);
  const away = trail.length ? [button("← Back", back, {}, "back")] : [];
  const close = state.see || state.pair || state.ends ? [button("Overview", startAgain, {}, "back")] : [];
  panel.replaceChildren(make("div", { className: "ways" }, [...away, ...close]), ...panelOf(state));
  panel.scrollTop = 0;
  const title = panel.querySelector("h2");
  title.tabIndex = -1;
  if (last === null) return;
  if (held) title.focus({ preventScroll: true });
  if (narrow.matches && (state.see || state.pair || state.ends)) { // the panel stands below the picture: it comes into sight, and the picture stays there
    window.scrollBy({ top: title.getBoundingClientRect().top - window.innerHeight * 0.6 });
  }
}

for (const event of ["dragStart", "zoom"]) network.on(event, () => (moved = true));
const keep = () => moved || fit(false);
network.on("resize", keep);
network.once("afterDrawing", () => requestAnimationFrame(keep)); // vis-network fits dots, not names, when it first draws

function wholeMap() {
  moved = false;
  startAgain();
  fit(true);
}
$("whole").addEventListener("click", wholeMap);
$("closer").addEventListener("click", () => zoom(1.4));
$("further").addEventListener("click", () => zoom(1 / 1.4));
$("as-list").addEventListener("click", () => adjust({ list: !state.list }));
$("rest").addEventListener("click", listRest);
$("how").addEventListener("click", () => $("help").showModal());
$("wider").addEventListener("click", () => {
  const wide = document.querySelector("main").classList.toggle("wide");
  $("wider").setAttribute("aria-pressed", String(wide));
});
for (const dialog of document.querySelectorAll("dialog")) dialog.querySelector(".close").addEventListener("click", () => dialog.close());
for (const [id, save] of Object.entries(SAVES)) $(id).addEventListener("click", () => {
  $("save").open = false;
  save();
});
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input:not([type=range], [type=checkbox]), textarea, select");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    $("search").focus();
  } else if (event.key === "Escape" && $("save").open) {
    $("save").open = false;
    $("save").querySelector("summary").focus();
  } else if (event.key === "Escape" && container.contains(event.target)) wholeMap();
});

combobox($("search"), $("suggestions"), { allowed: undefined, take: open });
makeLegend();
makeFilters();
state = location.hash.length > 1 ? fromFragment(location.hash.slice(1)) : { ...START, see: data.focus !== null && isKnown(data.focus) ? data.focus : null };
if (Array.isArray(history.state?.trail)) ({ trail } = history.state);
render();
