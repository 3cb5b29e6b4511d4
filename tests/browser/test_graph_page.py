"""The page of the concept map, opened from disk in a real browser."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Page, expect

from kg.analyse.analysis import Analysis
from kg.model.knowledge import Entity, EntityId, Knowledge, LinkedMention, PaperFacts, Relation
from kg.model.records import Paper
from kg.model.types import Label, RelationType
from kg.pictures.concept_map import make_concept_map
from kg.pictures.pages import map_page
from kg.sparql.query_graph import query_graph
from kg.sparql.query_results import Solutions
from tests.fixtures.results import result

if TYPE_CHECKING:
    from tests.browser.conftest import Scheme, Visit

SCREENSHOTS = Path(__file__).parents[2] / "outputs" / "screenshots"
AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
CFG = "method/classifier-free-guidance"

IMAGE = "<img src=x onerror=alert(1)>"
SCRIPT = '"><script>alert(1)</script>'
BRACES = "{{7*7}} href=javascript:alert(1)"
NAMES: dict[str, tuple[Label, str]] = {
    "method/a": ("METHOD", IMAGE),
    "method/b": ("METHOD", SCRIPT),
    "dataset/d": ("DATASET", BRACES),
    "metric/m": ("METRIC", "=accuracy"),
    "task/e": ("TASK", "sorting"),
    "task/f": ("TASK", "searching"),
}


def facts(
    identifier: str, title: str, template: str, date: str | None, relations: dict[str, RelationType], url: str
) -> PaperFacts:
    """A paper whose abstract names entities by `@a` and so on, and reports "95%" if it holds that."""
    abstract, spans = "", []
    for part in re.split(r"(@\w)", template):
        entity = next((e for e in NAMES if part == f"@{e[-1]}"), None)
        text = part if entity is None else NAMES[entity][1]
        if entity is not None:
            start = len(title) + 2 + len(abstract)
            spans.append(LinkedMention(start, start + len(text), NAMES[entity][0], text, EntityId(entity), 0.9, "ner"))
        abstract += text
    whole = (len(title) + 2, len(title) + 2 + len(abstract))
    paper_relations = tuple(
        Relation(relations[m.entity], m.entity, m.start, m.end, *whole, 0.9, False, "rule")
        for m in spans
        if m.entity in relations
    )
    at = f"{title}\n\n{abstract}".find("95")
    reported = result(
        "95", at, value_text="95%", unit="%", bound="up to", metric="metric/m", dataset="dataset/d", subject="method/a",
        comparator="method/b", sentence_start=whole[0], sentence_end=whole[1], score=0.5,
    )  # fmt: skip
    paper = Paper(identifier, title, abstract, published=date, url=url)
    return PaperFacts(paper, tuple(spans), paper_relations, (reported,) if at >= 0 else (), (), (url,))


@pytest.fixture(scope="session")
def hostile_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four papers: a and b in one, a in another, then b - e and e - f, so that a chain leads from a to f."""
    first: dict[str, RelationType] = {"method/a": "proposes", "method/b": "outperforms", "dataset/d": "evaluatesOn"}
    papers = (
        facts("p1", "</script><script>alert(1)</script>", "We propose @a, which beats @b by up to 95% @m on @d.",
              "2023-05-01", first, "https://papers.test/1"),
        facts("p2", "see href=javascript:alert(1) <b>here</b>", "With @a on @d.", None, {}, "javascript:alert(1)"),
        facts("p3", "Third", "We use @b for @e.", "2024-02-01", {"method/b": "uses"}, "data:text/html,x"),
        facts("p4", "Fourth", "From @e to @f.", "2025-03-01", {}, "https://papers.test/4"),
    )  # fmt: skip
    entities = tuple(
        Entity(
            EntityId(identifier),
            label,
            name,
            ((name, 1), (f"{name} too", 1)),
            (),
            sum(any(m.entity == identifier for m in p.mentions) for p in papers),
            1,
            is_benchmark=identifier == "dataset/d",
        )
        for identifier, (label, name) in sorted(NAMES.items())
    )
    knowledge = Knowledge(papers, entities, ())
    path = tmp_path_factory.mktemp("hostile") / "graph.html"
    map_page.write(make_concept_map(Analysis(knowledge)), knowledge, path)
    return path


