"""What a click, a tap, the pointer and the keys do on the picture of the concept map, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, Page, expect

if TYPE_CHECKING:
    from tests.browser.conftest import Scheme, Visit

CFG = "method/classifier-free-guidance"

# Puts the first view back (enlarged `closer` times), waits until four frames show it at one place, and tells where each
# name stands.
NAMES = """async (closer) => {
  window.scrollTo(0, 0);
  state = { ...START };
  clicked = null;
  render();
  fit(false);
  if (closer > 1) network.moveTo({ scale: network.getScale() * closer, animation: false });
  const place = () => JSON.stringify([container.getBoundingClientRect(), letters && letters.view]);
  for (let seen = "", same = 0; same < 4; ) {
    await new Promise(requestAnimationFrame);
    const now = place();
    same = now === seen ? same + 1 : 0;
    seen = now;
  }
  const { x: left, y: top } = container.getBoundingClientRect();
  return letters.names.map(({ text, node, theme, x, y, w, h }) => {
    const at = network.canvasToDOM({ x: x + w / 2, y: y + h / 2 });
    return { text, node: node ?? null, theme: theme ?? null, x: left + at.x, y: top + at.y };
  });
}"""


@pytest.fixture(scope="session")
def listings_page(built_folder: Path) -> Path:
    return built_folder / "graph.html"


def open_page(page: Page, path: Path) -> Page:
    page.goto(path.as_uri())
    expect(page.locator("#shown")).not_to_be_empty()
    page.wait_for_function("letters !== null")
    return page


@pytest.fixture
def page(visit: Visit, listings_page: Path) -> Iterator[Page]:
    visit.page.emulate_media(reduced_motion="reduce")  # the picture is where it goes to at once
    yield open_page(visit.page, listings_page)
    assert visit.complaints == []


def names(page: Page, closer: float = 1) -> list[dict[str, Any]]:
    placed_names: list[dict[str, Any]] = page.evaluate(NAMES, closer)
    return placed_names


@pytest.mark.parametrize(
    ("width", "height", "scheme", "closer", "least"),
    [
        (1280, 800, "light", 1, 80),
        (1600, 1000, "dark", 1, 100),
        (360, 740, "light", 1, 12),
        (1280, 800, "dark", 1.7, 10),
        (360, 740, "dark", 1.7, 5),
    ],
)
def test_a_click_on_a_name_opens_what_it_names(
    browser: Browser,
    listings_page: Path,
    width: int,
    height: int,
    scheme: Scheme,
    closer: float,
    least: int,
) -> None:
    """Every name that is drawn, each clicked (on a telephone: tapped) in its middle, from the same view."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        has_touch=width < 500,
        reduced_motion="reduce",
    )
    page = open_page(context.new_page(), listings_page)
    wrong, clicked = [], 0
    for number in range(len(names(page, closer))):
        name = dict(enumerate(names(page, closer))).get(number)
        if name is None or round(name["y"]) >= height:  # a tap is on whole pixels
            continue
        (page.touchscreen.tap if width < 500 else page.mouse.click)(name["x"], name["y"])
        state = page.evaluate("state")
        clicked += 1
        if (state["see"], state["theme"], state["pair"]) != (name["node"], name["theme"], None):
            wrong.append((name["text"], state["see"], state["theme"], state["pair"]))
    assert wrong == []
    assert clicked >= least
    context.close()


def test_a_click_on_a_theme_shows_it_alone_and_another_all_of_them(page: Page) -> None:
    whole = page.evaluate("visible.nodes.size")
    theme = next(name for name in names(page) if name["theme"] is not None)
    page.mouse.click(theme["x"], theme["y"])
    page.wait_for_function("number => state.theme === number", arg=theme["theme"])
    themes = page.evaluate("[...new Set([...visible.nodes].map(id => entityOf(id).community))]")
    assert themes == [theme["theme"]]
    again = page.evaluate(
        """async (theme) => {
          clicked = null;
          await new Promise(requestAnimationFrame);
          const { x, y, w, h } = letters.names.find(name => name.theme === theme);
          const at = network.canvasToDOM({ x: x + w / 2, y: y + h / 2 }), box = container.getBoundingClientRect();
          return [box.x + at.x, box.y + at.y];
        }""",
        theme["theme"],
    )
    page.mouse.click(*again)
    page.wait_for_function("state.theme === null")
    assert page.evaluate("visible.nodes.size") == whole
    page.go_back()
    page.wait_for_function("number => state.theme === number", arg=theme["theme"])


