"""Pages about things, the start page and the ontology."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

import httpx
import pyoxigraph
import pytest
import rdflib

from kg.rdf.namespaces import ID_BASE, KG
from kg.serve.replies import CUT
from kg.sparql import queries

EVIL = "/id/method/%C3%A9vil"
EVIL_IRI = f"{ID_BASE}method/évil"


class Read(HTMLParser):
    """The elements of a page, its links, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.words: list[str] = []
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name == "href" and tag == "a"]

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def page(client: httpx.Client, path: str) -> Read:
    reply = client.get(path, headers={"Accept": "text/html"})
    assert reply.status_code == 200
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    return Read(reply.text)


# ---- for people


def test_the_page_of_a_benchmark_tells_all_of_it(client: httpx.Client) -> None:
    read = page(client, "/id/dataset/imagenet")
    for phrase in (
        "ImageNet",
        "benchmark",
        "ILSVRC",
        "evaluates on it (2) Alpha Beta",
        "Results (1)",
        "at least 9.5",
        "FID",
    ):
        assert phrase in read.text
    assert {"/id/paper/a", "/id/paper/b", "/id/metric/fid", "/id/result/1", EVIL} <= set(read.links)
    assert "name key" not in read.text


def test_the_page_of_a_method_shows_evidence_and_spellings(client: httpx.Client) -> None:
    read = page(client, "/id/method/cfg")
    assert "Beta does not: outperforms classifier-free guidance 0.25 It does not beat CFG." in read.text
    assert "CFG Two papers define it so." in read.text
    assert "broader it (1)" in read.text


def test_the_pages_of_both_and_of_the_paper_show_a_comparison(client: httpx.Client) -> None:
    comparison_text = "outperforms classifier-free guidance 0.65 Alpha <script>alert('&')</script> beats CFG."
    for path, count in ((EVIL, 2), ("/id/method/cfg", 2), ("/id/paper/a", 1)):
        read = page(client, path)
        assert f"Comparisons ({count})" in read.text, path
        assert comparison_text in read.text, path
        assert "/id/comparison/1" in read.links, path
    assert "classifier-free guidance does not: compares with <script>" in page(client, EVIL).text
    assert "No match." not in page(client, "/id/paper/a").text


def test_the_page_of_a_method_shows_what_is_named_together_with_it(client: httpx.Client) -> None:
    read = page(client, "/id/method/cfg")
    assert "Named together with it ImageNet (2)" in read.text
    assert "between it" not in read.text


def test_the_page_of_a_paper_shows_what_it_says(client: httpx.Client) -> None:
    read = page(client, "/id/paper/a")
    assert "evaluates on ImageNet" in read.text
    assert "mentions classifier-free guidance" in read.text
    assert "Results (1)" in read.text
    assert "Evidence (1)" in read.text


def test_hostile_names_stay_text(client: httpx.Client) -> None:
    for path in (EVIL, "/id/paper/a", "/id/dataset/imagenet", "/"):
        read = page(client, path)
        assert "script" not in read.tags
        assert "<script>alert('&')</script>" in read.text
        assert not any(link.startswith("javascript") for link in read.links)
        assert not any(name.startswith("on") for name in read.attributes)
    assert "https://example.org/%22evil" in page(client, EVIL).links


def test_no_script_and_nothing_from_elsewhere_may_come_into_a_page(client: httpx.Client) -> None:
    for path in ("/", EVIL, "/id/none"):
        reply = client.get(path)
        policy = dict(part.split(" ", 1) for part in reply.headers["content-security-policy"].split("; "))
        assert policy["default-src"] == "'none'"
        assert policy["style-src"] == "'self'"
        assert "script-src" not in policy
        assert policy["frame-ancestors"] == "'none'"
        assert "style" not in Read(reply.text).attributes
        assert not {"script", "style", "iframe", "object"} & Read(reply.text).tags


def test_every_link_of_the_pages_leads_somewhere(client: httpx.Client) -> None:
    seen: set[str] = set()
    waiting = ["/"]
    while waiting:
        path = waiting.pop()
        seen.add(path)
        reply = client.get(path, headers={"Accept": "text/html, */*;q=0.1"})
        assert reply.status_code == 200, path
        if reply.headers["content-type"].startswith("text/html"):
            links = {str(reply.url.join(link).copy_with(fragment=None).raw_path, "ascii")
                     for link in Read(reply.text).links if not urlsplit(link).netloc}  # fmt: skip
            waiting += sorted(links - seen - set(waiting))
    assert {"/id/method/~a%20b", EVIL, "/id/statement/2", "/id/merge/1", "/schema"} - seen == {"/id/method/~a%20b"}
    assert len(seen) > 40


