"""Every string that breaks out of some format goes through all exports, and each consumer reads what was given."""

from __future__ import annotations

import csv
import json
import re
import warnings
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd
import pyoxigraph
import pytest
import rdflib

from kg.cli import main
from kg.export.registry import FORMATS
from tests.fixtures.hostile_strings import ALL, UNUSABLE, HostileGraph

pytestmark = pytest.mark.slow

FORMULA_STARTS = "=+-@\t\r"
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
RDF = {
    "turtle": (".ttl", "turtle", pyoxigraph.RdfFormat.TURTLE),
    "ntriples": (".nt", "nt", pyoxigraph.RdfFormat.N_TRIPLES),
    "nquads": (".nq", "nquads", pyoxigraph.RdfFormat.N_QUADS),
    "trig": (".trig", "trig", pyoxigraph.RdfFormat.TRIG),
    "jsonld": (".jsonld", "json-ld", pyoxigraph.RdfFormat.JSON_LD),
}
Export = Callable[[str], Path]


@pytest.fixture(scope="module")
def export(hostile_graph: HostileGraph, tmp_path_factory: pytest.TempPathFactory) -> Export:
    """Writes a format, once, and gives the file or the folder."""
    place = tmp_path_factory.mktemp("exports")

    def write(name: str) -> Path:
        path = place / (name if len(FORMATS[name].files) > 1 else next(iter(FORMATS[name].files)))
        if not path.exists():
            assert main(["export", name, "--graph", str(hostile_graph.folder), "-o", str(path)]) == 0
        return path

    return write


@pytest.fixture(scope="module")
def papers(export: Export) -> list[dict[str, Any]]:
    return read_lines(export("jsonl") / "papers.jsonl")


@pytest.fixture(scope="module")
def entities(export: Export) -> list[dict[str, Any]]:
    return read_lines(export("jsonl") / "entities.jsonl")


def read_lines(path: Path) -> list[dict[str, Any]]:
    text = path.read_bytes().decode("utf-8")
    lines = text.split("\n")[:-1]
    assert text.splitlines() == lines  # no reader takes a character of a string for the end of a line
    return [json.loads(line) for line in lines]


def test_every_format_has_a_consumer_here() -> None:
    assert {*RDF, "csv", "jsonl", "graphml", "spacy", "html", "page"} == FORMATS.keys()


# ---- JSON Lines: what went in


def test_papers_hold_what_was_given(papers: list[dict[str, Any]], hostile_graph: HostileGraph) -> None:
    by_id = {paper["id"]: paper for paper in papers}
    assert {i: paper["title"] for i, paper in by_id.items() if i.startswith("h")} == hostile_graph.titles
    assert len(hostile_graph.titles) > 60
    for number, text in enumerate(ALL.values()):
        paper = by_id.get(f"h{number:02}")
        if paper is None:
            continue
        title = hostile_graph.titles[paper["id"]]
        assert f"as Yod{number} {title} does. {title}\n" in paper["abstract"]
        assert paper["text"] == f"{title}\n\n{paper['abstract']}"
        one_line = " ".join(title.split())
        if one_line.isprintable():
            assert paper["organization"] == one_line
        if re.fullmatch(r"[\w.%*]+", text, re.ASCII):
            assert paper["url"] == f"https://example.org/{text}"
        assert all(paper["text"][m["start"] : m["end"]] == m["text"] for m in paper["mentions"])


def test_what_cannot_be_read_is_rejected_with_its_line(export: Export) -> None:
    rows = read_lines(export("jsonl") / "rejected.jsonl")
    rejected = [row for row in rows if row["file"] == "papers.jsonl"]  # others are what the corrections retracted
    lines = [number for number, text in enumerate(ALL.values(), 1) if UNUSABLE.search(text)]
    assert [row["line"] for row in rejected] == lines
    assert all(row["reason"].endswith(".") for row in rejected)


def test_names_of_files_are_injective_and_printable(papers: list[dict[str, Any]], hostile_graph: HostileGraph) -> None:
    sources = {source for paper in papers for source in paper["sources"]}
    assert len(sources - {"papers.jsonl"}) == len(hostile_graph.files)
    plain = {name for name in hostile_graph.files if "\\" not in name and not UNUSABLE.search(name)}
    assert plain <= sources
    assert len(plain) > 45


def test_entities_have_the_names_that_were_given(entities: list[dict[str, Any]], hostile_graph: HostileGraph) -> None:
    names = {entity["name"]: entity for entity in entities}
    for name in hostile_graph.named.values():
        text, _, number = name.rpartition(" Zed")
        spellings = {alias["text"] for alias in names[name]["aliases"]} | {*names[name]["hidden"]}
        assert {name, f"Yod{number} {text}"} <= spellings
    assert len(hostile_graph.named) > 45


# ---- RDF


def read_by_rdflib(path: Path, name: str) -> set[tuple[str, ...]]:
    data = rdflib.Dataset()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib warns of what it does itself
        data.parse(data=path.read_bytes(), format=name)
    return {(str(s), str(p), str(o)) for s, p, o, _ in data.quads()}


def read_by_oxigraph(path: Path, kind: pyoxigraph.RdfFormat) -> set[tuple[str, ...]]:
    return {(q.subject.value, q.predicate.value, q.object.value) for q in pyoxigraph.parse(path=str(path), format=kind)}