@pytest.fixture(scope="session")
def listings_page(built_folder: Path) -> Path:
    return built_folder / "graph.html"


def open_page(page: Page, path: Path, **view: str) -> None:
    page.goto("about:blank")
    page.goto(f"{path.as_uri()}#{urlencode(view)}")
    expect(page.locator("#shown")).not_to_be_empty()


@pytest.fixture
def small_page(visit: Visit, hostile_page: Path) -> Iterator[Page]:
    """The hostile page; whatever a test does with it, it asks for nothing, complains of nothing and shows no dialog."""
    visit.page.on("dialog", lambda dialog: visit.complaints.append(dialog.message))
    open_page(visit.page, hostile_page)
    yield visit.page
    assert visit.complaints == []
    assert {url.split("#")[0] for url in visit.requests if not url.startswith(("blob:", "about:"))} == {
        hostile_page.as_uri()
    }
    assert visit.page.locator("img, iframe, body script[src], #panel b, #list b").count() == 0


@pytest.fixture
def large_page(visit: Visit, listings_page: Path) -> Iterator[Page]:
    open_page(visit.page, listings_page)
    yield visit.page
    assert visit.complaints == []
    assert len([url for url in visit.requests if not url.startswith(("blob:", "about:", "file:"))]) == 0


def wait_until_still(page: Page) -> None:
    """Waits until four frames in a row show the picture at one place."""
    page.evaluate(
        """async () => {
          const place = () => JSON.stringify([container.getBoundingClientRect(), letters && letters.view]);
          for (let seen = "", same = 0; same < 4; ) {
            await new Promise(requestAnimationFrame);
            const now = place();
            same = now === seen ? same + 1 : 0;
            seen = now;
          }
        }"""
    )


def search(page: Page, text: str) -> list[str]:
    page.keyboard.press("/")
    page.locator("#search").fill(text)
    return page.locator("#suggestions li > span").evaluate_all("all => all.map(e => e.firstChild.textContent)")


def headings(page: Page) -> list[str]:
    return page.locator("#panel h3").all_inner_texts()


def rows(page: Page, where: str = "#panel") -> list[list[str]]:
    return page.locator(f"{where} .scroll").first.evaluate(
        "box => [...box.querySelectorAll('tbody tr:not(.below)')].map(r => [...r.cells].map(c => c.textContent))"
    )


def state(page: Page) -> dict[str, Any]:
    view: dict[str, Any] = page.evaluate("state")
    return view


# ---- the whole


def test_it_draws_the_listings_from_disk_and_asks_for_nothing(large_page: Page, listings_page: Path) -> None:
    assert large_page.locator("h1").inner_text() == "Concept map of 468 papers"
    colour_count = large_page.evaluate("""() => {
        network.redraw();
        const canvas = document.querySelector("#map canvas");
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        return new Set(new Uint32Array(data.buffer)).size;
    }""")
    assert colour_count > 50  # colours: points, lines, names
    every = large_page.evaluate("data.entities.length.toLocaleString('en')")
    expect(large_page.locator("#shown")).to_have_text(
        re.compile(rf"^1\d\d of {every} concepts and \d+ of [\d,]+ lines shown$")
    )
    assert listings_page.stat().st_size < 6_000_000


def test_its_policy_allows_no_connection_and_no_image(large_page: Page) -> None:
    policy = large_page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content")
    assert policy is not None
    assert "connect-src 'none'" in policy
    assert "img-src 'none'" in policy
    assert "unsafe" not in policy


def test_an_empty_graph_says_so(visit: Visit, tmp_path: Path) -> None:
    knowledge = Knowledge((), (), ())
    map_page.write(make_concept_map(Analysis(knowledge)), knowledge, tmp_path / "graph.html")
    open_page(visit.page, tmp_path / "graph.html")
    expect(visit.page.locator("#empty")).to_contain_text("nothing to draw")
    expect(visit.page.locator("#reset-empty")).to_be_hidden()
    visit.page.locator("#narrow").click()
    expect(visit.page.locator("#years")).to_be_hidden()
    assert visit.complaints == []


