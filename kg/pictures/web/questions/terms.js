// Terms: written as in SPARQL and N-Triples, and shown to people.
const known = JSON.parse(document.getElementById("known").textContent);
const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMBERS = new Set(
  ("integer decimal double float nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger " +
    "long int short byte unsignedLong unsignedInt unsignedShort unsignedByte").split(" ").map((name) => XSD + name),
);
const ESCAPES = { "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\" };
const NAMESPACES = Object.entries(known.prefixes).sort((a, b) => b[1].length - a[1].length);

class Refused extends Error {}

function quote(text) {
  if (/\p{Surrogate}/u.test(text)) throw new Refused("A value holds half a character; give valid text.");
  const escaped = text.replace(/[\0-\x1f"\\\x7f]/g, (char) =>
    ESCAPES[char] ?? "\\u" + char.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0"));
  return `"${escaped}"`;
}

// A number in full, without an exponent, which would make it another type of number.
function plainNumber(text, name) {
  const parts = /^([+-]?)(?=\.?\d)(\d*)\.?(\d*)(?:e([+-]?\d{1,3}))?$/i.exec(text.trim());
  if (!parts) throw new Refused(`The value of ${name} must be a number, not “${text}”.`);
  const [, sign, whole, fraction, exponent = "0"] = parts;
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  const before = digits.slice(0, Math.max(point, 0)).padEnd(point, "0").replace(/^0+(?=\d)/, "") || "0";
  const after = point < 0 ? "0".repeat(-point) + digits : digits.slice(point);
  return (sign === "-" ? "-" : "") + before + (after ? "." + after : "");
}

// As in N-Triples.
function writeTerm(term) {
  if (term.type === "uri") return `<${term.value}>`;
  if (term.type === "bnode") return `_:${term.value}`;
  if (term.type === "triple") {
    const { subject, predicate, object } = term.value;
    return `<<( ${writeTerm(subject)} ${writeTerm(predicate)} ${writeTerm(object)} )>>`;
  }
  if (term["xml:lang"]) return `${quote(term.value)}@${term["xml:lang"]}`;
  const plain = !term.datatype || term.datatype === XSD + "string";
  return plain ? quote(term.value) : `${quote(term.value)}^^<${term.datatype}>`;
}

function abbreviate(iri) {
  const found = NAMESPACES.find(([, namespace]) => iri.startsWith(namespace));
  return found ? `${found[0]}:${iri.slice(found[1].length)}` : iri;
}

function formatTerm(term) {
  if (!term) return "";
  if (term.type === "uri") return abbreviate(term.value);
  if (term.type === "literal") return term.value;
  return writeTerm(term);
}

function isNumber(term) {
  return term?.type === "literal" && NUMBERS.has(term.datatype) && Number.isFinite(Number(term.value));
}
