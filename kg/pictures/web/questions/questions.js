// The shipped questions: their buttons, the form of what can be set, and the query that follows from it.
const QUESTIONS = new Map(known.groups.flatMap((group) => group.questions.map((question) => [question.name, question])));

// What is set takes the place of a term, as a term: whatever it holds, it stays a string or a number.
function bindQuery(question, values) {
  const parameters = new Map(question.parameters.map((parameter) => [parameter.name, parameter]));
  const parts = question.parts.map((part) => {
    if (typeof part === "string") return part;
    const { name, number, lower, default: unset } = parameters.get(part.parameter);
    const value = values[name] ?? unset;
    if (value === unset) return part.term;
    return number ? plainNumber(value, name) : quote(lower ? value.toLowerCase() : value);
  });
  return parts.join("");
}

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function drawQuestions(place, choose) {
  for (const group of known.groups) {
    const list = element("ul", {}, ...group.questions.map((question) => {
      const button = element("button", { type: "button", className: "question", textContent: question.title });
      button.dataset.name = question.name;
      button.addEventListener("click", () => choose(question));
      return element("li", {}, button);
    }));
    place.append(element("section", {}, element("h3", { textContent: group.name }), list));
  }
}

function filterQuestions(place, words) {
  const wanted = words.toLowerCase().split(/\s+/);
  for (const section of place.children) {
    for (const item of section.querySelectorAll("li")) {
      const { title, about } = QUESTIONS.get(item.firstChild.dataset.name);
      const text = `${title} ${about}`.toLowerCase();
      item.hidden = !wanted.every((word) => text.includes(word));
    }
    section.hidden = !section.querySelector("li:not([hidden])");
  }
  const found = place.querySelectorAll("li:not([hidden])").length;
  return found === QUESTIONS.size ? "" : `${found} of ${QUESTIONS.size} questions`;
}

function drawParameters(place, question, values, changed) {
  place.replaceChildren(...(question?.parameters ?? []).map(({ name, about, number, default: unset }) => {
    const input = element("input", { id: `set-${name}`, name, value: values[name] ?? unset, autocomplete: "off" });
    input.spellcheck = false;
    if (number) input.inputMode = "decimal";
    input.setAttribute("aria-describedby", `about-${name}`);
    input.addEventListener("input", changed);
    return element("p", { className: "parameter" },
      element("label", { htmlFor: input.id, textContent: name.replaceAll("_", " ") }), input,
      element("small", { id: `about-${name}`, textContent: about }));
  }));
}

function parameterValues(place) {
  return Object.fromEntries([...place.querySelectorAll("input")].map((input) => [input.name, input.value]));
}
