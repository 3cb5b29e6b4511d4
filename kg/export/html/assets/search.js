// Search over names, aliases and titles; what begins with the words comes before what holds them.
const box = document.getElementById("search");
const list = document.getElementById("suggestions");
const MOST_SUGGESTED = 12;
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[-_\s]+/g, " ").trim();
const index = [
  ...data.entities.map((entity) => ({ id: entity.id, weight: entity.papers, names: [entity.name, ...entity.aliases, ...entity.hidden].map(fold) })),
  ...data.papers.map((paper) => ({ id: paper.id, weight: 0, names: [fold(paper.title)] })),
];
let options = [];
let active = -1;

function rankOf(names, wanted) {
  let best = 0;
  for (const name of names) {
    if (name === wanted) return 4;
    if (name.startsWith(wanted)) best = Math.max(best, 3);
    else if ((" " + name).includes(" " + wanted)) best = Math.max(best, 2);
    else if (name.includes(wanted)) best = Math.max(best, 1);
  }
  return best;
}

function suggest() {
  const wanted = fold(box.value);
  options = wanted === "" ? [] : index
    .map((entry) => ({ ...entry, rank: rankOf(entry.names, wanted) }))
    .filter((entry) => entry.rank > 0)
    .sort((a, b) => b.rank - a.rank || b.weight - a.weight || (a.id < b.id ? -1 : 1))
    .slice(0, MOST_SUGGESTED);
  active = options.length ? 0 : -1;
  list.replaceChildren(...options.map((entry, i) =>
    make("li", { attributes: { role: "option", id: `option-${i}`, "aria-selected": String(i === active) }, on: { mousedown: (event) => { event.preventDefault(); take(i); } } }, [
      shapeOf(kindOf(entry.id)),
      make("span", { text: nameOf(entry.id) }),
      make("small", { text: entry.weight ? count(entry.weight, "paper") : "" }),
    ])));
  if (wanted !== "" && !options.length) list.append(make("li", { className: "faint", text: "Nothing of that name.", attributes: { role: "option", "aria-disabled": "true", "aria-selected": "false" } }));
  list.hidden = wanted === "";
  point();
}

function point() {
  box.setAttribute("aria-expanded", String(!list.hidden));
  if (active >= 0) box.setAttribute("aria-activedescendant", `option-${active}`);
  else box.removeAttribute("aria-activedescendant");
  [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === active)));
  if (active >= 0) list.children[active].scrollIntoView({ block: "nearest" });
}

function close() {
  list.hidden = true;
  active = -1;
  point();
}

function take(i) {
  const { id } = options[i];
  box.value = "";
  close();
  open(id);
}

box.addEventListener("input", suggest);
box.addEventListener("focus", suggest);
box.addEventListener("blur", close);
box.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
  else if (event.key === "Enter" && active >= 0) take(active);
  else if (event.key === "ArrowDown" && options.length) active = (active + 1) % options.length;
  else if (event.key === "ArrowUp" && options.length) active = (active + options.length - 1) % options.length;
  else return;
  event.preventDefault();
  if (!list.hidden) point();
});
