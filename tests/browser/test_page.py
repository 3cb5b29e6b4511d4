"""The page that answers SPARQL, opened from disk in a real browser."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from kg.pictures.pages.sparql_page import write_page
from kg.rdf.namespaces import prefixes
from kg.sparql import queries
from kg.sparql.query_graph import query_graph
from kg.sparql.query_results import Solutions, Triples, render, tabulate
from kg.sparql.turtle_files import read_prefixes

if TYPE_CHECKING:
    from tests.browser.conftest import Scheme, Visit

_ANSWERED = re.compile(r"^(?:[\d,]+ (?:rows?|triples?)|Answered) in ")
ENDLESS = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(8)) + " }"
PREFIXES = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes().items())
HOSTILE = "</script><img src=x onerror=alert(1)><b>\"'& 😀 {{7*7}}"
SMALL = """
method:m a kg:Method ; skos:prefLabel "</script><img src=x onerror=alert(1)><b>\\"'& 😀 {{7*7}}" .
paper:a a kg:Paper ; kg:mentions method:m ; kg:number 10 , 9 , 2.5 , "ten" ;
    schema:url <https://example.org/x> , <javascript:alert(1)> .
"""


@pytest.fixture(scope="session")
def listings_page(built_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "page.html"
    write_page(built_folder / "graph.ttl", built_folder / "mentions.ttl", path, derived=built_folder / "derived.ttl")
    return path


@pytest.fixture(scope="session")
def small_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    (folder / "graph.ttl").write_text(PREFIXES + SMALL, encoding="utf-8")
    write_page(folder / "graph.ttl", None, folder / "page.html")
    return folder


@pytest.fixture(scope="module")
def page(browser: Browser, listings_page: Path) -> Page:
    """The page of the listings, open and ready; for tests that leave it ready to ask."""
    page = browser.new_page()
    page.goto(listings_page.as_uri())
    wait_for_answer(page)
    return page


def open_page(page: Page, path: Path, **fragment: str) -> None:
    page.goto(f"{path.as_uri()}#{urlencode(fragment)}")


def wait_for_answer(page: Page) -> None:
    expect(page.locator("#status")).to_have_text(_ANSWERED, timeout=60_000)


def ask(page: Page, text: str) -> None:
    """Put a query of one's own, and wait for its answer."""
    page.evaluate("document.getElementById('status').textContent = ''")
    page.locator("#own").click()
    page.locator("#query").fill(text)
    page.locator("#query").press("Control+Enter")
    wait_for_answer(page)


def cells(page: Page) -> list[list[str]]:
    return page.locator("#answer tbody tr").evaluate_all("rows => rows.map(r => [...r.cells].map(c => c.textContent))")


def split_cell(cell: str) -> list[str]:
    """The parts that GROUP_CONCAT put together, in which order SPARQL does not say."""
    return sorted(cell.split("; "))


def test_it_opens_from_disk_asks_for_nothing_and_has_nothing_to_complain_of(visit: Visit, listings_page: Path) -> None:
    visit.page.goto(listings_page.as_uri())
    wait_for_answer(visit.page)
    assert visit.page.locator("#answer tbody tr").count() > 5
    visit.page.get_by_role("button", name="Where do the texts say").click()
    expect(visit.page.locator("#asked")).to_contain_text("Where do the texts say")
    wait_for_answer(visit.page)
    assert [url for url in visit.requests if not url.startswith(("blob:", "data:"))] == [listings_page.as_uri()]
    assert visit.complaints == []
    assert visit.page.locator("h1").inner_text() == "Questions to 468 papers"