# ---- search


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("CFG", "classifier-free guidance"),
        ("Classifier Free", "classifier-free guidance"),
        ("classifer free guidence", "classifier-free guidance"),
        ("guidance classifier-free", "classifier-free guidance"),
        ("imagnet", "ImageNet"),
    ],
)
def test_names_and_aliases_are_found_with_a_wrong_letter_too(large_page: Page, text: str, first: str) -> None:
    assert search(large_page, text)[0] == first
    large_page.keyboard.press("Enter")
    expect(large_page.locator("#panel h2")).to_have_text(first)
    expect(large_page.locator("#panel h2")).to_be_focused()


@pytest.mark.parametrize(
    ("a", "b", "near"),
    [
        ("guidence", "guidance", True),
        ("gudance", "guidance", True),
        ("guiidance", "guidance", True),
        ("guidnace", "guidance", True),
        ("guidance", "guidance", True),
        ("guidenze", "guidance", False),
        ("gidanc", "guidance", False),
        ("ecnadiug", "guidance", False),
    ],
)
def test_one_wrong_letter_is_one(small_page: Page, a: str, b: str, near: bool) -> None:
    assert small_page.evaluate("([a, b]) => oneEdit(a, b)", [a, b]) is near


def test_the_search_is_a_combobox(small_page: Page) -> None:
    field = small_page.locator("#search")
    assert search(small_page, "searching") == ["searching"]
    assert (field.get_attribute("aria-expanded"), field.get_attribute("role")) == ("true", "combobox")
    assert (
        small_page.locator(f"#{field.get_attribute('aria-activedescendant')}").get_attribute("aria-selected") == "true"
    )
    small_page.keyboard.press("Escape")
    expect(small_page.locator("#suggestions")).to_be_hidden()
    assert field.get_attribute("aria-expanded") == "false"
    assert search(small_page, "nothing like it") == []
    expect(small_page.locator("#notice")).to_have_text("Nothing of that name.")
    assert small_page.locator("#suggestions li").count() == 0


# ---- the panel


def test_hostile_names_and_titles_stay_text(small_page: Page, hostile_page: Path) -> None:
    for text in (IMAGE, SCRIPT, BRACES):
        assert text in search(small_page, text)
    small_page.keyboard.press("Escape")
    open_page(small_page, hostile_page, see="method/a")
    expect(small_page.locator("#panel h2")).to_have_text(IMAGE)
    expect(small_page.locator("#panel")).to_contain_text("</script><script>alert(1)</script>")
    marks = small_page.locator("#panel blockquote mark").all_inner_texts()
    assert marks == [IMAGE, IMAGE]
    links = small_page.locator("#panel a").evaluate_all("all => all.map(a => a.href)")
    assert links == ["https://papers.test/1"]
    for paper in ("paper/p1", "paper/p2", "paper/p3"):
        identifier = small_page.evaluate("title => data.papers.find(p => p.id.startsWith(title)).id", paper)
        open_page(small_page, hostile_page, see=identifier)
        assert "javascript:" not in str(small_page.locator("#panel a").evaluate_all("all => all.map(a => a.href)"))
    open_page(small_page, hostile_page, see="method/a", versus="method/b", list="true")
    expect(small_page.locator("#panel h2")).to_have_text(f"{IMAGE} beside {SCRIPT}")
    assert IMAGE in " ".join(rows(small_page, "#list")[0])


def test_a_claim_keeps_its_bound_and_shows_its_sentence(small_page: Page, hostile_page: Path) -> None:
    open_page(small_page, hostile_page, see="method/a")
    [[value, metric, on, _, of, than, paper, year, sure]] = rows(small_page)
    assert value.startswith("up to 95%")
    assert (metric, on, of, than) == ("=accuracy", BRACES, IMAGE, SCRIPT)
    assert (paper, year, sure) == ("</script><script>alert(1)</script>", "2023", "50 %")
    small_page.get_by_role("button", name="The sentence that says so").click()
    expect(small_page.locator("#panel .below mark")).to_have_text("95")
    expect(small_page.locator("#panel .below")).to_contain_text("which beats")


