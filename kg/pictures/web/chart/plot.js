// The frame of both charts: uPlot with axes of ours, a band at the right for what has no date, and marks drawn by us.
const darkness = window.matchMedia("(prefers-color-scheme: dark)");
const FONT = '13px "Segoe UI", Roboto, "Liberation Sans", system-ui, Arial, sans-serif';
let colours = {};

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const names = ["page", "ink", "faint", "line", "band", "rim", "record", "own", "other"];
  colours = Object.fromEntries(names.map((name) => [name, style.getPropertyValue("--" + name).trim()]));
}

// A chart: { x, y: [least, most], band: x from which nothing has a date or null, height, axes, marks, paint(chart) }.
// A mark: { x, y, r, row }; `said(mark)` is told of the one that is pointed at, `open(mark)` of the one that is clicked.
function chart(options) {
  let plot = null, pointed = null;
  const host = part("chart");

  const band = (u) => {
    if (options.band === null) return;
    const left = u.valToPos(options.band, "x", true), { ctx, bbox } = u;
    ctx.save();
    ctx.fillStyle = colours.band;
    ctx.fillRect(left, bbox.top, bbox.left + bbox.width - left, bbox.height);
    ctx.restore();
  };
  const marks = (u) => {
    const { ctx } = u, ratio = devicePixelRatio;
    ctx.save();
    ctx.beginPath();
    ctx.rect(u.bbox.left - 12 * ratio, u.bbox.top - 12 * ratio, u.bbox.width + 24 * ratio, u.bbox.height + 24 * ratio);
    ctx.clip();
    if (options.paint) options.paint(u, ratio);
    for (const mark of options.marks) {
      ctx.beginPath();
      ctx.arc(u.valToPos(mark.x, "x", true), u.valToPos(mark.y, "y", true), mark.r * ratio, 0, 2 * Math.PI);
      ctx.fillStyle = mark.hollow ? colours.page : colours[mark.colour];
      ctx.fill();
      ctx.lineWidth = (mark === pointed ? 3 : 1.5) * ratio;
      ctx.strokeStyle = mark === pointed ? colours.ink : mark.hollow ? colours[mark.colour] : colours.rim;
      ctx.stroke();
      if (mark.label) {
        ctx.fillStyle = colours.ink;
        ctx.font = `${11 * ratio}px sans-serif`;
        ctx.textAlign = "center";
        ctx.textBaseline = "middle";
        ctx.fillText(mark.label, u.valToPos(mark.x, "x", true), u.valToPos(mark.y, "y", true) + ratio);
      }
    }
    ctx.restore();
  };
  const under = (u) => {
    let best = null, least = 14;
    for (const mark of options.marks) {
      const distance = Math.hypot(u.valToPos(mark.x, "x") - u.cursor.left, u.valToPos(mark.y, "y") - u.cursor.top) - mark.r;
      if (distance < least) [best, least] = [mark, distance];
    }
    return best;
  };
  const point = (mark) => {
    if (mark === pointed) return;
    pointed = mark;
    plot.redraw(false);
    options.said(mark);
  };
  const draw = () => {
    readColours();
    if (plot) plot.destroy();
    const axis = { stroke: colours.ink, font: FONT, labelFont: FONT, ticks: { stroke: colours.line }, grid: { stroke: colours.line, width: 0.6 } };
    plot = new uPlot(
      {
        width: Math.max(host.clientWidth, options.narrowest || 320),
        height: options.height,
        padding: [14, 18, 4, 4],
        legend: { show: false },
        cursor: { x: false, y: false, drag: { x: false, y: false }, points: { show: false } },
        scales: {
          x: { time: false, range: () => options.x },
          y: { range: () => options.y, dir: options.downwards ? -1 : 1 },
        },
        axes: options.axes.map((own) => ({ ...axis, ...own })),
        series: [{}, { show: false }],
        hooks: { drawClear: [band], draw: [marks], setCursor: [(u) => point(u.cursor.left < 0 ? null : under(u))] },
      },
      [options.x, options.y],
      host,
    );
    plot.over.addEventListener("click", () => pointed && options.open && options.open(pointed));
  };
  draw();
  darkness.addEventListener("change", draw);
  let width = host.clientWidth;
  new ResizeObserver(() => {
    if (host.clientWidth !== width) {
      width = host.clientWidth;
      draw();
    }
  }).observe(host);
  return { point };
}

function key(shape, colour, text) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [name, value] of Object.entries({ width: 22, height: 14, viewBox: "0 0 22 14" })) svg.setAttribute(name, value);
  const line = shape === "line";
  const drawn = document.createElementNS("http://www.w3.org/2000/svg", line ? "path" : "circle");
  const look = line ? { d: "M1 3H11V11H21", "stroke-width": 2.5 } : { cx: 11, cy: 7, r: 5, "stroke-width": 1.5 };
  const stroke = shape === "dot" ? "var(--rim)" : `var(--${colour})`;
  for (const [name, value] of Object.entries({ ...look, stroke, fill: shape === "dot" ? `var(--${colour})` : "none" })) drawn.setAttribute(name, value);
  svg.append(drawn);
  return make("span", {}, [svg, text]);
}
