// The keys that the map announces. The map is one stop of the keyboard and takes them itself: the stop that vis-network would make
// within, which announces nothing, is taken away.
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const ZOOMS = { "+": 1.2, "=": 1.2, PageUp: 1.2, "-": 1 / 1.2, "−": 1 / 1.2, PageDown: 1 / 1.2 };
const STRIDE = 60; // pixels

container.querySelector(".vis-network").removeAttribute("tabindex");
container.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return; // the browser's own
  if (event.key in ARROWS) look(...ARROWS[event.key].map((way) => way * STRIDE));
  else if (event.key in ZOOMS) zoom(ZOOMS[event.key], false);
  else return;
  event.preventDefault();
});
