// Every change of what is looked at goes through here. Opening something can be undone, by the page's button or the browser's;
// a filter replaces the address, so that moving a slider leaves no trail.
let trail = []; // fragments, of which the browser holds as many unless the page stands in a frame of its own
let inBrowser = true;

function go(changes) {
  const next = { ...state, ...changes };
  if (same(next, state)) return;
  trail.push(toFragment(state));
  state = next;
  remember("pushState");
  render();
}

function adjust(changes) {
  state = { ...state, ...changes };
  remember("replaceState");
  render();
}

function remember(how) {
  const fragment = toFragment(state);
  try {
    history[how]({ trail }, "", "#" + fragment);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error; // a page in a frame without an address has no history of its own
    inBrowser = false;
  }
}

function back() {
  if (!trail.length) return;
  if (inBrowser) history.back();
  else restore(trail.pop(), trail);
}

function restore(fragment, before) {
  trail = before;
  state = fromFragment(fragment);
  render();
}

window.addEventListener("popstate", (event) => restore(location.hash.slice(1), Array.isArray(event.state?.trail) ? event.state.trail : []));

const only = { see: null, pair: null, versus: null, ends: null };
const open = (id) => isKnown(id) && go({ ...only, see: id });
const openPair = (a, b) => go({ ...only, pair: [a, b] });
const compare = (a, b) => a !== b && go({ ...only, see: a, versus: b });
const pathBetween = (a, b) => a !== b && go({ ...only, ends: [a, b] });
const focusOn = (id, depth) => go({ ...only, see: id, focus: id, depth });
const startAgain = () => go({ ...only, focus: null });
