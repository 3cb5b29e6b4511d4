// IRIs as the page shows them, and where they lead.

/** An IRI with the longest prefix that fits, where a name is left that needs no escape; else in full. */
export function shorten(iri, prefixes) {
  const fits = Object.entries(prefixes).filter(([, namespace]) => iri.startsWith(namespace));
  const [prefix, namespace] = fits.sort((one, other) => other[1].length - one[1].length)[0] ?? [];
  const rest = namespace === undefined ? "" : iri.slice(namespace.length);
  return /^[\p{L}\p{N}_~%.-]+$/u.test(rest) ? `${prefix}:${rest}` : iri;
}

/** Where an IRI leads: a page of this server, the web, or (null) nowhere. As kg/serve/addresses.py has it. */
export function address(iri, { base, schema }) {
  if (iri.startsWith(base)) return `id/${path(iri.slice(base.length))}`;
  if (iri.startsWith(schema)) return "schema";
  return /^https?:\/\//.test(iri) ? iri : null;
}

// A segment that is dots, escaped or not, is a step up to a browser; its escapes are escaped once more.
function path(tail) {
  const dots = /(?<![^/])(?:\.|%(?:25)*2E){1,2}(?![^/])/gi;
  return tail.replace(/\?/g, "%3F").replace(dots, (found) => found.replaceAll("%", "%25"));
}
