// YASGUI on this server alone: no completion from other sites, no other endpoint, the shipped questions as examples.
const known = JSON.parse(document.getElementById("known").textContent);
const questions = new Map(known.groups.flatMap((group) => group.questions.map((one) => [one.name, one])));
const first = questions.get("benchmarks") ?? questions.values().next().value;
const endpoint = new URL(known.endpoint, document.baseURI).href;

Yasgui.Yasqe.defaults.autocompleters = ["prefixes", "variables"];
Yasgui.Yasqe.defaults.prefixCcApi = new URL("query/prefixes.json", document.baseURI).href;

// Numbers are shown as numbers, without their datatypes.
const table = { compact: true, isEllipsed: true, pageSize: 50 };
const yasr = { settings: { selectedPlugin: "table", pluginsConfig: { table } } };

const yasgui = new Yasgui(document.getElementById("yasgui"), {
  requestConfig: { endpoint, method: "POST" },
  copyEndpointOnNewTab: false,
  endpointCatalogueOptions: { getData: () => [{ endpoint }], keys: [] },
  autoAddOnInit: false,
  // Whatever server a link names, this one is asked.
  populateFromUrl: (tab) => ({ ...tab, requestConfig: { ...tab.requestConfig, endpoint } }),
  yasqe: { value: first.query, editorHeight: "360px" },
  yasr: { prefixes: known.prefixes },
});

function ask({ name, query }) {
  const tab = yasgui.addTab(true, { name: yasgui.createTabName(name), yasqe: { value: query }, yasr });
  yasgui.selectTabId(tab.getId());
  tab.query().catch(() => {}); // YASGUI shows what went wrong
}

// A link to a question asks it; else there are the tabs of the last visit.
const linked = questions.get(new URLSearchParams(location.hash.slice(1)).get("question"));
if (linked) {
  history.replaceState(null, "", location.pathname);
  ask(linked);
} else if (!yasgui.getTab()) ask(first);

document.getElementById("example").addEventListener("change", (event) => {
  const chosen = questions.get(event.target.value);
  event.target.value = "";
  if (chosen) ask(chosen);
});
