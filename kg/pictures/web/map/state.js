// What is looked at: one object, which the fragment of the address holds in full, so that an address restores the view.
const LINES = ["shared papers", ...data.kinds, ...Object.keys(HIERARCHY)]; // kinds of line
const START = Object.freeze({
  see: null, // id of what the panel tells of
  pair: null, // two ids: a line
  versus: null, // id that `see` is compared with
  ends: null, // two ids: a path
  focus: null, // id of what the picture is drawn around
  depth: 1,
  without: [], // types that are filtered out
  lines: LINES.filter((kind) => !(kind in HIERARCHY)), // kinds of line that are drawn
  from: null, // years
  to: null,
  undated: true,
  theme: null,
  least: 1, // papers
  weight: 0, // of a line, in percent of the strongest
  list: false,
});
const FILTERS = ["without", "lines", "from", "to", "undated", "theme", "least", "weight"];
let state = START;

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const isFiltered = (what) => FILTERS.some((key) => !same(what[key], START[key]));
const unfiltered = () => Object.fromEntries(FILTERS.map((key) => [key, START[key]]));

function toFragment(what) {
  const fields = new URLSearchParams();
  for (const [key, value] of Object.entries(what)) {
    if (same(value, START[key])) continue;
    if (Array.isArray(value)) fields.set(key, JSON.stringify(value));
    else fields.set(key, String(value));
  }
  return fields.toString();
}

// Whatever the fragment says: what it names must be known and what it counts a number; the rest of it is ignored.
function fromFragment(fragment) {
  const whole = decode(fragment);
  if (isKnown(whole)) return { ...START, see: whole };
  const fields = new URLSearchParams(fragment);
  const known = (id) => (isKnown(id) ? id : null);
  const entity = (id) => (isEntity(id) ? id : null);
  const number = (key, low, high) => {
    const value = Number(fields.get(key));
    return fields.has(key) && Number.isInteger(value) && value >= low && value <= high ? value : START[key];
  };
  const among = (key, all) => (fields.has(key) ? all.filter((one) => splitList(fields.get(key)).includes(one)) : START[key]);
  const two = (key, check) => {
    const ids = splitList(fields.get(key));
    return ids.length === 2 && ids[0] !== ids[1] && ids.every((id) => check(id) !== null) ? ids : null;
  };
  const see = known(fields.get("see"));
  const versus = entity(see) && see !== fields.get("versus") ? entity(fields.get("versus")) : null;
  return {
    ...START, see, versus, pair: two("pair", known), ends: two("ends", entity), focus: known(fields.get("focus")),
    depth: number("depth", 1, 2), without: among("without", data.types), lines: among("lines", LINES),
    from: number("from", 0, 9999), to: number("to", 0, 9999), undated: fields.get("undated") !== "false",
    theme: themeOf.has(number("theme", 0, 1e9)) ? number("theme", 0, 1e9) : null,
    least: number("least", 1, 1e9), weight: number("weight", 0, 100), list: fields.get("list") === "true",
  };
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (!(error instanceof URIError)) throw error; // what is no text names nothing
    return "";
  }
}

function splitList(text) {
  try {
    const found = JSON.parse(text);
    return Array.isArray(found) ? found.filter((one) => typeof one === "string") : [];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error; // what is no list holds nothing
    return [];
  }
}
