"""Entries that speak of one paper become that paper, the same whatever their order.

Entries of one given identifier are one paper; so are entries without identifier whose titles are equal once
normalised, and they join the paper of that title with the smallest given identifier, if there is one. Papers with
different given identifiers stay apart even under one title.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from urllib.parse import urlencode

from kg.model.partial_dates import earliest
from kg.model.records import Paper, SourceEntry
from kg.read.arxiv import arxiv_id_in, arxiv_id_of_link
from kg.read.listing.titles import normalized_title, title_id

_ARXIV = "https://arxiv.org/abs/"
_SEARCH = "https://huggingface.co/papers?"

# A record is what someone wrote down on purpose, with offsets that others may hold; a card shows the text as it stands
# at the source; a flat page may have been through a proxy that rewrites links.
_RANK = {"record": 0, "card": 1, "flat": 2}
_FULL_HASH = 64


def merge(entries: Iterable[SourceEntry]) -> tuple[Paper, ...]:
    """The papers that the entries speak of, by identifier.

    The text comes whole from one entry: a record before a card before a flat entry, then the longer, then the first by
    code points. Every other field is chosen for itself: a date with its year before an inferred one, then the
    earliest, as precise as any tells it;
    names of authors before their count, then the more; the most comments; else the first by code points.
    """
    groups: dict[str, list[SourceEntry]] = defaultdict(list)
    untold: dict[str, list[SourceEntry]] = defaultdict(list)  # by normalised title
    ids_of_title: dict[str, str] = {}
    for entry in entries:
        title = normalized_title(entry.title)
        if entry.given_id is None:
            untold[title].append(entry)
        else:
            groups[entry.given_id].append(entry)
            ids_of_title[title] = min(ids_of_title.get(title, entry.given_id), entry.given_id)
    minted = _minted_ids([title for title in untold if title not in ids_of_title])
    for title, members in untold.items():
        groups[ids_of_title.get(title) or minted[title]] += members
    return tuple(_paper(identifier, groups[identifier]) for identifier in sorted(groups))


def _minted_ids(titles: Sequence[str]) -> dict[str, str]:
    """An identifier a title; titles whose short ones would be equal get the whole hash."""
    taken = Counter(map(title_id, titles))
    return {
        title: short if taken[short] == 1 else title_id(title, digits=_FULL_HASH)
        for title, short in ((title, title_id(title)) for title in titles)
    }


def _paper(identifier: str, members: list[SourceEntry]) -> Paper:
    text = min(members, key=_preference)
    published, inferred = _published(members)
    organization, slug = _organization(members)
    arxiv_id = _arxiv_id(identifier, members)
    return Paper(
        id=identifier,
        title=text.title,
        abstract=text.abstract,
        authors=_authors(members),
        organization=organization,
        organization_slug=slug,
        published=published,
        published_inferred=inferred,
        comments=max((e.comments for e in members if e.comments is not None), default=None),
        url=_first(members, lambda e: e.url) or _link(text.title, arxiv_id),
        arxiv_id=arxiv_id,
        sources=tuple(sorted({e.source for e in members})),
    )


def _preference(entry: SourceEntry) -> tuple[int, int, str, str]:
    return _RANK[entry.layout], -len(entry.title) - len(entry.abstract), entry.title, entry.abstract


def _first(members: Sequence[SourceEntry], field: Callable[[SourceEntry], str | None]) -> str | None:
    return min((value for e in members if (value := field(e)) is not None), default=None)


def _published(members: Sequence[SourceEntry]) -> tuple[str | None, bool]:
    told = [e.published for e in members if e.published is not None and not e.published_inferred]
    inferred = [e.published for e in members if e.published is not None and e.published_inferred]
    return earliest(told or inferred), bool(inferred and not told)


def _organization(members: Sequence[SourceEntry]) -> tuple[str | None, str | None]:
    """Name and slug from one entry, one that has both if there is any."""
    names = [(e.organization_slug is None, e.organization, e.organization_slug) for e in members if e.organization]
    if not names:
        return None, None
    _, name, slug = min(names, key=lambda named: (named[0], named[1], named[2] or ""))
    return name, slug


def _authors(members: Sequence[SourceEntry]) -> tuple[str, ...] | int | None:
    lists = [e.authors for e in members if isinstance(e.authors, tuple)]
    if lists:
        return min(lists, key=lambda names: (-len(names), names))
    return max((e.authors for e in members if isinstance(e.authors, int)), default=None)


def _arxiv_id(identifier: str, members: Sequence[SourceEntry]) -> str | None:
    """The one that an entry states, else the paper's identifier if it is or holds one, else the one in a link."""
    stated = _first(members, lambda e: e.arxiv_id) or arxiv_id_in(identifier) or arxiv_id_of_link(identifier)
    return stated or _first(members, lambda e: arxiv_id_of_link(e.url) if e.url else None)


def _link(title: str, arxiv_id: str | None) -> str:
    return f"{_ARXIV}{arxiv_id}" if arxiv_id else _SEARCH + urlencode({"q": " ".join(title.split())})