def test_results_sort_as_numbers_and_back(large_page: Page, listings_page: Path) -> None:
    open_page(large_page, listings_page, see="metric/fid")
    original_order = [row[0] for row in rows(large_page)]
    head = large_page.locator("#panel th").first
    orders = []
    for _ in range(3):
        large_page.locator("#panel th button").first.press("Enter")
        numbers = [row[0] for row in rows(large_page)]
        orders.append((head.get_attribute("aria-sort"), numbers))
    values = [float(re.search(r"\d+(?:\.\d+)?", cell).group()) for cell in orders[0][1]]  # type: ignore[union-attr]
    assert orders[0][0] == "ascending"
    assert len(values) > 5
    assert values == sorted(values)
    assert (orders[1][0], orders[1][1]) == ("descending", orders[0][1][::-1])
    assert orders[2] == ("none", original_order)


def copy_text(page: Page, name: str, nth: int = 0) -> str:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name=name).nth(nth).click()
    expect(page.locator("#notice")).to_contain_text("copied")
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def test_a_table_is_copied_as_csv_that_no_spreadsheet_takes_for_formulas(small_page: Page, hostile_page: Path) -> None:
    open_page(small_page, hostile_page, see="method/a")
    [row] = csv.DictReader(io.StringIO(copy_text(small_page, "Copy as CSV")))
    assert (row["Value"], row["Metric"], row["On"]) == ("up to 95%", "'=accuracy", BRACES)


@pytest.mark.parametrize("see", [CFG, "metric/fid", "paper"])
def test_the_copied_queries_give_what_the_panel_shows(
    large_page: Page, listings_page: Path, built_folder: Path, see: str
) -> None:
    if see == "paper":
        see = large_page.evaluate("data.papers.find(paper => paper.results.length > 3).id")
    open_page(large_page, listings_page, see=see)
    counts = [int(n) for text in headings(large_page) for n in re.findall(r"\((\d+)\)", text)]
    assert len(counts) == large_page.get_by_role("button", name="Copy as SPARQL").count() >= 2
    for nth, expected in enumerate(counts):
        answer = query_graph(built_folder, copy_text(large_page, "Copy as SPARQL", nth))
        assert isinstance(answer, Solutions)
        assert len(answer.rows) == expected


# ---- two


def test_two_names_stand_side_by_side(small_page: Page, hostile_page: Path) -> None:
    open_page(small_page, hostile_page, see="method/a")
    small_page.get_by_label("Compare with …").fill('"><script')
    small_page.get_by_label("Compare with …").press("Enter")
    expect(small_page.locator("#panel h2")).to_have_text(f"{IMAGE} beside {SCRIPT}")
    assert [re.sub(r" \(.*", "", text) for text in headings(small_page)] == [
        "Who compares them", "Claims about both", "Benchmarks of both", "Papers that name both", "Named with both",
    ]  # fmt: skip
    expect(small_page.locator("#panel")).to_contain_text("outperforms " + SCRIPT)
    assert state(small_page)["versus"] == "method/b"
    expect(small_page.locator("#place")).to_contain_text("beside")


def test_what_two_share_is_what_the_graph_says(large_page: Page, listings_page: Path, built_folder: Path) -> None:
    open_page(large_page, listings_page, see=CFG, versus="method/low-rank-adaptation")
    shared = next(text for text in headings(large_page) if text.startswith("Named with both"))
    answer = query_graph(
        built_folder,
        copy_text(large_page, "Copy as SPARQL", large_page.get_by_role("button", name="Copy as SPARQL").count() - 1),
    )
    assert isinstance(answer, Solutions)
    assert shared == f"Named with both ({len(answer.rows)})"
    assert len(answer.rows) > 2


