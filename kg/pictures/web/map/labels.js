// Draws the outlines of themes under the picture of vis-network, and names over it.
const widths = new Map(); // of a text at one pixel's height: measuring is slow, and widths grow with the size
function measureWith(context) {
  return (text, size, weight) => {
    const key = weight + text;
    if (!widths.has(key)) {
      context.font = `${weight} 100px ${FONT}`;
      widths.set(key, context.measureText(text).width / 100);
    }
    return widths.get(key) * size;
  };
}

// Where they stand now, as readers may drag them; while one picture replaces another, some stand nowhere yet.
function seenNodes() {
  const at = network.getPositions();
  return drawn.nodes.filter((node) => visible.nodes.has(node.id) && node.id in at).map((node) => ({ ...node, ...at[node.id] }));
}
const seenThemes = (seen, measure) => (drawn.mode === "map" ? themesOf(seen, measure) : []);

// Outlines and names as they stand in the part of the picture that is looked at.
function lettering(context) {
  const scale = network.getScale(), measure = measureWith(context), seen = seenNodes();
  const corner = network.DOMtoCanvas({ x: 0, y: 0 }), end = network.DOMtoCanvas({ x: container.clientWidth, y: container.clientHeight });
  const view = { left: corner.x, top: corner.y, right: end.x, bottom: end.y };
  const themes = seenThemes(seen, (text, size, weight) => measure(text, size / Math.max(scale, 1), weight));
  const names = namesOf(seen, themes, { chosen, near, dimmed: chosen.size > 0 && drawn.mode === "map", scale, view, measure });
  return { scale, view, seen, themes, names };
}

let letters = null; // of the frame that is being drawn
network.on("beforeDrawing", (context) => {
  context.save();
  letters = lettering(context);
  context.lineJoin = "round";
  for (const { hull } of letters.themes) {
    context.beginPath();
    hull.forEach((p, i) => (i ? context.lineTo(p.x, p.y) : context.moveTo(p.x, p.y)));
    context.closePath();
    context.fillStyle = context.strokeStyle = colours.theme;
    context.lineWidth = 2 * PAD;
    context.stroke();
    context.fill();
  }
  context.restore();
});

network.on("afterDrawing", (context) => {
  context.save();
  const { scale, names } = letters;
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 3 / scale;
  context.strokeStyle = colours.halo;
  for (const { text, size, weight, role, x, y, h } of names) {
    context.font = `${weight} ${size}px ${FONT}`;
    context.fillStyle = colours[role];
    context.strokeText(text, x, y + h / 2);
    context.fillText(text, x, y + h / 2);
  }
  context.restore();
});
