from __future__ import annotations

import json

import pytest

from kg.read import read_bytes
from kg.read.escapes import decode_html


@pytest.mark.parametrize(
    ("text", "decoded"),
    [
        ("Mix &amp; Match", "Mix & Match"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        ("a &lt; b &gt; c", "a < b > c"),
        ("GPT&ndash;4 &mdash; &eacute;t&eacute;", "GPT–4 — été"),
        ("&#38;#38; &#x3B1;&#945;&#128512;", "&#38; αα😀"),
        ("&quot;x&quot; &apos;y&#39;", "\"x\" 'y'"),
        ("&nbsp;", "\u00a0"),
        ("AT&T; x", "AT&T; x"),
        ("R&D", "R&D"),
        ("Q&notes &copy 2024", "Q&notes &copy 2024"),
        ("&nosuch; &; &#; &#x; &#xzz;", "&nosuch; &; &#; &#x; &#xzz;"),
        ("&#1; &#xFFFF;", "&#1; &#xFFFF;"),
        ("&#xD800; &#0;", "\ufffd \ufffd"),
        ("plain", "plain"),
    ],
)
def test_references(text: str, decoded: str) -> None:
    assert decode_html(text) == decoded


ABSTRACT = "We compare A&ndash;B with R&amp;D data, where x &amp;lt; y. It is better than before."
SHOWN = "We compare A–B with R&D data, where x &lt; y. It is better than before."
RECORD = {"title": "Mix &amp; Match", "abstract": ABSTRACT}
FOOTER = "\n\nsome-lab Some &amp; Lab\n·\nMar 3, 2024\n"


@pytest.mark.parametrize(
    ("name", "text", "organization"),
    [
        ("jsonl", json.dumps({**RECORD, "organization": "Some &amp; Lab"}), "Some & Lab"),
        ("json", json.dumps([RECORD]), None),
        ("jsonl", json.dumps({"text": f"Mix &amp; Match\n\n{ABSTRACT}"}), None),
        ("csv", f'title,abstract\nMix &amp; Match,"{ABSTRACT}"\n', None),
        ("cards", f"Mix &amp; Match\n\n{ABSTRACT}{FOOTER}", "Some & Lab"),
        ("flat", f"Mix &amp; Match\n{ABSTRACT}\n", None),
        ("headed", f"Mix &amp; Match\nAnn Lee, Bo Chen\nAbstract\n{ABSTRACT}\n", None),
    ],
)  # fmt: skip
def test_titles_abstracts_and_organisations_are_unescaped_once_in_every_format(
    name: str, text: str, organization: str | None
) -> None:
    reading = read_bytes("page", text.encode())
    assert reading.file.format == name
    assert [(e.title, e.abstract, e.organization) for e in reading.entries] == [("Mix & Match", SHOWN, organization)]


def test_a_text_whose_mentions_count_its_characters_stays_as_it_is() -> None:
    (entry,) = read_bytes("page", json.dumps({**RECORD, "mentions": []}).encode()).entries
    assert (entry.title, entry.abstract) == ("Mix &amp; Match", ABSTRACT)
