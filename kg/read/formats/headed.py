"""Papers as text: a title, a line of authors, and an abstract under or after the word "Abstract"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.model.records import Rejected, SourceEntry
from kg.read.escapes import decode_html
from kg.read.listing.bylines import find_abstract_heading, is_affiliation, parse_byline
from kg.read.listing.pairing import score_as_abstract
from kg.read.listing.units import Line, is_page_head, split_into_blocks
from kg.read.rejections import check_entry, reject, reject_undecoded

LINE_LIMIT = 1 << 20

Block = list[Line]

_MOST_BYLINES = 5
_UNCLEAR = (
    'The lines above the word "Abstract" are not a title and its authors; give title and abstract as JSON Lines or CSV.'
)
_NO_ABSTRACT = 'A title without the word "Abstract" and an abstract after it; add them, or remove the title.'


def sniff(head: str) -> bool:
    """Whether "Abstract" stands alone on a line, or begins one after a title and something else."""
    lines = [line for line in head.split("\n") if line.strip()]
    if any(is_page_head(line) for line in lines[:20]):
        return False
    for i, line in enumerate(lines):
        after = find_abstract_heading(line)
        if after is None or i == 0 or (i > 1 and score_as_abstract(lines[i - 1]) > 0):
            continue
        if not line[after:].strip() or (i > 1 and score_as_abstract(lines[i - 2]) <= 0):
            return True
    return False


def parse(lines: Iterable[str], *, source: str, year: int | None) -> Iterator[SourceEntry | Rejected]:
    """The papers of a text. It has no dates, so `year` is ignored."""
    numbered = list(enumerate(lines, 1))
    found = [(i, after) for i, (_, line) in enumerate(numbered) if (after := find_abstract_heading(line)) is not None]
    head = split_into_blocks(numbered[: found[0][0]])
    for (i, after), end in zip(found, [*(i for i, _ in found[1:]), None], strict=True):
        number, line = numbered[i]
        rest = split_into_blocks([(number, line[after:]), *numbered[i + 1 : end]])
        text, following = _cut_after_abstract(rest) if end is None else _cut_before_title(rest)
        yield _make_paper([line for block in head for line in block], text, source, number)
        head = following
    if head:
        yield reject(source, head[0][0][0], _NO_ABSTRACT, head[0][0][1])


def _cut_before_title(blocks: list[Block]) -> tuple[list[Block], list[Block]]:
    """Cuts the blocks between two headings: the first paper's abstract, and the next paper's title and authors."""
    if len(blocks) > 1:
        apart = (
            len(blocks) > 2 and len(blocks[-1]) == len(blocks[-2]) == 1 and parse_byline(blocks[-1][0][1]) is not None
        )
        at = len(blocks) - (2 if apart else 1)
        return blocks[:at], blocks[at:]
    lines = blocks[0] if blocks else []
    at = len(lines) - 1
    while at > 1 and parse_byline(lines[at][1]) is not None:
        at -= 1
    return ([lines[:at]], [lines[at:]]) if at > 0 else (blocks, [])


def _cut_after_abstract(blocks: list[Block]) -> tuple[list[Block], list[Block]]:
    """Cuts the blocks after the last heading: the abstract, and the rest from the first that does not look like one."""
    at = next((i for i, block in enumerate(blocks) if i and score_as_abstract(_join_lines(block)) <= 0), len(blocks))
    return blocks[:at], blocks[at:]


def _join_lines(block: Block) -> str:
    return "\n".join(text for _, text in block)


def _make_paper(head: Block, text: list[Block], source: str, number: int) -> SourceEntry | Rejected:
    line = head[0][0] if head else number
    title = head[0][1].strip() if head else ""
    abstract = "\n\n".join(map(_join_lines, text)).strip()
    if (flaw := reject_undecoded(source, line, f"{_join_lines(head)}\n{abstract}", title)) is not None:
        return flaw
    bylines = [parse_byline(part) for _, part in head[1:] if not is_affiliation(part)]
    if not title or len(bylines) > _MOST_BYLINES or score_as_abstract(title) > 0 or None in bylines:
        return reject(source, line, _UNCLEAR, title or abstract)
    names = tuple(decode_html(name) for names in bylines for name in names or ())
    return check_entry(
        SourceEntry(source, line, "flat", decode_html(title), decode_html(abstract), authors=names or None)
    )
