"""What is no listing is refused by name, and what is one is not taken for something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.read import read_bytes
from kg.read.formats import FORMATS

ABSTRACT = "We present a careful method that is better than all others. It needs no labels at all."

BIBTEX = """@article{lee24,
  author = {Ann Lee and Bo Chen},
  title = {A Careful Method},
  abstract = {We present a careful method, and we show that it is better.}
}
"""
FEED = '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n<title>x</title>\n</feed>\n'
FILES = {
    "bibtex": [
        ("BibTeX", BIBTEX),
        ("BibTeX", f"% from my manager\n\n{BIBTEX}\n\n{BIBTEX.replace('lee24', 'lee25')}"),
        ("BibTeX", BIBTEX.replace("\n", "\n\n")),
        ("BibTeX", f"Some words of a person.\n\n{BIBTEX}\n{BIBTEX}"),
        ("BibTeX", "@comment{x}\n" + BIBTEX),
        ("BibTeX", "@InProceedings(lee24,\n  title = \"A Careful Method\"\n)"),
    ],
    "ris": [("RIS", f"TY  - JOUR\nTI  - A Careful Method\nAU  - Lee, Ann\nAB  - {ABSTRACT}\nER  - \n")],
    "pubmed": [("PubMed", f"PMID- 123456\nOWN - NLM\nTI  - A Careful Method\nAB  - {ABSTRACT}\n")],
    "endnote": [("EndNote", f"%0 Journal Article\n%T A Careful Method\n%A Ann Lee\n%X {ABSTRACT}\n")],
    "webofscience": [("Web of Science", f"FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nAB {ABSTRACT}\n")],
    "atom": [("Atom", FEED), ("Atom", FEED.partition("\n")[2])],
    "rss": [("RSS", '<?xml version="1.0"?>\n<rss version="2.0"><channel><title>x</title></channel></rss>')],
    "pubmedxml": [("PubMed XML", "<!DOCTYPE PubmedArticleSet>\n<PubmedArticleSet>\n</PubmedArticleSet>")],
    "jats": [
        ("JATS", '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS v1.2//EN" "x.dtd">\n<article>\n<front/>\n</article>'),
        ("JATS", '<article xmlns:xlink="http://www.w3.org/1999/xlink">\n<front>\n</front>\n</article>'),
    ],
    "oaipmh": [("OAI-PMH", '<?xml version="1.0"?>\n<OAI-PMH xmlns="x">\n<ListRecords/>\n</OAI-PMH>')],
    "tei": [("TEI", '<?xml version="1.0"?>\n<TEI xmlns="x">\n</TEI>')],
    "html": [
        ("HTML", "<!DOCTYPE html><html><body>A page</body></html>"),
        ("HTML", "<!-- saved -->\n<html>\n<p>A page\n</html>"),
        ("HTML", "<div class='paper'>\n<h2>A Careful Method</h2>\n</div>"),
    ],
    "xml": [("XML", '<?xml version="1.0"?>\n<records>\n<record/>\n</records>')],
    "mailing": [
        (
            "mailing of arXiv",
            f"\\\\\narXiv:2409.11111\nDate: Mon\n\nTitle: A Method\nAuthors: Ann Lee\n\\\\\n  {ABSTRACT}\n\\\\\n",
        )
    ],
    "markdown": [
        ("Markdown", f"# Papers\n\n## A Careful Method\n\n{ABSTRACT}\n"),
        ("Markdown", "Some words.\n\n- [A Careful Method](https://x.org/a)\n- [Another](https://x.org/b)\n* [C](http://c)\n"),
        ("Markdown", f"| title | abstract |\n| --- | :---: |\n| A Careful Method | {ABSTRACT} |\n"),
        ("Markdown", f"---\nlayout: post\n---\n\nA Careful Method\n\n{ABSTRACT}\n"),
    ],
    "labelled": [("labels", f"Title: A Careful Method\nAuthors: Ann Lee\nAbstract: {ABSTRACT}\n")],
    "headerless": [
        ("table without a header", f"1\tA Careful Method\t{ABSTRACT}\n2\tAnother\t{ABSTRACT}\n"),
        ("table without a header", f'1,"A Careful Method, Again","{ABSTRACT}"\n2,"Another","{ABSTRACT}"\n'),
        ("table without a header", "".join(f"Method {i},{ABSTRACT}\n" for i in range(6))),
        ("table without a header", f'"paper","what it says"\n"A Careful Method","{ABSTRACT}"\n'),
    ],
}  # fmt: skip


@pytest.mark.parametrize(("name", "kind", "text"), [(name, *case) for name, cases in FILES.items() for case in cases])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_known_format_that_is_not_read_is_refused_by_name(name: str, kind: str, text: str, ends: str) -> None:
    reading = read_bytes("file.txt", text.replace("\n", ends).encode())
    assert (reading.file.format, reading.entries) == (name, ())
    (rejection,) = reading.rejected
    assert "The file is " in rejection.reason
    assert kind in rejection.reason
    assert rejection.reason.endswith(".")
    assert (rejection.file, rejection.line) == ("file.txt", 0)


def test_every_format_has_its_cases() -> None:
    assert FILES.keys() == FORMATS.keys() - {"jsonl", "json", "csv", "cards", "headed", "flat"}


PAGE = "Daily Papers\n\nbyAK and the research community\n\n"


@pytest.mark.parametrize(
    ("name", "titles", "text"),
    [
        ("flat", ["<think>: How Models Reason"], f"<think>: How Models Reason\n{ABSTRACT}\n"),
        ("flat", ["@home: Robots Among Us"], f"@home: Robots Among Us\n{ABSTRACT}\n"),
        ("flat", ["#Hashtags and What They Say"], f"#Hashtags and What They Say\n{ABSTRACT}\n"),
        ("flat", ["Title: The Word", "B"], f"Title: The Word\n{ABSTRACT}\nB\n{ABSTRACT}\n"),
        ("flat", ["A, B, and C"], f"A, B, and C\n{ABSTRACT}\n"),
        ("flat", ["Text, Images and Speech"], f"Text, Images and Speech\n{ABSTRACT}\n"),
        ("flat", ["TY the Typed Model"], f"TY the Typed Model\n{ABSTRACT}\n"),
        ("flat", ["Abstract Meaning Representation"], f"Abstract Meaning Representation\n{ABSTRACT}\n"),
        ("flat", ["A Careful Method"], f"A Careful Method\nAbstract: {ABSTRACT}\n"),
        ("cards", ["# A Title", "## Another"], f"{PAGE}# A Title\n\n{ABSTRACT}\n\n## Another\n\n{ABSTRACT}\n"),
        ("cards", ["@article{x,"], f"{PAGE}@article{{x,\n\n{ABSTRACT}\n"),
        ("cards", ["A Title Here"], f"A Title Here\n\nAbstract: {ABSTRACT}\n\n  • 4 authors\n·\nMar 3, 2024\n"),
    ],
)  # fmt: skip
def test_a_page_is_not_taken_for_something_else(name: str, titles: list[str], text: str) -> None:
    reading = read_bytes("page.txt", text.encode())
    assert (reading.file.format, [e.title for e in reading.entries], reading.rejected) == (name, titles, ())


def test_the_sample_listings_are_told_as_pages(listings: Path) -> None:
    for path in listings.iterdir():
        head = path.read_text("utf-8")[: 1 << 16]
        assert next(name for name, module in FORMATS.items() if module.sniff(head)) in ("cards", "flat")
