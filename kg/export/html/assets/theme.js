// Colours come from the style sheet, so that light and dark are decided in one place.
const darkness = window.matchMedia("(prefers-color-scheme: dark)");
let colours = {};

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const names = ["page", "ink", "faint", "theme", "theme-ink", "line", "line-on", "halo", "rim", ...data.types];
  colours = Object.fromEntries(names.map((name) => [name, style.getPropertyValue("--" + name).trim()]));
}
readColours();

const SHAPES = {
  METHOD: ["circle", { cx: 7, cy: 7, r: 5.5 }],
  MODEL: ["rect", { x: 2, y: 2, width: 10, height: 10 }],
  DATASET: ["polygon", { points: "7,0.5 13.5,7 7,13.5 0.5,7" }],
  METRIC: ["polygon", { points: "7,1 13.5,12.5 0.5,12.5" }],
  TASK: ["polygon", { points: "3.7,1.3 10.3,1.3 13.6,7 10.3,12.7 3.7,12.7 0.4,7" }],
  PAPER: ["polygon", { points: "0.5,1.5 13.5,1.5 7,13" }],
};

function shapeOf(type) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "shape");
  svg.setAttribute("viewBox", "0 0 14 14");
  svg.setAttribute("aria-hidden", "true");
  const [tag, attributes] = SHAPES[type];
  const shape = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
  shape.setAttribute("fill", `var(--${type})`);
  svg.append(shape);
  return svg;
}
