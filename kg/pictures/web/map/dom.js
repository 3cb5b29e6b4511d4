// Elements with text and children; the only place in which this page makes any.
function make(tag, { text, className, attributes = {}, on = {} } = {}, children = []) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined && text !== null) element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  for (const [name, listener] of Object.entries(on)) element.addEventListener(name, listener);
  element.append(...children);
  return element;
}

function button(text, act, attributes = {}, className = "") {
  return make("button", { text, className, attributes: { type: "button", ...attributes }, on: { click: act } });
}

function drawnElement(tag, attributes = {}, children = []) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const SHAPES = $NODE_OUTLINES;

function shapeOf(type) {
  const [tag, attributes] = SHAPES[type];
  const shape = drawnElement(tag, { ...attributes, fill: `var(--${type})` });
  return drawnElement("svg", { class: "shape", viewBox: "0 0 14 14", "aria-hidden": "true" }, [shape]);
}

// A link for the web, and text for any other scheme.
function outward(url, text) {
  if (!/^https?:\/\//i.test(url)) return make("span", { text });
  return make("a", { text, attributes: { href: url, rel: "noopener noreferrer", target: "_blank" } });
}

function quoteOf(paper, [number, start, end]) {
  if (number < 0) return [];
  const text = paper.sentences[number];
  return [make("blockquote", {}, [text.slice(0, start), make("mark", { text: text.slice(start, end) }), text.slice(end)])];
}

// Told to those who hear the page, and shown for a moment to those who see it.
const notice = document.getElementById("notice");
let noticed = 0;
function say(text) {
  notice.textContent = text;
  clearTimeout(noticed);
  noticed = setTimeout(() => (notice.textContent = ""), 4000);
}
