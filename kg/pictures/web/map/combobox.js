// A field that finds names (ARIA combobox with a list): the search, and the fields that ask for a second name.
const MOST_SUGGESTED = 12;
let comboboxes = 0;

function combobox(field, list, { allowed, take }) {
  const prefix = `option-${comboboxes++}-`;
  let options = [], active = -1;

  const point = () => {
    field.setAttribute("aria-expanded", String(!list.hidden && options.length > 0));
    if (active >= 0) field.setAttribute("aria-activedescendant", prefix + active);
    else field.removeAttribute("aria-activedescendant");
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === active)));
    if (active >= 0) list.children[active].scrollIntoView({ block: "nearest" });
  };
  const close = () => {
    list.hidden = true;
    active = -1;
    point();
  };
  const pick = (i) => {
    const { id } = options[i];
    field.value = "";
    say(""); // how many suggestions there were
    close();
    take(id);
  };
  const suggest = () => {
    const found = matches(field.value, MOST_SUGGESTED, allowed);
    options = found.slice(0, MOST_SUGGESTED);
    active = options.length ? 0 : -1;
    list.replaceChildren(...options.map(({ id }, i) => suggestion(id, prefix + i, () => pick(i))));
    list.hidden = !options.length;
    if (fold(field.value) !== "") say(found.length > options.length ? `${options.length} of ${found.length.toLocaleString("en")} that match: write more to narrow them.` : options.length ? count(options.length, "suggestion") : "Nothing of that name.");
    point();
  };

  field.addEventListener("input", suggest);
  field.addEventListener("focus", () => field.value && suggest());
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    const { key } = event;
    if (key === "Escape" && !list.hidden) close();
    else if (key === "Escape") field.value = "";
    else if (key === "Enter" && active >= 0) pick(active);
    else if (key === "ArrowDown" && options.length) active = (active + 1) % options.length;
    else if (key === "ArrowUp" && options.length) active = (active + options.length - 1) % options.length;
    else return;
    event.preventDefault();
    if (key.startsWith("Arrow")) list.hidden = false;
    if (!list.hidden) point();
  });
}

function suggestion(id, own, pick) {
  const entity = isEntity(id) ? entityOf(id) : null;
  const other = entity?.aliases.find((alias) => fold(alias) !== fold(entity.name));
  const item = make("li", { attributes: { role: "option", id: own, "aria-selected": "false" } }, [
    shapeOf(kindOf(id)),
    make("span", {}, [nameOf(id), make("small", { text: other ? `also ${other}` : "" })]),
    make("small", { className: "end", text: entity ? count(entity.papers, "paper") : "paper" }),
  ]);
  item.addEventListener("mousedown", (event) => {
    event.preventDefault(); // the field keeps the focus, so that the list stays until the choice is made
    pick();
  });
  return item;
}

// A labelled field with its list, for the panel.
function nameField(label, take, allowed) {
  const own = `names-${comboboxes}`;
  const list = make("ul", { attributes: { role: "listbox", id: own, "aria-label": "Suggestions", hidden: "" }, className: "suggestions" });
  const field = make("input", {
    attributes: { type: "search", role: "combobox", autocomplete: "off", spellcheck: "false", "aria-expanded": "false", "aria-controls": own, "aria-autocomplete": "list", placeholder: label, "aria-label": label },
  });
  combobox(field, list, { allowed, take });
  return make("div", { className: "field" }, [field, list]);
}
