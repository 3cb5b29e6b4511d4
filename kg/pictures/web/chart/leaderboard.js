// Values over time. What has no date stands in a band at the right; the line is the record of the papers themselves.
const DAY = 86400000;
const day = (date) => Date.UTC(+date.slice(0, 4), +(date.slice(5, 7) || 1) - 1, +(date.slice(8, 10) || 1)) / DAY;
const drawn = data.values.filter((value) => !value.leftOut);
const dated = drawn.filter((value) => value.date), undated = drawn.filter((value) => !value.date);
const bounds = { "up to": "≤ ", "at least": "≥ ", about: "≈ ", exact: "" };
const shownValue = (row) => bounds[row.bound] + row.text;
const who = (row) => row.subject || "not named";

function spans() {
  const days = dated.map((value) => day(value.date));
  const first = days.length ? Math.min(...days) : 0, last = days.length ? Math.max(...days) : 1;
  const margin = Math.max(20, (last - first) * 0.06);
  const room = undated.length ? Math.max((last - first + 2 * margin) * (dated.length ? 0.22 : 4), 10) : 0;
  const end = last + margin;
  return { x: [first - margin, end + room], band: undated.length ? end : null, end, room };
}

function heights() {
  const values = drawn.map((value) => value.value);
  const low = Math.min(...values), high = Math.max(...values), margin = (high - low) * 0.08 || Math.abs(high) * 0.05 || 1;
  return [low - margin, high + margin];
}

const columns = [
  { name: data.metric, number: true, value: (row) => row.value, cell: (row) => shownValue(row) },
  { name: "Method or model", value: who },
  { name: "Date", value: (row) => row.date, cell: (row) => (row.date ? row.date + (row.inferred ? " (year inferred)" : "") : "no date") },
  { name: "Whose", value: (row) => row.holder },
  { name: "Record", value: (row) => (row.record ? "record" : "") },
  { name: "Under which conditions", value: (row) => row.conditions.join("; ") },
  { name: "Bound", value: (row) => (row.bound === "exact" ? "" : row.bound) },
  { name: "Not drawn because", value: (row) => row.leftOut },
  { name: "Paper", wide: true, value: (row) => row.title, cell: makeTitle },
  { name: "Sentence", wide: true, value: (row) => row.sentence },
];

function say(row) {
  const hint = part("hint");
  if (!row) return hint.replaceChildren(make("span", { className: "faint", text: "Point at a value, or at a row of the table." }));
  const where = [row.date || "no date", row.holder === "own" ? "" : `a ${row.holder}'s`, ...row.conditions].filter(Boolean).join(" · ");
  hint.replaceChildren(make("strong", { text: `${shownValue(row)} ${who(row)}` }), ` (${where}) `, makeTitle(row));
}

function main() {
  const lines = new Map();
  let pointAt = () => {};
  part("table").append(
    table(`${data.metric}: what papers report`, columns, data.values, (line, row) => {
      lines.set(row, line);
      line.addEventListener("mouseenter", () => pointAt(row));
      line.addEventListener("focusin", () => pointAt(row));
    }),
  );
  part("csv").addEventListener("click", () => saveCsv("leaderboard.csv", columns, data.values));
  say(null);
  if (!drawn.length) {
    part("chart").append(make("p", { text: "No value can be drawn; the table says why." }));
    return;
  }
  const { x, band, end, room } = spans();
  const atSide = [...undated].sort((a, b) => a.value - b.value);
  const marks = drawn.map((row) => ({
    row,
    x: row.date ? day(row.date) : end + (room * (atSide.indexOf(row) + 1)) / (atSide.length + 1),
    y: row.value,
    r: row.record ? 7 : 5.5,
    colour: row.holder === "own" ? "own" : "other",
    hollow: row.holder !== "own" || row.bound !== "exact",
  }));
  const record = marks.filter((mark) => mark.row.record).sort((a, b) => a.x - b.x);
  part("legend").append(
    ...(data.higher === null ? [] : [key("line", "record", "record so far")]),
    key("dot", "own", "the paper's own"),
    key("ring", "own", "own, not exact (up to, at least, about)"),
    key("ring", "other", "a baseline or people"),
  );
  // Whole days where the picture spans less than half a year, else months; each once.
  const digits = end - x[0] < 183 ? 10 : 7;
  const dates = (u, splits) => {
    const labels = splits.map((at) => (at > end ? "" : new Date(at * DAY).toISOString().slice(0, digits)));
    return labels.map((text, i) => (labels.indexOf(text) === i ? text : ""));
  };
  const { point } = chart({
    x,
    y: heights(),
    band,
    height: 420,
    marks,
    axes: [{ values: dates, space: 90 }, { label: `${data.metric}${data.higher === null ? "" : data.higher ? " (higher is better)" : " (lower is better)"}`, size: 64 }],
    paint(u, ratio) {
      const { ctx } = u;
      if (band !== null) {
        ctx.fillStyle = colours.faint;
        ctx.font = `${13 * ratio}px sans-serif`;
        ctx.textAlign = "center";
        ctx.fillText("no date", u.valToPos(end + room / 2, "x", true), u.bbox.top + 14 * ratio);
      }
      if (!record.length) return;
      ctx.beginPath();
      record.forEach((mark, i) => {
        const px = u.valToPos(mark.x, "x", true), py = u.valToPos(mark.y, "y", true);
        if (i) ctx.lineTo(px, u.valToPos(record[i - 1].y, "y", true));
        ctx[i ? "lineTo" : "moveTo"](px, py);
      });
      ctx.lineTo(u.valToPos(end, "x", true), u.valToPos(record.at(-1).y, "y", true));
      ctx.strokeStyle = colours.record;
      ctx.lineWidth = 2.5 * ratio;
      ctx.stroke();
      ctx.fillStyle = colours.ink;
      ctx.font = `${12.5 * ratio}px sans-serif`;
      // A name stands right of its value, left of it where there is no room, or nowhere.
      const from = u.bbox.left, to = band === null ? from + u.bbox.width : u.valToPos(end, "x", true);
      for (const mark of record) {
        const text = shorten(`${mark.row.text} ${who(mark.row)}`, 34), px = u.valToPos(mark.x, "x", true);
        const width = ctx.measureText(text).width + 6 * ratio, right = px + width > to;
        if (right && px - width < from) continue;
        ctx.textAlign = right ? "right" : "left";
        ctx.fillText(text, px + (right ? -6 : 6) * ratio, u.valToPos(mark.y, "y", true) + (data.higher ? -10 : 18) * ratio);
      }
    },
    said(mark) {
      for (const [row, line] of lines) line.classList.toggle("pointed", mark !== null && mark.row === row);
      say(mark && mark.row);
    },
    open(mark) {
      lines.get(mark.row).scrollIntoView({ block: "center" });
    },
  });
  pointAt = (row) => (row.leftOut ? say(row) : point(marks.find((mark) => mark.row === row)));
}
main();