def test_the_shortest_path_is_drawn_and_listed(small_page: Page, hostile_page: Path) -> None:
    open_page(small_page, hostile_page, see="method/a")
    small_page.get_by_label("Path to …").fill("searching")
    small_page.get_by_label("Path to …").press("Enter")
    expect(small_page.locator("#panel")).to_contain_text("3 steps.")
    names = small_page.locator("#panel .path > li:not(.step) .link").all_inner_texts()
    assert names == [IMAGE, SCRIPT, "sorting", "searching"]
    assert small_page.locator("#panel .path .step .link").all_inner_texts() == [
        "</script><script>alert(1)</script>", "Third", "Fourth",
    ]  # fmt: skip
    route = small_page.evaluate(
        "drawn.edges.filter(edge => edge.route).map(edge => [edge.from, edge.to].sort().join())"
    )
    assert sorted(route) == ["method/a,method/b", "method/b,task/e", "task/e,task/f"]


def test_what_no_paper_joins_has_no_path(visit: Visit, tmp_path: Path) -> None:
    papers = (
        facts("p1", "One", "On @a and @d.", None, {}, ""),
        facts("p2", "Two", "On @e and @f.", None, {}, ""),
    )
    entities = tuple(
        Entity(EntityId(i), NAMES[i][0], NAMES[i][1], (), (), 1, 1)
        for i in ("dataset/d", "method/a", "task/e", "task/f")
    )
    knowledge = Knowledge(papers, entities, ())
    map_page.write(make_concept_map(Analysis(knowledge)), knowledge, tmp_path / "graph.html")
    open_page(visit.page, tmp_path / "graph.html", ends=json.dumps(["method/a", "task/f"]))
    expect(visit.page.locator("#panel")).to_contain_text("No chain of papers joins them.")
    assert visit.complaints == []


# ---- focus, back, expansion


def test_a_neighbourhood_and_the_way_back(large_page: Page) -> None:
    whole = large_page.locator("#shown").inner_text()
    search(large_page, "CFG")
    large_page.keyboard.press("Enter")
    large_page.get_by_role("button", name="Neighbours, 1 step").click()
    expect(large_page.locator("#place")).to_contain_text("Around classifier-free guidance")
    near = large_page.evaluate("drawn.nodes.length")
    large_page.locator("#place").get_by_role("button", name="2 steps").click()
    assert large_page.evaluate("drawn.nodes.length") > near
    linked = large_page.evaluate("together(entityNumber.get(state.focus)).size")
    large_page.go_back()
    expect(large_page.locator("#place")).to_contain_text(f"of {linked}, the strongest")
    large_page.locator("#panel").get_by_role("button", name="← Back").click()
    expect(large_page.locator("#place")).to_be_hidden()
    expect(large_page.locator("#panel h2")).to_have_text("classifier-free guidance")
    large_page.locator("#panel").get_by_role("button", name="← Back").click()
    expect(large_page.locator("#panel h2")).to_have_text("What these papers are about")
    expect(large_page.locator("#shown")).to_have_text(whole)
    large_page.go_forward()
    expect(large_page.locator("#panel h2")).to_have_text("classifier-free guidance")


def test_what_the_map_leaves_out_is_put_near_what_it_is_linked_with(small_page: Page, hostile_page: Path) -> None:
    assert "task/f" not in small_page.evaluate("picture.nodes.map(node => node.id)")
    open_page(small_page, hostile_page, see="task/f")
    places = "Object.fromEntries(drawn.nodes.map(node => [node.id, [node.x, node.y]]))"
    first = small_page.evaluate(places)
    assert "task/f" in first
    assert small_page.evaluate("drawn.edges.some(edge => edge.from === 'task/f' && edge.to === 'task/e')")
    apart = abs(first["task/f"][0] - first["task/e"][0]) + abs(first["task/f"][1] - first["task/e"][1])
    assert 0 < apart < 150
    open_page(small_page, hostile_page, see="task/f")
    assert small_page.evaluate(places) == first


def test_names_of_a_neighbourhood_do_not_collide(large_page: Page, listings_page: Path) -> None:
    open_page(large_page, listings_page, see=CFG, focus=CFG, depth="2")
    clashes = large_page.evaluate(
        "drawn.nodes.flatMap((a, i) => drawn.nodes.slice(i + 1).filter(b => clash(placedBox(a), placedBox(b))))"
    )
    assert clashes == []
    assert large_page.evaluate("drawn.nodes.length") > 30


