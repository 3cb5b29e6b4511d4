"""That the concept map says how much it draws of what there is, and leads to the rest, in a real browser."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

import kg
from kg.analyse.analysis import Analysis
from kg.analyse.cooccurrence import count_cooccurrence, link_concepts
from kg.cli.graph_io import load_apart
from kg.model.knowledge import Knowledge
from kg.pictures.concept_map import make_concept_map

if TYPE_CHECKING:
    from tests.browser.conftest import Visit

CFG, DIFFUSION = "method/classifier-free-guidance", "model/diffusion-model"
TYPES = ("METHOD", "MODEL", "DATASET", "METRIC", "TASK", "PAPER")


@pytest.fixture(scope="module")
def knowledge(built_folder: Path) -> Knowledge:
    return load_apart(built_folder, None).sure


def open_page(page: Page, path: Path, **view: str) -> Page:
    page.goto("about:blank")
    page.goto(f"{path.as_uri()}#{urlencode(view)}")
    expect(page.locator("#shown")).not_to_be_empty()
    return page


@pytest.fixture
def page(visit: Visit, built_folder: Path) -> Iterator[Page]:
    yield open_page(visit.page, built_folder / "graph.html")
    assert visit.complaints == []


def exclude_all_but(*types: str) -> str:
    return json.dumps([name for name in TYPES if name not in types])


def find_naming_papers(knowledge: Knowledge, since: int = 0) -> dict[str, set[str]]:
    """The papers that name each entity; with `since`, those of that year or later and those without a date."""
    papers_of: dict[str, set[str]] = {entity.id: set() for entity in knowledge.entities}
    for facts in knowledge.papers:
        if not facts.paper.published or int(facts.paper.published[:4]) >= since:
            for mention in facts.mentions:
                papers_of[mention.entity].add(facts.paper.id)
    return papers_of


def find_around(knowledge: Knowledge, *roots: str, steps: int = 1) -> set[str]:
    """What papers name with the roots, so many steps far."""
    reached = set(roots)
    for _ in range(steps):
        names_of_papers = [{m.entity for m in facts.mentions} for facts in knowledge.papers]
        reached |= set().union(*(names for names in names_of_papers if names & reached))
    return reached


# ---- filters


def entities(knowledge: Knowledge, *types: str, least: int = 0) -> set[str]:
    return {e.id for e in knowledge.entities if (e.type in types or not types) and e.paper_count >= least}


def find_named(knowledge: Knowledge, since: int, least: int = 1) -> set[str]:
    return {entity for entity, papers in find_naming_papers(knowledge, since).items() if len(papers) >= least}


MATCHING: dict[str, tuple[dict[str, str], Callable[[Knowledge], set[str]]]] = {
    "nothing": ({}, entities),
    "a type and papers": (
        {"without": exclude_all_but("DATASET"), "least": "3"},
        lambda knowledge: entities(knowledge, "DATASET", least=3),
    ),
    "papers": ({"least": "15"}, lambda knowledge: entities(knowledge, least=15)),
    "a theme": ({"theme": "0"}, lambda knowledge: set(Analysis(knowledge).communities[0].concepts)),
    "years": ({"from": "2025"}, lambda knowledge: find_named(knowledge, 2025)),
    "years and papers": ({"from": "2025", "least": "4"}, lambda knowledge: find_named(knowledge, 2025, 4)),
    "a neighbourhood": ({"see": CFG, "focus": CFG}, lambda knowledge: find_around(knowledge, CFG)),
    "a type in a neighbourhood": (
        {"see": CFG, "focus": CFG, "depth": "2", "without": exclude_all_but("METRIC")},
        lambda knowledge: {CFG} | (entities(knowledge, "METRIC") & find_around(knowledge, CFG, steps=2)),
    ),
    "two side by side": ({"see": CFG, "versus": DIFFUSION}, lambda knowledge: find_around(knowledge, CFG, DIFFUSION)),
}


@pytest.mark.parametrize(("view", "matching"), MATCHING.values(), ids=MATCHING)
def test_it_says_how_many_match_and_lists_those_it_does_not_draw(
    page: Page,
    built_folder: Path,
    knowledge: Knowledge,
    view: dict[str, str],
    matching: Callable[[Knowledge], set[str]],
) -> None:
    wanted = matching(knowledge)
    open_page(page, built_folder / "graph.html", **view)
    drawn_ids = set(page.evaluate("[...visible.nodes]"))
    assert drawn_ids < wanted
    expect(page.locator("#shown")).to_contain_text(f"{len(drawn_ids)} of {len(wanted):,} concepts and ")
    page.get_by_role("button", name=f"List the other {len(wanted) - len(drawn_ids):,}").click()
    heading = page.locator("#list .rest").first
    expect(heading).to_be_focused()
    expect(heading).to_contain_text(f"({len(wanted) - len(drawn_ids):,})")
    listed = page.evaluate("rest.nodes.map(node => node.id)")
    assert set(listed) == wanted - drawn_ids
    assert len(listed) == len(set(listed))
    name = page.evaluate("rest.nodes[0].name")
    page.locator("#list .scroll").nth(2).get_by_role("button", name=name, exact=True).click()
    expect(page.locator("#panel h2")).to_have_text(name)


def test_lines_are_counted_of_all_pairs_that_papers_name_together(
    page: Page, built_folder: Path, knowledge: Knowledge
) -> None:
    analysis = Analysis(knowledge)
    incidence, view = analysis.incidence, make_concept_map(analysis)
    drawn_indices = [incidence.entities.index(node.id) for node in view.nodes]
    pairs = link_concepts(incidence, count_cooccurrence(incidence, drawn_indices))
    joined = {(link.source, link.target) for link in view.links}
    strongest = max(link.weight for link in pairs if (link.source, link.target) in joined)
    expect(page.locator("#shown")).to_contain_text(f"and {len(view.links)} of {len(pairs):,} lines shown")
    others = [link for link in pairs if (link.source, link.target) not in joined]
    shares = [*(link.weight for link in view.links), *(link.weight / strongest for link in others)]
    least = next(p for p in range(15, 60) if all(abs(100 * share - p) > 0.1 for share in shares))  # rounding apart
    heavy = [share for share in shares if 100 * share > least]
    open_page(page, built_folder / "graph.html", weight=str(least), list="true")
    line_count = page.evaluate("visible.edges.size")
    assert line_count < len(heavy)
    expect(page.locator("#shown")).to_contain_text(f"and {line_count} of {len(heavy)} lines that match shown")
    last = page.locator("#list .scroll").last.locator("tbody tr")
    assert last.count() == len(heavy) - line_count
    open_page(page, built_folder / "graph.html", lines=json.dumps(["broader"]))
    expect(page.locator("#shown")).to_contain_text("lines that match shown")
    assert page.evaluate("rest.lines") == []


def test_what_matches_though_nothing_drawn_does_is_told(page: Page, built_folder: Path, knowledge: Knowledge) -> None:
    theme, count = next(
        (theme.number, count)
        for theme in Analysis(knowledge).communities
        if (count := sum(entity.startswith("metric/") for entity in theme.concepts))
        and not {node.id for node in make_concept_map(Analysis(knowledge)).nodes if node.type == "METRIC"}
        & set(theme.concepts)
    )
    open_page(page, built_folder / "graph.html", theme=str(theme), without=exclude_all_but("METRIC"))
    expect(page.locator("#empty")).to_contain_text("Nothing that is drawn passes the filters")
    expect(page.locator("#shown")).to_contain_text(f"0 of {count} concept")
    expect(page.locator("#rest")).to_have_text(f"List the other {count}")


def test_the_search_says_how_many_names_match(page: Page) -> None:
    page.locator("#search").fill("model")
    expect(page.locator("#suggestions li")).to_have_count(12)
    match_count = page.evaluate("matches('model', 12).length")
    assert match_count > 100
    expect(page.locator("#notice")).to_contain_text(f"12 of {match_count:,} that match")


# ---- a map around a name

PICTURE = """() => [
  drawn.nodes.map(({ id, x, y, size }) => [id, x, y, size]),
  drawn.edges.map(({ from, to, kind, width }) => [from, to, kind, width]),
  network.getScale(),
  network.getViewPosition(),
]"""


@pytest.mark.parametrize(("name", "focus", "depth"), [("diffusion model", DIFFUSION, 1), ("CFG", CFG, 2)])
def test_a_map_around_a_name_is_the_neighbourhood_that_the_page_opens(
    visit: Visit, built_folder: Path, tmp_path: Path, knowledge: Knowledge, name: str, focus: str, depth: int
) -> None:
    page = open_page(visit.page, built_folder / "graph.html", see=focus, focus=focus, depth=str(depth))
    here = page.evaluate(PICTURE)
    path = kg.open(built_folder).map(around=name, depth=depth).save(tmp_path / "around.html")
    there = open_page(page, path).evaluate(PICTURE)
    assert there[0] == here[0]
    assert there[1] == here[1]
    assert there[2:] == here[2:] or abs(there[2] - here[2]) < 0.1  # the line above the picture is as high or not
    view = make_concept_map(Analysis(knowledge), around=focus, depth=depth)
    assert {node.id for node in view.nodes} == {node[0] for node in there[0]}
    lines = {tuple(sorted(line[:2])) for line in there[1] if line[2] == "shared papers"}
    assert {tuple(sorted((link.source, link.target))) for link in view.links} == lines
    assert visit.complaints == []


@pytest.mark.parametrize(
    "wanted", [{"papers": True}, {"types": ["metric"], "top": 10}, {"types": ["benchmark"]}, {"top": 120, "depth": 3}]
)
def test_the_name_stands_in_the_middle_whatever_else_is_asked_for(
    visit: Visit, built_folder: Path, tmp_path: Path, wanted: dict[str, Any]
) -> None:
    path = kg.open(built_folder).map(around="CFG", **wanted).save(tmp_path / "around.html")
    page = open_page(visit.page, path)
    places = dict(page.evaluate("drawn.nodes.map(({ id, x, y }) => [id, [x, y]])"))
    assert places.pop(CFG) == [0, 0]
    assert {x > 0 for x, _ in places.values()} == {True, False}
    assert {y > 0 for _, y in places.values()} == {True, False}
    if "top" in wanted:
        assert len(places) + 1 == wanted["top"]
    assert visit.complaints == []
