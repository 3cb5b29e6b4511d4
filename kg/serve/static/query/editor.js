// The editor for queries: CodeMirror with SPARQL's keywords, and completion of our prefixes, classes and properties.
import {
  EditorState, EditorView, HighlightStyle, StreamLanguage, autocompletion, bracketMatching, closeBrackets,
  closeBracketsKeymap, completionKeymap, defaultKeymap, highlightActiveLine, history, historyKeymap, keymap, lineNumbers,
  sparql, syntaxHighlighting, tags,
} from "../editor/editor.min.js";

const KEYWORDS = `ASK BIND CONSTRUCT COUNT DESCRIBE DISTINCT EXISTS FILTER FROM GRAPH GROUP BY HAVING LIMIT MINUS NOT
  OFFSET OPTIONAL ORDER BY DESC PREFIX SELECT UNION VALUES WHERE`.match(/\w+(?: BY)?/g);

// Colours are those of the page, light or dark, which custom properties bring through the shadow root.
const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword], color: "var(--keyword)", fontWeight: "600" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--string)" },
  { tag: [tags.number, tags.bool, tags.literal], color: "var(--number)" },
  { tag: tags.comment, color: "var(--quiet)", fontStyle: "italic" },
  { tag: [tags.variableName, tags.special(tags.variableName)], color: "var(--variable)" },
  { tag: [tags.atom, tags.meta, tags.url, tags.namespace], color: "var(--link)" },
]);

const look = EditorView.theme({
  "&": { height: "100%", color: "var(--text)", backgroundColor: "var(--paper)", fontSize: "14px" },
  ".cm-scroller": { fontFamily: "ui-monospace, Menlo, Consolas, monospace", lineHeight: "1.5" },
  ".cm-gutters": { color: "var(--quiet)", backgroundColor: "transparent", border: "none" },
  ".cm-activeLine": { backgroundColor: "var(--line-on)" },
  ".cm-content": { caretColor: "var(--text)" },
});

// In a shadow root the editor's styles are constructed style sheets, so that the page's policy needs no exception.
export function makeEditor(host, { text, known, run, changed }) {
  const root = host.attachShadow({ mode: "open" });
  const place = document.createElement("div");
  root.append(place);
  place.style.height = "100%";
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const ask = () => (run(), true);
  const view = new EditorView({
    root,
    parent: place,
    state: EditorState.create({
      doc: text,
      extensions: [
        keymap.of([{ key: "Mod-Enter", run: ask }]), // before the default, which breaks the line
        lineNumbers(), history(), bracketMatching(), closeBrackets(), highlightActiveLine(),
        StreamLanguage.define(sparql), syntaxHighlighting(colours), look,
        EditorView.darkTheme.of(dark), EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": "Query in SPARQL" }),
        autocompletion({ override: [completer(known)] }),
        keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
        EditorView.updateListener.of((update) => update.docChanged && changed(update.state.doc.toString())),
      ],
    }),
  });
  return {
    get text() { return view.state.doc.toString(); },
    set text(value) { view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: value } }); },
    focus: () => view.focus(),
  };
}

function completer({ prefixes, terms }) {
  const fixed = [
    ...KEYWORDS.map((label) => ({ label, type: "keyword" })),
    ...Object.entries(prefixes).map(([name, iri]) => ({ label: `${name}:`, type: "namespace", detail: iri })),
    ...terms.map(({ name, kind, about }) => ({ label: name, type: kind, info: about })),
  ];
  return (context) => {
    const word = context.matchBefore(/[?$]?[\w-]*(?::[\w-]*)?/);
    if (!word || (word.from === word.to && !context.explicit)) return null;
    const written = context.state.doc.toString().match(/[?$]\w+/g) ?? [];
    const variables = [...new Set(written)].filter((name) => name !== word.text);
    const options = [...fixed, ...variables.map((label) => ({ label, type: "variable" }))];
    return { from: word.from, options, validFor: /^[?$]?[\w-]*(?::[\w-]*)?$/ };
  };
}