# ---- filters


def test_the_legend_filters_and_what_is_filtered_out_is_counted(large_page: Page) -> None:
    everything = large_page.evaluate("drawn.nodes.length")
    methods = large_page.evaluate("drawn.nodes.filter(node => node.kind === 'METHOD').length")
    item = large_page.locator("#types button[data-type=METHOD]")
    assert item.inner_text() == f"methods {methods}"
    item.click()
    assert item.get_attribute("aria-pressed") == "false"
    others = large_page.evaluate("data.entities.filter(entity => entity.type !== 'METHOD').length")
    expect(large_page.locator("#shown")).to_contain_text(f"{everything - methods} of {others:,} concepts and")
    assert item.inner_text() == f"methods 0 of {methods}"
    large_page.locator("#reset").click()
    expect(large_page.locator("#shown")).to_contain_text(f"{everything} of ")


def test_years_keep_what_has_no_date_in_sight_until_it_is_left_out(small_page: Page) -> None:
    small_page.locator("#narrow").click()
    small_page.get_by_label("First year").fill("2025")
    expect(small_page.locator("#span")).to_have_text("2025")
    expect(small_page.locator("#dated")).to_have_text("1 dated paper, and 1 undated still shown")
    visible_nodes = "[...visible.nodes].sort()"
    assert small_page.evaluate(visible_nodes) == ["dataset/d", "method/a", "task/e"]  # p2 has no date; p4 is of 2025
    small_page.get_by_label("1 paper without a date").uncheck()
    assert small_page.evaluate(visible_nodes) == ["task/e"]
    assert "undated=false" in small_page.url
    small_page.locator("#reset").click()
    assert len(small_page.evaluate(visible_nodes)) == 4


def test_theme_papers_lines_and_weight_filter(large_page: Page) -> None:
    large_page.locator("#narrow").click()
    large_page.get_by_label("Papers, at least").fill("15")
    papers = large_page.evaluate("[...visible.nodes].map(id => entityOf(id).papers)")
    assert papers
    assert min(papers) >= 15
    large_page.locator("#reset").click()
    large_page.get_by_label("Theme").select_option(index=1)
    assert set(large_page.evaluate("[...visible.nodes].map(id => entityOf(id).community)")) == {0}
    large_page.locator("#reset").click()
    large_page.locator("#weight").fill("50")
    weights = large_page.evaluate("drawn.edges.filter(edge => visible.edges.has(edge.id)).map(edge => edge.weight)")
    assert weights
    assert min(weights) >= 0.5
    large_page.locator("#reset").click()
    large_page.get_by_label("shared papers").uncheck()
    large_page.get_by_label("is a kind of").check()
    kinds = large_page.evaluate("[...new Set(shownEdges().map(edge => edge.kind))]")
    assert kinds == ["broader"]


def test_nothing_left_is_told_and_undone(small_page: Page) -> None:
    small_page.locator("#narrow").click()
    small_page.get_by_label("Papers, at least").fill("99")
    expect(small_page.locator("#empty")).to_contain_text("Nothing passes the filters.")
    expect(small_page.locator("#shown")).to_have_text("0 concepts and 0 lines that match shown")
    small_page.locator("#empty").get_by_role("button", name="Reset filters").click()
    expect(small_page.locator("#empty")).to_be_hidden()


# ---- deep links


def test_an_address_restores_the_view(large_page: Page, listings_page: Path) -> None:
    open_page(large_page, listings_page, see=CFG, focus=CFG, depth="2")
    large_page.locator("#types button[data-type=MODEL]").click()
    large_page.locator("#narrow").click()
    large_page.get_by_label("Last year").fill("2024")
    large_page.get_by_label("Papers, at least").fill("2")
    large_page.locator("#as-list").click()
    address, before, summary = large_page.url, state(large_page), large_page.locator("#shown").inner_text()
    large_page.goto("about:blank")
    large_page.goto(address)
    expect(large_page.locator("#shown")).to_have_text(summary)
    assert state(large_page) == before
    assert before["to"] == 2024
    assert before["without"] == ["MODEL"]


