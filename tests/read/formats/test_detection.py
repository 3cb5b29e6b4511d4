"""Which format a file is taken for by its beginning: one row a format, and what is none."""

import pytest

from kg.read.formats import FORMATS, UNKNOWN, detect_format
from kg.read.formats.refused import REFUSED, REFUSED_LAST

TITLE = "On the Scaling of Things"
ABSTRACT = (
    "We propose a method that is simple. It has few parameters, and our experiments show that it can be trained on one "
    "machine. The results on three benchmarks are better than those of earlier work, which was larger and slower."
)
BEGINNINGS = {
    "jsonl": '{"title": "A", "abstract": "B"}\n{"title": "C", "abstract": "D"}\n',
    "json": '[\n  {\n    "title": "A",\n    "abstract": "B"\n  },\n',
    "csv": "title,abstract\nA,B\n",
    "cards": f"{TITLE}\n{ABSTRACT}\n  • 3 authors\n·\nJun 17\n\n",
    "headed": f"{TITLE}\nAnn Lee and Bo Chen\n\nAbstract\n{ABSTRACT}\n",
    "flat": f"{TITLE}\n{ABSTRACT}\n",
    "bibtex": "% a comment\n@article{lee2024,\n",
    "ris": "TY  - JOUR\n",
    "pubmed": "PMID- 123\n",
    "endnote": "%0 Journal Article\n",
    "webofscience": "PT J\n",
    "atom": '<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n',
    "rss": '<rss version="2.0">\n',
    "pubmedxml": "<PubmedArticleSet>\n",
    "jats": '<article article-type="x">\n',
    "oaipmh": "<?xml version='1.0'?>\n<OAI-PMH>\n",
    "tei": "<TEI>\n",
    "html": "<!DOCTYPE html>\n<html>\n",
    "xml": "<?xml version='1.0'?>\n<other/>\n",
    "mailing": "arXiv:2406.14539\nTitle: A\n",
    "markdown": "# Papers\n\n## One\n",
    "labelled": "Title: A\nAbstract: B\n",
    "headerless": "1\tA\tB\n2\tC\tD\n",
}


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_is_detected(name: str) -> None:
    assert detect_format(BEGINNINGS[name]) == name


@pytest.mark.parametrize("text", ["a few words\n\nand some more\n", "1 2 3\n4 5 6\n", "x = 1\nprint(x)\n"])
def test_anything_else_is_of_no_known_format(text: str) -> None:
    assert detect_format(text) == UNKNOWN


@pytest.mark.parametrize("name", [*REFUSED, *REFUSED_LAST])
def test_a_refused_format_is_one_rejection_that_names_it(name: str) -> None:
    lines = BEGINNINGS[name].split("\n")
    (rejected,) = FORMATS[name].parse(lines, source="f", year=None)
    assert rejected.reason.startswith("The file is ")  # type: ignore[union-attr]  # a rejection
    assert "which kg does not read" in rejected.reason  # type: ignore[union-attr]


def test_formats_that_are_read_are_not_refused() -> None:
    assert set(FORMATS) - set(REFUSED) - set(REFUSED_LAST) == {"jsonl", "json", "csv", "cards", "headed", "flat"}