@pytest.mark.parametrize("name", RDF)
def test_rdf_is_read_as_it_was(
    name: str, export: Export, papers: list[dict[str, Any]], entities: list[dict[str, Any]]
) -> None:
    ending, of_rdflib, of_oxigraph = RDF[name]
    path = export(name)
    files = sorted(path.glob(f"*{ending}")) if path.is_dir() else [path]
    by_rdflib, by_oxigraph = set[tuple[str, ...]](), set[tuple[str, ...]]()
    for file in files:
        by_rdflib |= read_by_rdflib(file, of_rdflib)
        by_oxigraph |= read_by_oxigraph(file, of_oxigraph)
    assert by_rdflib == by_oxigraph

    def objects(prefixed: str) -> set[str]:
        return {o for _, p, o in by_oxigraph if p.endswith(prefixed)}

    assert {paper["title"] for paper in papers} <= objects("/title")
    assert {paper["text"] for paper in papers} <= objects("#value")
    assert {entity["name"] for entity in entities} <= objects("#prefLabel")
    aliases = {alias["text"] for entity in entities for alias in entity["aliases"]} - {e["name"] for e in entities}
    assert aliases <= objects("#altLabel")
    assert {h for e in entities for h in e["hidden"]} <= objects("#hiddenLabel") | objects("#prefLabel")
    literals = {o for _, _, o in by_oxigraph}
    assert {name for paper in papers if isinstance(paper["authors"], list) for name in paper["authors"]} <= literals
    assert {paper["organization"] for paper in papers if paper["organization"]} <= literals
    assert {source for paper in papers for source in paper["sources"]} <= literals
    assert len(objects("/title") & {paper["title"] for paper in papers}) == len({paper["title"] for paper in papers})


# ---- tables


def unprotect(cell: str) -> str:
    """A cell without the apostrophe that keeps spreadsheets from taking it for a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:2] in FORMULA_STARTS and cell[1:2] else cell


def test_tables_hold_no_formula_and_are_read_as_they_were(
    export: Export, papers: list[dict[str, Any]], entities: list[dict[str, Any]]
) -> None:
    for path in sorted(export("csv").iterdir()):
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file, strict=True)
        assert {len(row) for row in rows} <= {len(header)}
        for cell in (cell for row in rows for cell in row if cell.startswith(tuple(FORMULA_STARTS))):
            float(cell.rstrip("%"))  # all that may begin so is a number
        frame = pd.read_csv(path, dtype=str, keep_default_na=False)
        assert frame.to_numpy().tolist() == rows
        if path.name == "entities.csv":
            assert Counter(unprotect(row[header.index("name")]) for row in rows) == Counter(e["name"] for e in entities)
    with (export("csv") / "results.csv").open(encoding="utf-8", newline="") as file:
        sure = list(csv.DictReader(file))
    titles = {paper["id"]: paper["title"] for paper in papers}
    assert len(sure) > 50
    for row in sure:
        assert unprotect(row["title"]) == titles[row["paper"]]


def test_aliases_of_a_cell_can_be_told_apart(export: Export, entities: list[dict[str, Any]]) -> None:
    with (export("csv") / "entities.csv").open(encoding="utf-8", newline="") as file:
        cells = {unprotect(row["name"]): row["aliases"] for row in csv.DictReader(file)}
    for entity in entities:
        wanted = [alias["text"] for alias in entity["aliases"] if alias["text"] != entity["name"]]
        parts = re.split(r"(?<!\\)\ \|\ ", unprotect(cells[entity["name"]])) if wanted else []
        assert [part.replace("\\|", "|") for part in parts] == wanted


# ---- graphs and patterns


def test_networkx_reads_names_and_titles(
    export: Export, papers: list[dict[str, Any]], entities: list[dict[str, Any]]
) -> None:
    graph = nx.read_graphml(export("graphml"), force_multigraph=True, edge_key_type=str)
    labels = Counter(data["label"] for _, data in graph.nodes(data=True))
    given = [paper["title"].replace("\r\n", "\n").replace("\r", "\n") for paper in papers]
    wanted = Counter(NOT_IN_XML.sub("\ufffd", text) for text in (*given, *(entity["name"] for entity in entities)))
    assert {label: labels[label] for label in wanted} == dict(wanted)


def test_spacy_finds_each_name_by_its_pattern(export: Export, hostile_graph: HostileGraph) -> None:
    import spacy

    nlp = spacy.blank("en")
    ruler: Any = nlp.add_pipe("entity_ruler")
    ruler.from_disk(export("spacy"))
    assert len(ruler.patterns) == len(read_lines(export("spacy")))
    for name in hostile_graph.named.values():
        number = name.rpartition(" Zed")[2]
        found = nlp(f"They call it {name} .").ents
        assert [ent.text for ent in found if f"zed{number}" in ent.ent_id_] == [name]


# ---- pages


class Markup(HTMLParser):
    """The elements of a page, and the text that is shown."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


@pytest.mark.parametrize("name", ["html", "page"])
def test_a_page_has_its_own_elements_alone(name: str, export: Export) -> None:
    page = Markup(export(name).read_text(encoding="utf-8"))
    tags = Counter(tag for tag, _ in page.elements)
    assert not {"img", "iframe", "object", "embed", "base", "link", "x", "urn:x"} & tags.keys()
    for tag, attributes in page.elements:
        assert not [key for key in attributes if key.startswith("on")], (tag, attributes)
        assert not re.match(r"\s*(?:javascript|data|vbscript):", attributes.get("href") or "", re.IGNORECASE)
    scripts = [attributes for tag, attributes in page.elements if tag == "script"]
    policy = next(a["content"] or "" for _, a in page.elements if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.count("'sha256-") == sum("type" not in attributes for attributes in scripts) + tags["style"]
    assert "unsafe-inline" not in policy
