"""Splits a saved page into units: drops the head, finds footers, keeps hard-wrapped paragraphs together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from kg.read.listing.footers import (
    MAX_LINES,
    Footer,
    is_dot,
    parse_broken_footer,
    parse_footer,
    parse_page_date,
)
from kg.read.listing.pairing import Unit, score_as_abstract

Line = tuple[int, str]  # number, text

_NEWSLETTER = re.compile(r"Get trending papers in your email inbox(?: once a day)?!?")
_SUBSCRIBE = "Subscribe"
_GLUED = re.compile(r"Subscribe(?=[A-Z0-9]|$)")  # to a first line, where the lines above it were cut off
_BYLINE = re.compile(r"by ?AK and the research community")
_HEADINGS = {"new": _NEWSLETTER, "Daily Papers": _BYLINE}  # a heading only where this line follows
_MAX_WRAPPED = 160  # characters of the longest line of a page whose paragraphs are hard-wrapped


def is_page_head(line: str) -> bool:
    """Whether the line is one that only the head of a listing has."""
    return bool(_NEWSLETTER.fullmatch(line.strip()) or _BYLINE.fullmatch(line.strip()))


def split_into_units(lines: Iterable[str], *, with_footers: bool) -> list[Unit]:
    """The units of a page in order; with `with_footers` false, no line is taken for a footer."""
    numbered = list(_drop_heads(list(enumerate(lines, 1))))
    blocks = split_into_blocks(numbered)
    if with_footers:
        blocks = _join_at_dots(blocks)
    longest = max((len(text) for _, text in numbered), default=0)
    wrapped = len(blocks) > 1 and longest <= _MAX_WRAPPED and any(len(block) > MAX_LINES for block in blocks)
    return [unit for block in blocks for unit in _split_block(block, with_footers=with_footers, wrapped=wrapped)]


def _drop_heads(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines without page heads, of which a file may have several anywhere: two pages may have been joined.

    The text of the button may be glued to the first title ("SubscribePost-training for ..."). A date under the byline
    belongs to the head.
    """
    glued = after_byline = False
    first = next((i for i, (_, line) in enumerate(lines) if line.strip()), None)
    for i, (number, line) in enumerate(lines):
        text = line.strip()
        if _NEWSLETTER.fullmatch(text) or (i == first and text == _SUBSCRIBE):
            glued = text != _SUBSCRIBE
        elif i == first and _GLUED.match(line):
            yield number, line.removeprefix(_SUBSCRIBE)
        elif _BYLINE.fullmatch(text):
            after_byline = True
        elif text in _HEADINGS and _follows(lines, i, _HEADINGS[text]):
            pass
        elif after_byline and text:
            after_byline = False
            if parse_page_date(text) is None:
                yield number, line
        elif glued and text:
            glued = False
            if text != _SUBSCRIBE:
                yield number, line.removeprefix(_SUBSCRIBE)
        else:
            yield number, line


def _follows(lines: Sequence[Line], i: int, pattern: re.Pattern[str]) -> bool:
    """Whether the next line that is not blank matches."""
    following = (lines[k][1].strip() for k in range(i + 1, len(lines)))
    return next((bool(pattern.fullmatch(text)) for text in following if text), False)


def split_into_blocks(lines: Iterable[Line]) -> list[list[Line]]:
    """Lines between blank ones."""
    return [list(block) for filled, block in groupby(lines, key=lambda line: bool(line[1].strip())) if filled]


def _join_at_dots(blocks: list[list[Line]]) -> list[list[Line]]:
    """Joins blocks at a middle dot: it connects the parts of a footer, even across blank lines."""
    joined: list[list[Line]] = []
    for i, block in enumerate(blocks):
        first = block[0][1]
        if joined and is_dot(joined[-1][-1][1]):
            # A dot at the end of a footer may be its end, and what looks like a date the next title.
            titled = len(blocks[i - 1]) > 1 and i + 1 < len(blocks) and score_as_abstract(blocks[i + 1][0][1]) > 0
            fits = parse_footer([first]) is not None and not (titled and len(block) == 1)
        else:
            fits = is_dot(first) and _ends_with_owner(joined)
        if fits:
            joined[-1] += block
        else:
            joined.append([*block])
    return joined


def _ends_with_owner(blocks: Sequence[list[Line]]) -> bool:
    """Whether the last line names authors, or an organisation between an abstract and a middle dot."""
    if not blocks:
        return False
    line = blocks[-1][-1][1]
    if parse_footer([line]) is not None:
        return True
    above = blocks[-1][-2:-1] if len(blocks[-1]) > 1 else blocks[-2][-1:] if len(blocks) > 1 else []
    return any(score_as_abstract(text) > 0 for _, text in above) and parse_footer([line, "·"]) is not None


def _split_block(block: Sequence[Line], *, with_footers: bool, wrapped: bool) -> Iterator[Unit]:
    """The units of one block: runs of lines that are footers, and the text between them."""
    texts: list[Line] = []
    i = 0
    while i < len(block):
        footer, length = _find_footer(block, i) if with_footers else (None, 1)
        if footer is None:
            texts.append(block[i])
        else:
            yield from _join_text(texts, wrapped=wrapped)
            texts = []
            yield Unit(block[i][0], "\n".join(text for _, text in block[i : i + length]), footer)
        i += length
    yield from _join_text(texts, wrapped=wrapped)


def _find_footer(block: Sequence[Line], start: int) -> tuple[Footer | None, int]:
    """The longest certain footer beginning at a line, and its length; an uncertain one must be the whole block."""
    for length in range(min(MAX_LINES, len(block) - start), 0, -1):
        footer = parse_footer([text for _, text in block[start : start + length]])
        if footer is not None and (footer.is_certain or length == len(block)):
            return footer, length
    return parse_broken_footer(block[start][1]), 1


def _join_text(lines: Sequence[Line], *, wrapped: bool) -> Iterator[Unit]:
    if wrapped and lines:
        yield Unit(lines[0][0], "\n".join(text for _, text in lines))
    else:
        yield from (Unit(number, text) for number, text in lines)
