"""Small valid inputs of each format, some from the sample listings and gold, and inputs that once broke a reader.

`tests/data/fuzz/READER/` holds the latter: each stands for a fault that was mended, and is also read by a test.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
from itertools import islice
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[3] / "tests" / "data"
SCHEMAS = DATA.parents[1] / "schemas"
KEPT = DATA / "fuzz"

_ABSTRACT = (
    "We propose a method that is faster than others. "
    "It has an accuracy of 91.2% on ImageNet, which we measure in 3 ways."
)
_PAPERS: tuple[dict[str, Any], ...] = (
    {"title": "Low-Rank Adapters for Everything", "abstract": _ABSTRACT},
    {
        "id": "2406.14539v2", "title": "Guidance &amp; Distillation", "abstract": _ABSTRACT, "authors": ["Ann Lee",
        "Bo Chen"],
        "organization": "acme Acme", "published": "2024-06-21", "comments": 3,
        "url": "https://arxiv.org/abs/2406.14539",
    },
    {
        "paper_id": 7, "Title": "Étude", "summary": _ABSTRACT, "authors_parsed": [["Lee", "Ann", "Jr."]],
        "doi": "10.1000/x",
        "issued": {"date-parts": [[2024, 6]]}, "year": 2024, "month": "June",
    },
    {"text": f"A Title of Its Own\n\n{_ABSTRACT}", "author": "Lee, Ann and Chen, Bo",
    "versions": [{"created": "2 Apr 2007"}]},
)  # fmt: skip
_HEAD = (
    "new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\nDaily Papers\n\n"
    "byAK and the research community\n\nJun 17\n\n"
)
_FOOTERS = (" • 12 authors · Jun 16 4", "acme Acme Inc.\n·\nJun 15, 2024\n\n3", " • 4 authors\n·\nFeb 30 1.2k")


def kept(reader: str) -> list[bytes]:
    """The inputs that once broke a reader."""
    return [path.read_bytes() for path in sorted((KEPT / reader).glob("*"))]


def _lines(*papers: object) -> bytes:
    return "\n".join(json.dumps(paper, ensure_ascii=False) for paper in papers).encode() + b"\n"


def json_lines() -> list[bytes]:
    return [_lines(*_PAPERS), *(_lines(paper) for paper in _PAPERS), _lines(_PAPERS[0], {}, [], 1, {"title": ""})]


def json_documents() -> list[bytes]:
    values = (
        list(_PAPERS), _PAPERS[1], {"papers": list(_PAPERS)}, {"a": {"b": [{"2406.14539": _PAPERS[0]}]}},
        {"2406.14539": _PAPERS[0], "x": [1, "a", None]}, [_PAPERS[0], 1, None, {"a": [_PAPERS[1]]}],
    )  # fmt: skip
    return [json.dumps(value, indent=indent).encode() for value in values for indent in (None, 1)]


def tables() -> list[bytes]:
    def write(separator: str, rows: list[list[str]]) -> bytes:
        out = io.StringIO()
        csv.writer(out, delimiter=separator).writerows(rows)
        return out.getvalue().encode()

    rows = [
        ["id", "title", "abstract", "authors", "year"],
        ["1", "Low-Rank Adapters", _ABSTRACT, "Ann Lee; Bo Chen", "2024"],
    ]
    rows += [["2", 'A "quoted", title', "An abstract\nof two lines; with marks.", "", ""], ["", "", "", "", ""]]
    return [write(separator, rows) for separator in ",\t;"] + [
        b"text\n" + b"a title\n",
        b"title,abstract\na,b\n\nc,d\n",
    ]


def cards() -> list[bytes]:
    blocks = [
        f"{paper['title']}\n\n{_ABSTRACT}\n\n{footer}" for paper, footer in zip(_PAPERS[:2], _FOOTERS, strict=False)
    ]
    page = _HEAD + "\n\n".join(blocks)
    listing = next(iter(sorted((DATA / "listings").glob("*.txt")))).read_bytes()
    return [page.encode(), (page + f"\n\nA Last Title\n\n{_FOOTERS[2]}\n").encode(), blocks[0].encode(), listing[:1500]]


def flat_pages() -> list[bytes]:
    lines = [text for paper in _PAPERS[:2] for text in (str(paper["title"]), _ABSTRACT)]
    return [
        "\n".join(lines).encode(),
        (_HEAD.replace("Jun 17\n\n", "") + "\n".join(lines)).encode(),
        "\n\n".join(lines).encode(),
    ]


def headed_texts() -> list[bytes]:
    paper = f"Guidance and Distillation\nAnn Lee, Bo Chen\nUniversity of Somewhere\nAbstract\n{_ABSTRACT}\n"
    return [paper.encode(), f"{paper}\nLow-Rank Adapters\nCy Ito and Di Roy\nAbstract: {_ABSTRACT}\n".encode()]


def refused_formats() -> list[bytes]:
    texts = (
        "@article{key, title = {A}, abstract = {B}}\n", "TY  - JOUR\nTI  - A\nER  -\n", "PMID- 1\nTI  - A\n",
        "%0 Journal\n%T A\n",
        "FN Clarivate\nPT J\nTI A\n", '<?xml version="1.0"?>\n<feed><entry/></feed>', "<rss><channel/></rss>\n",
        "<PubmedArticleSet>\n<PubmedArticle/>\n", "<article>\n<front/></article>\n", "<OAI-PMH>\n</OAI-PMH>",
        "<TEI>\n</TEI>",
        "<!DOCTYPE html>\n<html><body>a</body></html>", "<a>\n</a>",
        "arXiv:2406.14539\nTitle: A\nAuthors: B\n\\\\\nC\n",
        "# A\n\n## B\n\n- [a](b)\n", "Title: A\nAbstract: B\n", "a,b,c\nd,e,f\ng,h,i\nj,k,l\nm,n,o\n", "%PDF-1.7\n",
        "PK\x03\x04", "",
    )  # fmt: skip
    return [text.encode() for text in texts]


def packed() -> list[bytes]:
    plain = [json_lines()[0], cards()[0], tables()[0]]
    encoded = [data.decode().encode(name) for data in plain for name in ("utf-16", "utf-32", "utf-8-sig", "utf-16-le")]
    return [*(gzip.compress(data, mtime=0) for data in plain), *encoded, gzip.compress(bytes(100_000), mtime=0)]


def corrections() -> list[bytes]:
    tables_ = (
        '[[alias]]\nname = "LoRA"\naliases = ["low-rank adapters"]\ntype = "method"\nnote = "a"\n',
        '[[apart]]\nnames = ["CPT", "prompt tuning"]\n', '[[type]]\nname = "MedQA"\ntype = "benchmark"\n',
        '[[retract]]\nmention = "ours"\n', '[[retract]]\npaper = "p"\nrelation = "uses"\nobject = "LoRA"\n',
        '[[retract]]\npaper = "p"\nresult = "3.2"\nmetric = "FID"\n',
        '[[retract]]\npaper = "p"\ncomparison = "outperforms"\nsubject = "LoRA"\nobject = "SGD"\n',
        '[[add]]\npaper = "p"\nrelation = "addresses"\nobject = "LoRA"\nquote = "we use LoRA"\n',
        '[[add]]\npaper = "q"\nresult = "54.6±0.3%"\nmetric = "accuracy"\nquote = "an accuracy of 54.6±0.3%"\n',
        '[[add]]\npaper = "q"\ncomparison = "comparesWith"\nsubject = "A1"\nobject = "B2"\n'
        'denied = true\nquote = "A1 as B2"\n',
    )  # fmt: skip
    return ["".join(tables_).encode(), *(table.encode() for table in tables_)]


def _first_lines(path: Path, count: int) -> list[bytes]:
    with path.open("rb") as lines:
        return list(islice(lines, count))


def gold() -> list[bytes]:
    claims = _first_lines(DATA / "gold" / "claims-dev.jsonl", 2)
    return [(DATA / "gold" / "tiny.jsonl").read_bytes(), *_first_lines(DATA / "gold" / "tiny.jsonl", 2), *claims]


def predictions() -> list[bytes]:
    paper = {
        "id": "a", "text": "CFG\n\nCFG gets an FID of 2.04.", "proposes": ["method/cfg"],
        "dataset_roles": {"dataset/x": "eval"},
        "mentions": [{"start": 0, "end": 3, "label": "METHOD", "entity": "method/cfg", "score": 0.9}],
        "results": [{"metric": "metric/fid", "value": "2.04", "kind": "absolute", "dataset": None, "subject": None}],
        "comparisons": [{"subject": "method/cfg", "object": "b", "relation": "outperforms", "denied": False}],
    }  # fmt: skip
    return [_lines(paper), _lines(paper, {"id": "b", "mentions": []}), _lines(paper, paper)]


def judged() -> list[bytes]:
    return _first_lines(DATA / "judged" / "uses.jsonl", 3)


def turtle() -> list[bytes]:
    text = (
        '@prefix x: <urn:x:> .\nx:a a x:B ; x:c "d"@en, """e\nf"""^^x:g, 1, 1.5, true ; x:h [ x:i ( 1 2 ) ] .\n'
        "<http://example.org/a%20b> <urn:p> <../c> .\n"
    )
    lists = b"@base <http://example.org/> .\n<a> <b> <c>, <#d> .\n"
    return [text.encode(), lists, (SCHEMAS / "shapes.ttl").read_bytes()[:1500]]


def folder_files() -> list[bytes]:
    values: tuple[dict[str, object], ...] = (
        {"version": "1", "extractor": "e", "settings": {}, "inputs": [], "counts": {"papers": 1}},
        {"index": "0" * 32, "files": {"graph.ttl": [1, 2]}},
        {"CURRENT": [1, 2, "0" * 32], "checksums.json": [1, 2, "a"]},
        {},
    )
    return [json.dumps(value).encode() for value in values]


def queries() -> list[bytes]:
    questions = [path.read_bytes() for path in sorted((SCHEMAS / "queries").glob("*.rq"))[:6]]
    more = ("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "ASK {}",
            'SELECT ("""a\\"b""" AS ?x) FROM <urn:g> { ?service a <urn:SERVICE> } # SERVICE',
            "PREFIX service: <urn:> ASK {service:a ?b \'c\'}")  # fmt: skip
    return [*questions, *(text.encode() for text in more)]


def requests() -> list[bytes]:
    query = {
        "query": "CFG",
        "type": "kg:Method",
        "limit": 3,
        "type_strict": "should",
        "properties": [{"pid": "prefLabel", "v": "a"}],
    }
    values = (
        {"q0": query, "q1": {"query": "FID"}}, query, {"ids": ["method/cfg"], "properties": [{"id": "prefLabel",
        "settings": {"limit": "2"}}]},
        {"q0": {"properties": [{"pid": "paperCount", "v": [1, {"id": "a"}, None]}]}},
    )  # fmt: skip
    return [*(json.dumps(value).encode() for value in values), b"CFG"]