@pytest.mark.parametrize("name", queries.list_names())
def test_every_shipped_question_has_the_answer_of_kg_query(page: Page, built_folder: Path, name: str) -> None:
    answer = query_graph(built_folder, queries.load(name).text)
    assert isinstance(answer, Solutions)
    header, rows = tabulate(answer, read_prefixes(built_folder))
    page.evaluate("document.getElementById('status').textContent = ''")
    page.locator(f"button[data-name={name}]").click()
    expect(page.locator("#asked")).to_have_text(queries.load(name).title)
    wait_for_answer(page)
    assert page.locator("#status").inner_text().startswith(f"{len(rows):,} row")
    if not rows:
        expect(page.locator("#answer")).to_contain_text("Nothing in the graph")
        return
    assert page.locator("#answer th").all_inner_texts() == [name.replace("_", " ") for name in header]
    table_cells = [[cell.removesuffix(" ↗") for cell in row] for row in cells(page)]
    assert [[split_cell(cell) for cell in row] for row in table_cells] == [
        [split_cell(cell) for cell in row] for row in rows[:500]
    ]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?none ?l ?n ?u { { ?l kg:number ?n } UNION { ?s skos:prefLabel ?l } UNION { ?s schema:url ?u } } "
        "ORDER BY ?l ?n ?u",
        'SELECT (CONCAT("a,b", "\\"q\\"", "\\n\\t é😀") AS ?x) (STRLANG("hé", "fr") AS ?y) (1.50 AS ?z) (<a:b> AS ?i) '
        "{}",
        "SELECT ?none {}",
        "SELECT ?none { ?s a kg:Nothing }",
    ],
)
def test_answers_are_saved_as_kg_query_writes_them(visit: Visit, small_folder: Path, text: str) -> None:
    page = visit.page  # one for each: Chromium blocks many downloads from one page
    open_page(page, small_folder / "page.html")
    expect(page.locator("#run")).to_be_enabled(timeout=60_000)
    ask(page, text)
    expected = query_graph(small_folder, text)
    for name in ("csv", "tsv", "json"):
        with page.expect_download() as saved:
            page.get_by_role("button", name=name.upper()).click()
        assert saved.value.suggested_filename == f"answer.{name}"
        got, wanted = saved.value.path().read_bytes().decode("utf-8"), render(expected, output_format=name)
        assert (json.loads(got) == json.loads(wanted)) if name == "json" else (got == wanted)


def test_yes_no_and_triples(page: Page, built_folder: Path) -> None:
    ask(page, "ASK { ?p a kg:Paper }")
    expect(page.locator(".truth")).to_have_text("Yes")
    ask(page, "# SELECT\nASK { ?p a kg:Nothing }")
    expect(page.locator(".truth")).to_have_text("No")
    text = "CONSTRUCT { ?p schema:name ?t } WHERE { ?p a kg:Paper ; dcterms:title ?t }"
    ask(page, text)
    expected = query_graph(built_folder, text)
    assert isinstance(expected, Triples)
    assert cells(page) == tabulate(expected, read_prefixes(built_folder))[1]
    with page.expect_download() as saved:
        page.get_by_role("button", name="N-Triples").click()
    lines = saved.value.path().read_text(encoding="utf-8")
    assert lines == "".join(f"{triple} .\n" for triple in expected.triples)


