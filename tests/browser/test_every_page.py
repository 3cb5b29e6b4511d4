"""What holds for every page that is made: nothing to complain of, nothing asked for, and keys and names for all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, Page, expect

import kg
from kg.pictures.pages.sparql_page import write_page

if TYPE_CHECKING:
    from tests.browser.conftest import Scheme, Visit

AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
MAPS: dict[str, dict[str, Any]] = {
    "graph": {},
    "around": {"around": "diffusion model"},
    "compare": {"compare": ("low-rank adaptation", "mixture of experts")},
    "papers": {"papers": True},
    "timeline": {"timeline": True},
    "leaderboard": {"benchmark": "ImageNet 256x256", "metric": "FID"},
}
Make = Callable[[str], Path]


@pytest.fixture(scope="module")
def make(built_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Make:
    folder, graph = tmp_path_factory.mktemp("pages"), kg.open(built_folder)

    def page(name: str) -> Path:
        path = folder / f"{name}.html"
        if not path.exists() and name == "questions":
            write_page(built_folder / "graph.ttl", None, path)
        elif not path.exists():
            graph.map(**MAPS[name]).save(path)
        return path

    return page


def wait_until_ready(page: Page, name: str) -> None:
    """Waits until the page has drawn what it draws by itself."""
    if name == "questions":
        expect(page.locator("#answer tbody tr").first).to_be_visible(timeout=60_000)
    elif name in ("timeline", "leaderboard"):
        expect(page.locator("#chart canvas")).to_be_visible()
    else:
        page.wait_for_function("letters !== null && letters.names.length > 0")


@pytest.mark.parametrize("name", [*MAPS, "questions"])
def test_no_page_complains_or_asks_for_anything(visit: Visit, make: Make, name: str) -> None:
    path = make(name)
    visit.page.goto(path.as_uri())
    wait_until_ready(visit.page, name)
    assert visit.complaints == []
    assert {url for url in visit.requests if not url.startswith("blob:")} == {path.as_uri()}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["around", "compare", "timeline", "leaderboard", "questions"])
def test_axe_finds_nothing_serious(browser: Browser, make: Make, name: str, scheme: Scheme) -> None:
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    page.goto(make(name).as_uri())
    wait_until_ready(page, name)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    report = page.evaluate("axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] })")
    serious = [
        (rule["id"], node["html"][:120])
        for rule in report["violations"]
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]
    assert serious == []
    assert len(report["passes"]) > 10
    context.close()


ANNOUNCED = """() => [...document.querySelectorAll("[aria-keyshortcuts], [role=application], kbd")].map(one =>
  one.tagName === "KBD" ? `kbd ${one.textContent}` : one.getAttribute("aria-keyshortcuts") ?? one.ariaLabel)"""
MAP_KEYS = [
    "/",
    "Concept map. Arrow keys move it, plus and minus zoom, Escape goes back to the whole map. "
    "Table shows the same as a table.",
    *(f"kbd {key}" for key in ("/", "Tab", "+", "−", "Esc")),
]


@pytest.mark.parametrize(
    ("name", "announced"),
    [
        ("graph", MAP_KEYS),
        ("around", MAP_KEYS),
        ("timeline", []),
        ("leaderboard", []),
        ("questions", ["kbd Ctrl", "kbd Enter"]),
    ],
)
def test_a_page_announces_these_keys_and_every_stop_has_a_name(
    visit: Visit, make: Make, name: str, announced: list[str]
) -> None:
    """The keys themselves are tried in `test_graph_clicks.py` and `test_page.py`; a new one belongs there too."""
    page = visit.page
    page.goto(make(name).as_uri())
    wait_until_ready(page, name)
    assert page.evaluate(ANNOUNCED) == announced
    named = """() => {
      const one = document.activeElement;
      return one === document.body || Boolean(one.ariaLabel || one.labels?.length || one.textContent.trim());
    }"""
    for _ in range(40):
        page.keyboard.press("Tab")
        assert page.evaluate(named), page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
