"""Formats that are recognised but not read: a file in one is refused with the format's name and a remedy.

A reader for one of them replaces its row in `kg.read.formats.FORMATS`, under the same name.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kg.model.records import Rejected, SourceEntry
from kg.read.listing.units import is_page_head
from kg.read.rejections import reject

_SNIFFED_LINES = 200
_ENOUGH_ROWS = 5  # with equally many commas are no chance
_REMEDY = "Convert it to JSON Lines or CSV with a title and an abstract for each paper."


@dataclass(slots=True)
class RefusedFormat:
    """A format that is recognised and refused."""

    kind: str  # what the file is, after "The file is"
    recognises: Callable[[list[str]], bool]  # whether a file begins with these lines, blank ones left out
    remedy: str = _REMEDY
    LINE_LIMIT: int = 1 << 20

    def sniff(self, head: str) -> bool:
        """Whether a file that begins with this text is of this format."""
        lines = [line.strip() for line in head.split("\n", _SNIFFED_LINES)[:_SNIFFED_LINES] if line.strip()]
        return bool(lines) and not any(is_page_head(line) for line in lines) and self.recognises(lines)

    def parse(self, lines: Iterable[str], *, source: str, year: int | None) -> Iterator[SourceEntry | Rejected]:
        """One rejection for the whole file."""
        first = next((line for line in lines if line.strip()), "")
        yield reject(source, 0, f"The file is {self.kind}, which kg does not read. {self.remedy}", first)


_BIB_ENTRY = re.compile(r"@[A-Za-z]+\s{0,9}[{(]")
_BIB_KEY = re.compile(r"@[A-Za-z]+\s{0,9}[{(]\s{0,9}[^\s,{}()]+\s{0,9},")
_RIS = re.compile(r"TY  ?-")
_WOS = re.compile(r"(?:FN (?:Clarivate|Thomson|ISI)|PT [JBSPC]$)")
_NBIB = re.compile(r"PMID ?- ?\d")
_ENDNOTE = re.compile(r"%0 [A-Z]")
_MAILING = re.compile(
    r"(?:arXiv:(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?\b|Paper(?: \(\*cross-listing\*\))?: )"
)
_LABEL = re.compile(r"(?:title|abstract|authors?)\s?:\s", re.IGNORECASE)
_MARKUP = re.compile(r"<(?:\?xml|!doctype|!--|(?:[a-z]+:)?[a-z]+(?:\s[^<>]*)?>)", re.IGNORECASE)
_HTML = ("html", "head", "body", "div", "table", "ul", "ol", "p", "main", "section")
_TAG = re.compile(r"<((?:[a-zA-Z]+:)?[a-zA-Z][\w.-]*)")
_HEADING = re.compile(r"#{1,6} \S")
_LINKED = re.compile(r"(?:[-*+]|\d{1,4}\.) .{0,300}?\[[^\[\]]{1,300}\]\(")
_RULED = re.compile(r"\|?(?:\s?:?-{3,}:?\s?\|)+(?:\s?:?-{3,}:?\s?)?")
_FRONT_MATTER = re.compile(r"[A-Za-z_]+:(?: |$)")


def _is_bibtex(lines: list[str]) -> bool:
    first = next((line for line in lines if not line.startswith("%")), "")
    return bool(_BIB_ENTRY.match(first)) or sum(bool(_BIB_KEY.match(line)) for line in lines) > 1


def _match_beginning(pattern: re.Pattern[str]) -> Callable[[list[str]], bool]:
    return lambda lines: bool(pattern.match(lines[0]))


def _is_mailing(lines: list[str]) -> bool:
    identified = any(_MAILING.match(line) for line in lines)
    return identified and (any(line.startswith("Title: ") for line in lines) or "\\\\" in lines)


def _has_labels(lines: list[str]) -> bool:
    """Whether lines have labels such as "Title: ..." and "Abstract: ..."."""
    labels = {match[0].lower()[:5] for line in lines if (match := _LABEL.match(line))}
    return {"title", "abstr"} <= labels


def _match_markup(names: tuple[str, ...] | None) -> Callable[[list[str]], bool]:
    """A function that recognises markup whose first element has one of the names; any markup if `names` is None."""

    def recognises(lines: list[str]) -> bool:
        if not _is_markup(lines):
            return False
        tags = [tag.lower() for line in lines[:50] for tag in _TAG.findall(line[:1000])]
        doctype = next((line.lower() for line in lines[:10] if line.lower().startswith("<!doctype")), "")
        return names is None or (bool(tags) and tags[0] in names) or doctype[10:].split(" ")[0].rstrip(">") in names

    return recognises


def _is_markup(lines: list[str]) -> bool:
    if not _MARKUP.match(lines[0]):
        return False
    if lines[0][:2] in ("<?", "<!"):
        return True
    tag = _TAG.match(lines[0])
    closes = f"</{tag[1]}>" if tag else ""
    return lines[0].endswith(">") or (any(line.endswith(closes) for line in lines) and len(lines) > 1)


def _is_markdown(lines: list[str]) -> bool:
    headings = sum(bool(_HEADING.match(line)) for line in lines)
    linked = sum(bool(_LINKED.match(line)) for line in lines)
    ruled = any(_RULED.fullmatch(line) for line in lines)
    front = lines[0] == "---" and "---" in lines[1:] and all(_FRONT_MATTER.match(line) for line in lines[1:2])
    return front or ruled or headings > 1 or linked > 2 or (headings > 0 and _HEADING.match(lines[0]) is not None)


def _is_table_without_header(lines: list[str]) -> bool:
    """Whether the lines have equally many tabs or commas, or parse as quoted CSV rows of one width."""
    tabs = {line.count("\t") for line in lines[:-1] or lines}
    if len(tabs) == 1 and tabs != {0} and len(lines) > 1:
        return True
    commas = {line.count(",") for line in lines[:-1]}
    if len(commas) == 1 and commas != {0} and len(lines) >= _ENOUGH_ROWS:
        return True
    return any(_parse_quoted_rows(lines[:50], separator) for separator in ",;")


def _parse_quoted_rows(lines: list[str], separator: str) -> bool:
    quoted = sum(line.startswith('"') or f'{separator}"' in line for line in lines)
    if 2 * quoted < len(lines):
        return False
    try:
        widths = [len(row) for row in csv.reader(lines[:-1] or lines, delimiter=separator, strict=True)]
    except csv.Error:
        return False
    return len(set(widths)) == 1 and widths[0] > 1


REFUSED = {
    "bibtex": RefusedFormat("BibTeX", _is_bibtex),
    "ris": RefusedFormat("RIS", _match_beginning(_RIS)),
    "pubmed": RefusedFormat("PubMed's format (nbib)", _match_beginning(_NBIB)),
    "endnote": RefusedFormat("EndNote's format", _match_beginning(_ENDNOTE)),
    "webofscience": RefusedFormat("an export of Web of Science", _match_beginning(_WOS)),
    "atom": RefusedFormat("an Atom feed", _match_markup(("feed",))),
    "rss": RefusedFormat("an RSS feed", _match_markup(("rss", "rdf:rdf", "channel"))),
    "pubmedxml": RefusedFormat("PubMed XML", _match_markup(("pubmedarticleset", "pubmedarticle"))),
    "jats": RefusedFormat("JATS XML", _match_markup(("article", "pmc-articleset", "articleset", "front"))),
    "oaipmh": RefusedFormat("OAI-PMH XML", _match_markup(("oai-pmh", "listrecords"))),
    "tei": RefusedFormat("TEI XML", _match_markup(("tei", "teicorpus"))),
    "html": RefusedFormat("HTML", _match_markup(_HTML), "Save the page as text."),
    "xml": RefusedFormat("XML or HTML", _match_markup(None)),
    "mailing": RefusedFormat("a mailing of arXiv", _is_mailing),
}
"""Formats that their first lines identify; they are tried before the formats that are read."""

REFUSED_LAST = {
    "markdown": RefusedFormat("Markdown", _is_markdown),
    "labelled": RefusedFormat("text with labels (Title:, Abstract:)", _has_labels),
    "headerless": RefusedFormat(
        "a table without a header row that kg knows",
        _is_table_without_header,
        'Give it a first row that names its columns, "title" and "abstract" among them.',
    ),
}
"""Formats that are tried after JSON and CSV, but before listing pages, whose lines may look like anything."""