def test_the_graphs_have_the_names_that_kg_query_gives_them(page: Page) -> None:
    ask(page, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g")
    assert cells(page) == [["kg:derived"], ["kg:facts"], ["kg:provenance"]]


def test_more_rows_than_fit_are_shown_when_asked_for(page: Page) -> None:
    ask(page, "SELECT ?s { ?s a kg:Mention } LIMIT 700")
    assert page.locator("#answer tbody tr").count() == 500
    page.get_by_role("button", name="Show all 700 rows").click()
    assert page.locator("#answer tbody tr").count() == 700


# ---- what is set


VALUES = [
    ('"} . ?x ?y ?z #', 'back\\slash "quoted"'),
    ("tab\tand\u0001\u007f", "emoji 😀 \u2028"),
    ("' OR 1=1", "</script>"),
    ("", "ImageNet 256x256"),
]
NUMBERS = ["0", "0.5", ".5", "5.", "+3", "-0", "007.10", "1e2", "2.5E-3", "12e-1", "-1.25e1", " 4 "]


@pytest.mark.parametrize(("benchmark", "metric"), VALUES)
def test_texts_are_bound_as_the_command_line_binds_them(page: Page, benchmark: str, metric: str) -> None:
    values = {"benchmark": benchmark, "metric": metric}
    bound = page.evaluate("values => bindQuery(QUESTIONS.get('leaderboard'), values)", values)
    assert bound == queries.load("leaderboard").bind(values)


@pytest.mark.parametrize("number", NUMBERS)
def test_numbers_are_bound_as_the_command_line_binds_them(page: Page, number: str) -> None:
    values = {"min_papers": number}
    bound = page.evaluate("values => bindQuery(QUESTIONS.get('baselines'), values)", values)
    assert bound == queries.load("baselines").bind(values)


@pytest.mark.parametrize("number", ["", "x", "NaN", "Infinity", "1 2", "0x10", "1e", ".", "1; DROP"])
def test_what_is_no_number_is_refused(page: Page, number: str) -> None:
    page.locator("button[data-name=baselines]").click()
    wait_for_answer(page)
    page.get_by_label("min papers").fill(number)
    page.locator("#run").click()
    expect(page.locator("#error")).to_contain_text("must be a number")


def test_a_form_and_the_address_ask_the_same(visit: Visit, listings_page: Path, built_folder: Path) -> None:
    page = visit.page
    open_page(page, listings_page, question="leaderboard", **{"set.metric": "fid"})
    wait_for_answer(page)
    everything = query_graph(built_folder, queries.load("leaderboard").text)
    assert isinstance(everything, Solutions)
    assert len(cells(page)) == len(everything.rows)
    page.get_by_label("metric").fill('no "such" metric')
    page.get_by_label("metric").press("Enter")
    expect(page.locator("#answer")).to_contain_text("Nothing in the graph")
    address = page.url
    page.go_back()
    expect(page.locator("#answer tbody tr")).to_have_count(len(everything.rows))
    expect(page.get_by_label("metric")).to_have_value("fid")
    page.goto("about:blank")
    page.goto(address)
    wait_for_answer(page)
    expect(page.get_by_label("metric")).to_have_value('no "such" metric')
    expect(page.locator("#answer")).to_contain_text("Nothing in the graph")


def test_an_address_holds_a_query_of_ones_own(visit: Visit, small_folder: Path) -> None:
    text = 'SELECT ("a&b=c#d + %41 é😀" AS ?x) {\n}'
    open_page(visit.page, small_folder / "page.html", sparql=text)
    wait_for_answer(visit.page)
    assert cells(visit.page) == [["a&b=c#d + %41 é😀"]]
    assert visit.page.locator("#query").input_value() == text


# ---- mistakes, and stopping


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT *\n{ ?s foo:x ?o }", "line 2, column 11: a prefix that is not declared.\n  { ?s foo:x ?o }\n"),
        ("SELEKT", "This is not a SPARQL query: line 1"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE is not allowed"),
        ("DELETE WHERE { ?s ?p ?o }", "This is not a SPARQL query"),
    ],
)
def test_a_mistake_is_told_and_the_next_question_answered(
    visit: Visit, small_folder: Path, text: str, message: str
) -> None:
    open_page(visit.page, small_folder / "page.html", sparql=text)
    expect(visit.page.locator("#error")).to_be_visible(timeout=60_000)
    assert message in visit.page.locator("#error").inner_text()
    ask(visit.page, "SELECT (COUNT(*) AS ?n) { ?s a kg:Paper }")
    expect(visit.page.locator("#error")).to_be_hidden()
    assert cells(visit.page) == [["1"]]
    assert visit.complaints == []
    assert len([url for url in visit.requests if not url.startswith("blob:")]) == 1


def test_a_query_without_end_is_stopped_and_the_page_answers_again(visit: Visit, listings_page: Path) -> None:
    page = visit.page
    open_page(page, listings_page, sparql=ENDLESS)
    expect(page.locator("#status")).to_have_text("Asking …", timeout=60_000)
    expect(page.locator("#run")).to_be_disabled()
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("#status")).to_contain_text("ready after", timeout=60_000)
    expect(page.locator("#stop")).to_be_hidden()
    for _ in range(600):  # a busy browser tells late that a worker has ended
        if len(page.workers) == 1:
            break
        page.wait_for_timeout(100)
    assert len(page.workers) == 1  # the one that was stopped is gone
    ask(page, "SELECT (COUNT(*) AS ?n) { ?s a kg:Paper }")
    assert cells(page) == [["468"]]
    assert visit.complaints == []


def test_a_question_chosen_while_another_is_at_work_waits_for_its_turn(visit: Visit, listings_page: Path) -> None:
    page = visit.page
    slow = "SELECT (COUNT(*) AS ?slow) { ?a a kg:Mention . ?b a kg:Paper . ?c a kg:Metric FILTER (?a < ?b) } LIMIT 1"
    open_page(page, listings_page, sparql=slow)
    expect(page.locator("#status")).to_have_text("Asking …", timeout=60_000)
    page.locator("button[data-name=benchmarks]").click()
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("#answer th").first).to_have_text("name", timeout=60_000)
    expect(page.locator("#asked")).to_have_text(queries.load("benchmarks").title)
    expect(page.locator("#error")).to_be_hidden()


def test_a_query_that_breaks_the_engine_is_told_and_the_next_one_answered(visit: Visit, small_folder: Path) -> None:
    page = visit.page
    open_page(page, small_folder / "page.html")
    expect(page.locator("#run")).to_be_enabled(timeout=60_000)
    page.locator("#own").click()
    page.locator("#query").fill(f"SELECT ({'(' * 50_000}1{')' * 50_000} AS ?x) {{}}")
    page.locator("#query").press("Control+Enter")
    expect(page.locator("#error")).to_contain_text("more memory than a browser gives", timeout=60_000)
    expect(page.locator("#status")).to_contain_text("ready after", timeout=60_000)
    ask(page, "SELECT (COUNT(*) AS ?n) { ?s a kg:Paper }")
    assert cells(page) == [["1"]]