def test_two_clicks_on_a_name_show_its_surroundings(page: Page) -> None:
    name = next(name for name in names(page) if name["node"] == CFG)
    page.mouse.dblclick(name["x"], name["y"])
    page.wait_for_function("id => state.focus === id && state.see === id", arg=CFG)
    point = page.evaluate(
        """async () => {
          await new Promise(requestAnimationFrame);
          const node = drawn.nodes.find(({ id }) => id === "model/diffusion-model");
          const at = network.canvasToDOM(node), box = container.getBoundingClientRect();
          clicked = null;
          return [box.x + at.x, box.y + at.y];
        }"""
    )
    page.mouse.dblclick(*point)
    page.wait_for_function("state.focus === 'model/diffusion-model'")
    assert page.evaluate("state.focus") == "model/diffusion-model"


def test_the_pointer_tells_of_a_name_what_it_tells_of_its_point(page: Page) -> None:
    name = next(name for name in names(page) if name["node"] == CFG)
    page.mouse.move(name["x"], name["y"])
    expect(page.locator("#tip")).to_contain_text("classifier-free guidance")
    assert page.evaluate("getComputedStyle(container).cursor") == "pointer"
    tip = page.locator("#tip").inner_text()
    page.mouse.move(5, 5)
    expect(page.locator("#tip")).to_be_hidden()
    at = page.evaluate(
        "id => { const at = network.canvasToDOM(network.getPosition(id)), box = container.getBoundingClientRect();"
        " return [box.x + at.x, box.y + at.y]; }",
        CFG,
    )
    page.mouse.move(*at)
    expect(page.locator("#tip")).to_have_text(tip, use_inner_text=True)
    theme = next(name for name in names(page) if name["theme"] is not None)
    page.mouse.move(theme["x"], theme["y"])
    expect(page.locator("#tip")).to_contain_text("shared concept")


def test_a_line_is_opened_where_no_name_stands(page: Page) -> None:
    names(page)
    at = page.evaluate(
        """() => {
          const box = container.getBoundingClientRect();
          for (const edge of shownEdges()) for (let part = 0.1; part < 1; part += 0.05) {
            const [a, b] = [edge.from, edge.to].map(id => network.getPosition(id));
            const at = network.canvasToDOM({ x: a.x + (b.x - a.x) * part, y: a.y + (b.y - a.y) * part });
            const free = network.getNodeAt(at) === undefined && !nameAt(network.DOMtoCanvas(at));
            if (free && network.getEdgeAt(at) === edge.id) return [box.x + at.x, box.y + at.y, edge.from, edge.to];
          }
        }"""
    )
    page.mouse.click(at[0], at[1])
    page.wait_for_function("state.pair !== null")
    assert page.evaluate("state.pair") == at[2:]


# ---- the keyboard

VIEW = "({ scale: network.getScale(), ...network.getViewPosition() })"


def test_the_stop_that_announces_the_keys_takes_them(page: Page) -> None:
    stops = page.locator("#map, #map *").evaluate_all(
        "all => all.filter(one => one.tabIndex >= 0).map(one => one.ariaLabel)"
    )
    assert len(stops) == 1
    assert "Arrow keys move it, plus and minus zoom, Escape goes back to the whole map" in stops[0]
    page.locator("#wider").focus()
    for _ in range(9):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === container"):
            break
    expect(page.locator("#map")).to_be_focused()
    start = page.evaluate(VIEW)
    moves = {"ArrowRight": ("x", 1), "ArrowLeft": ("x", -1), "ArrowDown": ("y", 1), "ArrowUp": ("y", -1)}
    for key, (axis, way) in moves.items():
        before = page.evaluate(VIEW)
        page.keyboard.press(key)
        after = page.evaluate(VIEW)
        assert (after[axis] - before[axis]) * way > 0, key
    for key, larger in {"+": True, "-": False, "=": True, "PageDown": False}.items():
        before = page.evaluate(VIEW)["scale"]
        page.keyboard.press(key)
        assert (page.evaluate(VIEW)["scale"] > before) is larger, key
    page.keyboard.press("ArrowRight")
    moved = page.evaluate(VIEW)
    page.keyboard.press("Control+ArrowRight")
    assert page.evaluate(VIEW) == moved
    page.keyboard.press("Escape")
    assert page.evaluate(VIEW) == pytest.approx(start, rel=0.01, abs=2)  # the frame may have grown by a pixel


@pytest.mark.parametrize("field", ["#from", "#undated", "#map", "#panel", "#as-list"])
def test_the_search_key_works_wherever_nothing_is_written(page: Page, field: str) -> None:
    page.locator("#narrow").click()
    page.locator(field).focus()
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("#search")).to_have_value("/")
