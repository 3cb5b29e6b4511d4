// What both charts need of the document. Text is set as text, never as markup.
const data = JSON.parse(document.getElementById("data").textContent);
const part = (id) => document.getElementById(id);

function make(tag, attributes = {}, children = []) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "text") element.textContent = value;
    else if (name === "className") element.className = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

// A paper's title, as a link where there is one that leads to the web.
function makeTitle(paper) {
  if (!paper.url) return make("span", { text: paper.title });
  return make("a", { text: paper.title, href: paper.url, rel: "noreferrer" });
}

const shorten = (text, most) => {
  const characters = Array.from(text);
  return characters.length > most ? characters.slice(0, most - 1).join("") + "…" : text;
};