# ---- the table


def test_hostile_labels_stay_text(visit: Visit, small_folder: Path) -> None:
    page = visit.page
    page.on("dialog", lambda _: visit.complaints.append("a dialog"))
    open_page(
        page,
        small_folder / "page.html",
        sparql="SELECT ?x { { ?s skos:prefLabel ?x } UNION { ?s schema:url ?x } } ORDER BY ?x",
    )
    wait_for_answer(page)
    assert [HOSTILE] in cells(page)
    assert page.locator("#answer img, #answer b").count() == 0
    assert page.locator("#answer a").evaluate_all("links => links.map(a => a.href)") == ["https://example.org/x"]
    assert visit.complaints == []


def test_columns_sort_as_numbers_and_back(visit: Visit, small_folder: Path) -> None:
    page = visit.page
    open_page(page, small_folder / "page.html", sparql="SELECT ?v { VALUES ?v { 10 'ten' 9 UNDEF 2.5 } }")
    wait_for_answer(page)
    header = page.locator("#answer th").first
    orders = []
    for _ in range(3):
        page.locator("#answer th button").press("Enter")
        orders.append((header.get_attribute("aria-sort"), [row[0] for row in cells(page)]))
    assert orders == [
        ("ascending", ["2.5", "9", "10", "ten", ""]),
        ("descending", ["ten", "10", "9", "2.5", ""]),
        ("none", ["10", "ten", "9", "", "2.5"]),
    ]


def test_a_thing_leads_to_all_that_is_said_of_it(visit: Visit, small_folder: Path) -> None:
    page = visit.page
    open_page(page, small_folder / "page.html", sparql="SELECT ?m { ?m a kg:Method }")
    wait_for_answer(page)
    page.get_by_role("button", name="method:m").click()
    expect(page.locator("#asked")).to_have_text("What the graph says about method:m")
    expect(page.locator("#answer tbody tr")).to_have_count(3)
    assert ["paper:a", "kg:mentions", "method:m"] in cells(page)


def test_questions_are_filtered(visit: Visit, small_folder: Path) -> None:
    open_page(visit.page, small_folder / "page.html")
    visit.page.get_by_label("Filter the questions").fill("numbers PAPER")
    visible = visit.page.locator("#groups button:visible").all_inner_texts()
    assert "Which numbers does one paper report" in visible
    assert "What was found not to help" not in visible
    expect(visit.page.locator("#found")).to_have_text(f"{len(visible)} of {len(queries.list_names())} questions")
    visit.page.get_by_label("Filter the questions").fill("xyzzy")
    expect(visit.page.locator("#found")).to_have_text(f"0 of {len(queries.list_names())} questions")
    visit.page.get_by_label("Filter the questions").fill("")
    expect(visit.page.locator("#found")).to_be_empty()


def test_a_page_of_facts_alone_says_so(visit: Visit, small_folder: Path) -> None:
    open_page(visit.page, small_folder / "page.html")
    expect(visit.page.locator("header")).to_contain_text("sentences that the facts rest on are not in it")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_narrow_window_scrolls_the_table_not_the_page(browser: Browser, listings_page: Path, scheme: Scheme) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    page = context.new_page()
    open_page(page, listings_page, question="leaderboard")
    wait_for_answer(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.evaluate("document.getElementById('answer').scrollWidth") > 360
    assert (
        page.evaluate("getComputedStyle(document.body).backgroundColor")
        == {
            "light": "rgb(255, 255, 255)",
            "dark": "rgb(20, 23, 26)",
        }[scheme]
    )
    context.close()


def test_everything_is_reached_by_the_keyboard_and_has_a_name(visit: Visit, small_folder: Path) -> None:
    page = visit.page
    open_page(page, small_folder / "page.html", question="leaderboard")
    expect(page.locator("#run")).to_be_enabled(timeout=60_000)
    unnamed = page.locator("button:visible, input:visible, textarea:visible").evaluate_all(
        "all => all.filter(e => !e.textContent.trim() && !e.labels?.length && !e.ariaLabel).map(e => e.outerHTML)"
    )
    assert unnamed == []
    page.locator("#text summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "query"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "run"


def test_without_a_browser_the_tests_fail_and_name_the_remedy(
    find_browser: Callable[[tuple[str, ...]], str],
) -> None:
    with pytest.raises(pytest.fail.Exception, match="apt-get install chromium"):
        find_browser(("no-such-browser",))
