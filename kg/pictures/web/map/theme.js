// Colours come from the style sheet, so that light and dark are decided in one place.
const darkness = window.matchMedia("(prefers-color-scheme: dark)");
let colours = {};

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const names = ["page", "ink", "faint", "theme", "theme-ink", "line", "line-on", "halo", "rim", ...data.types];
  colours = Object.fromEntries(names.map((name) => [name, style.getPropertyValue("--" + name).trim()]));
}
readColours();
darkness.addEventListener("change", () => {
  readColours();
  paint();
});

const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