def test_an_identifier_may_hold_what_must_be_escaped(client: httpx.Client) -> None:
    assert "a b" in page(client, "/id/method/~a%20b").text
    assert "a b" in page(client, "/id/method/%7Ea%20b").text
    assert page(client, "/id/method/évil").text == page(client, EVIL).text


def test_what_is_not_there_is_said(client: httpx.Client) -> None:
    for accept, kind in (("text/html", "text/html"), ("text/turtle", "text/plain")):
        reply = client.get("/id/method/none%3Cb%3E", headers={"Accept": accept})
        assert reply.status_code == 404
        assert reply.headers["content-type"] == f"{kind}; charset=utf-8"
        assert "The graph says nothing about" in reply.text
        assert "<b>" not in reply.text


# ---- for programs


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("*/*", "text/html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("text/turtle", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("application/n-triples;q=0.9, text/html;q=0.5", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
    ],
)
def test_a_thing_comes_in_the_format_that_is_accepted(client: httpx.Client, accept: str, content_type: str) -> None:
    reply = client.get(EVIL, headers={"Accept": accept})
    assert reply.headers["content-type"].partition(";")[0] == content_type
    assert "Accept" in reply.headers["vary"]
    assert reply.links["describes"]["url"] == f"{ID_BASE}method/%C3%A9vil"
    if content_type == "text/html":
        return
    known = pyoxigraph.RdfFormat.from_media_type(content_type)
    triples = {quad.triple for quad in pyoxigraph.parse(reply.content, format=known)}
    evil, paper = pyoxigraph.NamedNode(EVIL_IRI), pyoxigraph.NamedNode(f"{ID_BASE}paper/a")
    assert pyoxigraph.Triple(paper, pyoxigraph.NamedNode(f"{KG}proposes"), evil) in triples
    assert any(triple.subject == evil and "script" in str(triple.object) for triple in triples)
    names = {str(triple.object) for triple in triples if triple.subject == paper and "title" in str(triple.predicate)}
    assert names == {'"Alpha"'}


@pytest.mark.parametrize("name", ["turtle", "jsonld", "ntriples", "rdfxml"])
def test_a_format_can_be_named_in_the_address(client: httpx.Client, name: str) -> None:
    reply = client.get(EVIL, params={"format": name}, headers={"Accept": "text/html"})
    (alternate,) = [link for link in re.findall(r'<([^>]*)>; rel="alternate"', reply.headers["link"]) if name in link]
    assert client.get(alternate).content == reply.content
    assert f'type="{reply.headers["content-type"].partition(";")[0]}"' in reply.headers["link"]
    assert client.get(EVIL, params={"format": "pdf"}).status_code == 400


def test_other_formats_are_not_acceptable(client: httpx.Client) -> None:
    assert client.get(EVIL, headers={"Accept": "image/png"}).status_code == 406


def test_a_description_that_was_cut_says_so(limited_client: httpx.Client) -> None:
    reply = limited_client.get(EVIL, headers={"Accept": "application/n-triples"})
    assert len(reply.text.splitlines()) == 3
    assert reply.headers[CUT] == "3"


# ---- start page and ontology


def test_the_start_page_counts_and_asks(client: httpx.Client) -> None:
    read = page(client, "/")
    assert "paper 2" in read.text
    assert str(client.base_url.join("/sparql")) in read.text
    query_links = [link for link in read.links if link.startswith("/sparql?query=")]
    assert len(query_links) == len(queries.list_names())
    assert [link for link in read.links if link.startswith("/query#")] == [
        f"/query#question={name}" for name in queries.list_names()
    ]
    for link, name in zip(query_links, queries.list_names(), strict=True):
        assert queries.load(name).title in read.text
        assert client.get(link).status_code == 200


def test_the_ontology_is_served(client: httpx.Client) -> None:
    reply = client.get("/schema")
    assert reply.headers["content-type"] == "text/turtle; charset=utf-8"
    graph = rdflib.Graph().parse(data=reply.text, format="turtle")
    assert (rdflib.URIRef(f"{KG}Paper"), rdflib.RDF.type, rdflib.OWL.Class) in graph


def test_the_style_sheet_is_served(client: httpx.Client) -> None:
    assert client.get("/style.css").headers["content-type"] == "text/css; charset=utf-8"