def test_an_address_that_is_only_a_name_opens_it(small_page: Page, hostile_page: Path) -> None:
    small_page.goto("about:blank")
    small_page.goto(f"{hostile_page.as_uri()}#method%2Fb")
    expect(small_page.locator("#panel h2")).to_have_text(SCRIPT)


@pytest.mark.parametrize(
    "fragment",
    [
        "see=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
        "see=javascript:alert(1)&focus=__proto__&versus=constructor",
        "ends=%5B%22method/a%22%2C%22x%22%5D&pair=7",
        "ends=%7Bnot%20json&without=%5B%7B%7D%5D&lines=null",
        "depth=9&least=-1&weight=1e9&from=NaN&to=2024.5&theme=99",
        "%E0%A4%A",
        "__proto__=1&constructor=2",
    ],
)
def test_what_an_address_may_not_say_is_ignored(small_page: Page, hostile_page: Path, fragment: str) -> None:
    small_page.goto("about:blank")
    small_page.goto(f"{hostile_page.as_uri()}#{fragment}")
    expect(small_page.locator("#panel h2")).to_have_text("What these papers are about")
    view = state(small_page)
    assert (view["depth"], view["least"], view["weight"], view["from"], view["to"]) == (1, 1, 0, None, None)
    assert (view["see"], view["focus"], view["versus"], view["ends"], view["pair"]) == (None,) * 5


def test_in_a_sandboxed_frame_without_an_address_the_way_back_is_its_own(
    visit: Visit, hostile_page: Path, tmp_path: Path
) -> None:
    inner = escape(hostile_page.read_text(encoding="utf-8"), quote=True)
    frame = f'<iframe width="900" height="700" sandbox="allow-scripts" srcdoc="{inner}"></iframe>'
    (tmp_path / "outer.html").write_text(frame, encoding="utf-8")
    visit.page.goto((tmp_path / "outer.html").as_uri())
    page = visit.page.frame_locator("iframe")
    page.locator("#search").fill("searching")
    page.locator("#search").press("Enter")
    expect(page.locator("#panel h2")).to_have_text("searching")
    page.get_by_role("button", name="← Back").click()
    expect(page.locator("#panel h2")).to_have_text("What these papers are about")
    assert visit.complaints == []


# ---- saving


def save_file(page: Page, name: str) -> tuple[str, bytes]:
    page.locator("#save summary").click()
    with page.expect_download() as download:
        page.get_by_role("button", name=name).click()
    return download.value.suggested_filename, download.value.path().read_bytes()


def test_the_picture_is_saved_as_png(small_page: Page) -> None:
    name, content = save_file(small_page, "Picture as PNG")
    assert name == "concept-map.png"
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert len(content) > 5_000


def test_the_picture_is_saved_as_svg_without_anything_that_runs(small_page: Page) -> None:
    name, content = save_file(small_page, "Picture as SVG")
    assert name == "concept-map.svg"
    root = ElementTree.fromstring(content)
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags <= {"svg", "rect", "g", "circle", "polygon", "line", "text", "title"}
    titles = [element.text or "" for element in root.iter() if element.tag.endswith("title")]
    assert sorted(titles) == sorted([IMAGE, SCRIPT, BRACES, "sorting"])
    assert not [key for element in root.iter() for key in element.attrib if key.startswith("on") or "href" in key]


def test_the_data_is_saved_as_csv_and_json(small_page: Page) -> None:
    small_page.locator("#types button[data-type=TASK]").click()
    name, content = save_file(small_page, "Concepts as CSV")
    assert name == "concepts.csv"
    concepts = list(csv.DictReader(io.StringIO(content.decode("utf-8"))))
    assert {row["name"] for row in concepts} == {IMAGE, SCRIPT, BRACES}
    assert {row["iri"] for row in concepts} == {
        f"https://w3id.org/kg-papers/id/{tail}" for tail in ("method/a", "method/b", "dataset/d")
    }
    name, content = save_file(small_page, "Data as JSON")
    whole = json.loads(content)
    assert name == "concept-map.json"
    assert len(whole["nodes"]) == 3
    assert "3 of 4 concepts and 1 of 3 lines that match shown" in whole["shown"]
    name, content = save_file(small_page, "Lines as CSV")
    lines = list(csv.DictReader(io.StringIO(content.decode("utf-8"))))
    assert name == "lines.csv"
    assert [(row["source"], row["target"]) for row in lines] == [(k["source"], k["target"]) for k in whole["links"]]
    assert lines


