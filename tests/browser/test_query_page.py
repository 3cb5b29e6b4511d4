"""The query page of a running server, in a real browser: an editor on the server's own endpoint and nothing else."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from kg.rdf.namespaces import prefixes

if TYPE_CHECKING:
    from tests.browser.conftest import Visit

PREFIXES = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes().items())
HOSTILE = "<img src=x onerror=alert(1)>😀"
GRAPH = f"""
dataset:a a kg:Dataset ; skos:prefLabel "{HOSTILE}" . dataset:b a kg:Dataset ; skos:prefLabel "ImageNet" .
paper:a kg:evaluatesOn dataset:a , dataset:b . paper:b kg:evaluatesOn dataset:a . paper:c kg:evaluatesOn dataset:a .
<https://w3id.org/kg-papers/id/method/~a/%2E%2E/b> a kg:Method ; skos:prefLabel "a step up" .
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the real server on a free port, in a process of its own."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "graph.ttl").write_text(PREFIXES + GRAPH, encoding="utf-8")
    command = [sys.executable, "-m", "kg", "serve", "--graph", str(folder), "--port", "0", "--workers", "1"]
    with subprocess.Popen([*command, "--max-rows", "3000"], stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            yield process.stderr.readline().split()[2].rstrip("/")
        finally:
            process.terminate()
            process.wait(60)


def open_page(visit: Visit, address: str) -> Page:
    """The page, whose own complaints about its policy are kept with those of the console."""
    visit.page.add_init_script(
        "document.addEventListener('securitypolicyviolation', (event) => "
        "console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`))"
    )
    visit.page.goto(address)
    return visit.page


def write_query(page: Page, text: str) -> None:
    """Replace what is in the editor, by the keyboard."""
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(text)


def ask(page: Page, text: str) -> None:
    write_query(page, text)
    page.keyboard.press("Control+Enter")


def cells(page: Page, column: int) -> list[str]:
    return page.locator(f"#results tbody td:nth-child({column})").all_inner_texts()


def assert_asks_only(visit: Visit, server: str) -> None:
    """It asked this server alone, and nothing complained: no script, no policy."""
    assert {url for url in visit.requests if not url.startswith((f"{server}/", "data:", f"blob:{server}"))} == set()
    assert visit.complaints == []


def test_it_answers_the_first_question_at_once_and_asks_this_server_alone(visit: Visit, server: str) -> None:
    page = open_page(visit, f"{server}/query")
    expect(page.locator("#status")).to_contain_text("1 result")
    expect(page.locator("#results table")).to_contain_text(HOSTILE)
    assert page.locator("#results img").count() == 0
    assert f"{server}/sparql" in visit.requests
    assert (
        page.locator(".cm-content span").evaluate_all("all => new Set(all.map(e => getComputedStyle(e).color)).size")
        > 2
    )
    assert (
        page.locator(".cm-line").first.evaluate("line => getComputedStyle(line).fontFamily").startswith("ui-monospace")
    )
    assert_asks_only(visit, server)


def test_a_question_is_chosen_and_changed(visit: Visit, server: str) -> None:
    page = open_page(visit, f"{server}/query")
    expect(page.locator("#status")).to_contain_text("1 result")
    page.get_by_label("A question to start from").select_option("datasets-introduced")
    expect(page.locator(".cm-content")).to_contain_text("kg:introduces")
    expect(page.locator("#status")).to_contain_text("0 results")
    ask(page, "SELECT ?b { ?p kg:evaluatesOn ?b } ORDER BY ?p ?b")
    expect(page.locator("#status")).to_contain_text("4 results")
    expect(page.locator("#results table")).to_contain_text("dataset:b")
    page.reload()
    expect(page.locator(".cm-content")).to_contain_text("SELECT ?b { ?p kg:evaluatesOn ?b }")  # of the last visit
    assert_asks_only(visit, server)


def test_writing_a_query_completes_our_names_and_asks_no_other_site(visit: Visit, server: str) -> None:
    page = open_page(visit, f"{server}/query")
    expect(page.locator("#status")).to_contain_text("1 result")
    write_query(page, "SELECT ?benchmark WHERE { ?paper a ")
    page.keyboard.type("kg:Pap")
    expect(page.locator(".cm-tooltip-autocomplete")).to_contain_text("kg:Paper")
    page.keyboard.press("Escape")
    write_query(page, "SELECT ?benchmark WHERE { ?paper ")
    page.keyboard.type("kg:evaluates")
    expect(page.locator(".cm-tooltip-autocomplete li")).to_have_text(["kg:evaluatesOn"])
    expect(page.locator(".cm-completionInfo")).to_contain_text("reports results on the dataset")
    page.wait_for_timeout(150)  # the list takes no key in its first moment
    page.keyboard.press("Enter")
    page.keyboard.type(" ?ben")
    expect(page.locator(".cm-tooltip-autocomplete li")).to_have_text(["?benchmark"])
    page.wait_for_timeout(150)
    page.keyboard.press("Enter")
    page.keyboard.type(" }")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#status")).to_contain_text("4 results")
    write_query(page, "sko")
    page.keyboard.press("Control+Space")
    expect(page.locator(".cm-tooltip-autocomplete")).to_contain_text("skos:")
    assert_asks_only(visit, server)


def test_a_link_to_a_question_asks_it_with_numbers_as_numbers(visit: Visit, server: str) -> None:
    page = open_page(visit, f"{server}/query#question=benchmarks")
    expect(page.locator(".cm-content")).to_contain_text("Which benchmarks do several papers evaluate on")
    expect(page.locator("#status")).to_contain_text("1 result")
    expect(page.locator("#results td.number").first).to_have_text("3")
    assert "question" not in page.url
    assert_asks_only(visit, server)


def test_a_link_that_names_another_server_asks_this_one(visit: Visit, server: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        endpoint = f"http://127.0.0.1:{other.getsockname()[1]}/sparql"
        link = {"query": "SELECT (COUNT(*) AS ?n) { ?p kg:evaluatesOn ?d }", "endpoint": endpoint}
        page = open_page(visit, f"{server}/query#{urlencode(link)}")
        expect(page.locator("#results td")).to_have_text(["4"])
        assert_asks_only(visit, server)
        page.evaluate("address => fetch(address, { mode: 'no-cors' }).catch(() => {})", endpoint)
        other.settimeout(0.5)
        with pytest.raises(TimeoutError):
            other.accept()  # nothing came: the page's policy does not let it
        expect(page.locator("#results td")).to_have_text(["4"])
        assert any("connect-src" in complaint for complaint in visit.complaints)  # so that a breach of it is seen here


def test_columns_are_sorted_and_saved(visit: Visit, server: str) -> None:
    page = open_page(visit, f"{server}/query")
    values = 'VALUES (?n ?t) { (10 "b") (9 "a") (1.5 UNDEF) (UNDEF "C") }'
    ask(page, f"SELECT ?n ?t {{ {values} }}")
    expect(page.locator("#status")).to_contain_text("4 results")
    page.get_by_role("button", name="n", exact=True).click()
    assert cells(page, 1) == ["", "1.5", "9", "10"]
    page.get_by_role("button", name="n", exact=True).click()
    assert cells(page, 1) == ["10", "9", "1.5", ""]
    expect(page.locator("th").first).to_have_attribute("aria-sort", "descending")
    page.get_by_role("button", name="t", exact=True).click()
    assert cells(page, 2) == ["", "a", "b", "C"]
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as CSV").click()
    assert Path(download.value.path()).read_bytes() == b"n,t\r\n10,b\r\n9,a\r\n1.5,\r\n,C\r\n"
    assert_asks_only(visit, server)


def test_every_kind_of_answer_is_shown(visit: Visit, server: str) -> None:
    page = open_page(visit, f"{server}/query")
    ask(page, "ASK { paper:a kg:evaluatesOn dataset:a }")
    expect(page.locator("#results")).to_have_text("Yes.")
    ask(page, "ASK { paper:a kg:evaluatesOn dataset:none }")
    expect(page.locator("#results")).to_have_text("No.")
    ask(page, "CONSTRUCT WHERE { paper:b kg:evaluatesOn ?d }")
    expect(page.locator("#results pre")).to_contain_text("evaluatesOn")
    expect(page.locator("#csv")).to_be_hidden()
    numbers = " ".join(map(str, range(100)))
    ask(page, f"SELECT ?a {{ VALUES ?a {{ {numbers} }} VALUES ?b {{ {numbers} }} }}")
    expect(page.locator("#status")).to_contain_text("3000 results, cut to 3000; there are more")
    assert page.locator("#results tbody tr").count() == 200
    page.get_by_role("button", name="Show all 3000 rows").click()
    assert page.locator("#results tbody tr").count() == 3000
    assert_asks_only(visit, server)


def test_names_lead_to_their_pages(visit: Visit, server: str) -> None:
    page = open_page(visit, f"{server}/query")
    base = "https://w3id.org/kg-papers/id/"
    iris = [f"{base}dataset/b", f"{base}method/~a/%2E%2E/b", "https://example.org/x", "urn:x", f"{base}paper/a"]
    ask(page, f"SELECT ?i {{ VALUES ?i {{ {' '.join(f'<{iri}>' for iri in iris)} <javascript:alert(1)> }} }}")
    expect(page.locator("#status")).to_contain_text("6 results")
    links = page.locator("#results a").evaluate_all("all => all.map(a => a.href)")
    assert links == [
        f"{server}/id/dataset/b",
        f"{server}/id/method/~a/%252E%252E/b",
        "https://example.org/x",
        f"{server}/id/paper/a",
    ]
    page.get_by_role("link", name="method/~a").click()
    expect(page.locator("h1")).to_have_text("a step up")


def test_a_query_at_fault_is_told(visit: Visit, server: str) -> None:
    page = open_page(visit, f"{server}/query")
    ask(page, "SELECT * { ?s foo:x ?o }")
    expect(page.locator("#results pre")).to_contain_text("line 1, column 20: a prefix that is not declared")
    expect(page.locator("#status")).to_have_text("This could not be answered:")


def test_a_query_is_stopped(visit: Visit, server: str) -> None:
    page = open_page(visit, f"{server}/query")
    expect(page.locator("#status")).to_contain_text("1 result")
    ask(page, "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(9)) + " }")
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("#status")).to_have_text("Stopped.")
    ask(page, "ASK {}")
    expect(page.locator("#results")).to_have_text("Yes.")


def test_it_is_dark_where_the_reader_wants_it(visit: Visit, server: str) -> None:
    visit.page.emulate_media(color_scheme="dark")
    page = open_page(visit, f"{server}/query")
    expect(page.locator("#status")).to_contain_text("1 result")
    for place in ("body", ".cm-editor"):
        colour = page.locator(place).evaluate("one => getComputedStyle(one).backgroundColor")
        assert all(int(part) < 60 for part in re.findall(r"\d+", colour)[:3]), (place, colour)
    assert_asks_only(visit, server)