# ---- for everybody


def test_the_table_says_what_the_picture_shows(large_page: Page) -> None:
    large_page.locator("#as-list").click()
    expect(large_page.locator("#map")).to_be_hidden()
    listed = {row[0].strip() for row in rows(large_page, "#list")}
    assert listed == set(large_page.evaluate("picture.nodes.map(node => node.name)"))
    assert large_page.locator("#list .scroll").nth(1).locator("tbody tr").count() == large_page.evaluate(
        "picture.edges.length"
    )
    large_page.locator("#list .link", has_text="CLIP").first.click()
    expect(large_page.locator("#panel h2")).to_have_text("CLIP")
    large_page.locator("#as-list").click()
    expect(large_page.locator("#map")).to_be_visible()


def test_everything_is_done_by_keyboard(small_page: Page) -> None:
    small_page.keyboard.press("/")
    small_page.keyboard.type("searching")
    small_page.keyboard.press("Enter")
    expect(small_page.locator("#panel h2")).to_be_focused()
    reached = []
    for _ in range(40):
        small_page.keyboard.press("Tab")
        reached.append(small_page.evaluate("document.activeElement.textContent || document.activeElement.ariaLabel"))
    assert "Neighbours, 1 step" in reached
    assert "Compare with …" in reached
    outlines = small_page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outlines != "none" or small_page.evaluate("document.activeElement === document.body")
    small_page.locator("#how").focus()
    small_page.keyboard.press("Enter")
    expect(small_page.locator("#help")).to_be_visible()
    small_page.keyboard.press("Escape")
    expect(small_page.locator("#help")).to_be_hidden()
    expect(small_page.locator("#how")).to_be_focused()
    small_page.locator("#save summary").focus()
    small_page.keyboard.press("Enter")
    expect(small_page.locator("#save-png")).to_be_visible()
    small_page.keyboard.press("Escape")
    expect(small_page.locator("#save-png")).to_be_hidden()
    small_page.locator("#map").focus()
    small_page.keyboard.press("Escape")
    expect(small_page.locator("#panel h2")).to_have_text("What these papers are about")


VIEWS: dict[str, dict[str, str]] = {
    "start": {},
    "panel": {"see": "metric/fid"},
    "focus": {"see": CFG, "focus": CFG, "depth": "2"},
    "compare": {"see": CFG, "versus": "method/low-rank-adaptation"},
    "path": {"ends": json.dumps([CFG, "dataset/gsm8k"])},
    "table": {"list": "true"},
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_serious(browser: Browser, listings_page: Path, view: str, scheme: Scheme) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    open_page(page, listings_page, **VIEWS[view])
    if view == "start":
        page.locator("#narrow").click()
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    wait_until_still(page)
    page.screenshot(path=SCREENSHOTS / f"graph-{view}-{scheme}.png")
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_small_screen_and_a_finger(browser: Browser, listings_page: Path, scheme: Scheme) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme=scheme, has_touch=True)
    page = context.new_page()
    open_page(page, listings_page)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    wait_until_still(page)
    page.screenshot(path=SCREENSHOTS / f"graph-360-{scheme}.png")
    at = page.evaluate(f"network.canvasToDOM(network.getPosition('{CFG}'))")
    box = page.locator("#map").bounding_box()
    assert box is not None
    page.touchscreen.tap(box["x"] + at["x"], box["y"] + at["y"])
    expect(page.locator("#panel h2")).to_have_text("classifier-free guidance")
    expect(page.locator("#panel h2")).to_be_in_viewport()
    for view in VIEWS.values():
        open_page(page, listings_page, **view)
        assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.locator("#narrow").click()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert background == {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 23, 26)"}[scheme]
    context.close()
