"""Merges the entries of one paper into that paper; the order of the entries does not matter.

Entries with the same given identifier are one paper. Entries without identifier are one paper if their normalised
titles are equal; if papers with a given identifier have that title too, they join the one whose identifier is smallest.
Papers with different given identifiers are never merged, even under one title.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import chain, groupby
from pathlib import Path
from urllib.parse import urlencode

from kg.model.partial_dates import choose_earliest
from kg.model.records import Paper, SourceEntry
from kg.read.titles import make_title_id, normalise_title
from kg.read.web_addresses import make_arxiv_address, parse_arxiv_id, parse_arxiv_link
from kg.system.spool import Keep, Spool, sort_on_disk

_SEARCH = "https://huggingface.co/papers?"

# A record is what someone wrote down on purpose, with offsets that others may hold; a card shows the text as it stands
# at the source; a flat page may have been through a proxy that rewrites links.
_RANK = {"record": 0, "card": 1, "flat": 2}
_FULL_HASH = 64
_RUN = 4096  # entries that are sorted at once


def merge(entries: Iterable[SourceEntry]) -> tuple[Paper, ...]:
    """The papers, sorted by identifier.

    Title and abstract come from one entry: a record before a card before a flat entry, then the longer, then the first
    by code points. Each other field is chosen separately: the earliest date, as precise as any entry has it, where a
    stated year comes before an inferred one; names of authors before their number, then the longer list; the highest
    number of comments; else the first by code points.
    """
    groups = group_entries(entries)
    return tuple(_merge_entries(identifier, groups[identifier]) for identifier in sorted(groups))


def merge_on_disk(entries: Iterable[SourceEntry], folder: Path) -> Sequence[Paper]:
    """What `merge` returns, for more entries than memory holds: these and the papers are on the disk of `folder`."""
    kept = Spool(entries, folder)
    ordered = sort_on_disk(zip(identify_entries(kept), kept, strict=True), _get_identifier, folder, run=_RUN)
    groups = groupby(ordered, key=_get_identifier)
    return Spool((_merge_entries(identifier, [e for _, e in pairs]) for identifier, pairs in groups), folder)


def group_entries(entries: Iterable[SourceEntry]) -> dict[str, list[SourceEntry]]:
    """The entries of each paper, by the identifier that the merged paper has."""
    kept = tuple(entries)
    groups: dict[str, list[SourceEntry]] = defaultdict(list)
    for identifier, entry in zip(identify_entries(kept), kept, strict=True):
        groups[identifier].append(entry)
    return groups


def find_replaced(before: Iterable[SourceEntry], now: Sequence[SourceEntry], keep: Keep) -> tuple[list[int], int]:
    """Which papers of a file's former entries are in its present ones.

    Returns:
        the positions of the former entries of these papers, and of how many of the papers the record has changed.
    """
    both = keep(chain(before, now))
    ids = identify_entries(both)
    former = len(both) - len(now)
    present = set(ids[former:])
    replaced = [position for position, identifier in enumerate(ids[:former]) if identifier in present]
    records: dict[str, tuple[set[int], set[int]]] = defaultdict(lambda: (set(), set()))  # hashes: former, present
    for position, (identifier, entry) in enumerate(zip(ids, both, strict=True)):
        records[identifier][position >= former].add(hash(replace(entry, line=0)))
    seen_before = {ids[position] for position in replaced}
    return replaced, sum(1 for identifier in seen_before if records[identifier][0] != records[identifier][1])


def identify_entries(entries: Sequence[SourceEntry]) -> list[str]:
    """The identifier of the merged paper that each entry belongs to, in order."""
    titles = [normalise_title(entry.title) if entry.given_id is None else None for entry in entries]
    unidentified = {title for title in titles if title is not None}
    id_of_title: dict[str, str] = {}
    for entry in entries if unidentified else ():
        if entry.given_id is not None and (title := normalise_title(entry.title)) in unidentified:
            id_of_title[title] = min(id_of_title.get(title, entry.given_id), entry.given_id)
    id_of_title |= _make_ids(sorted(unidentified - id_of_title.keys()))
    return [
        entry.given_id if entry.given_id is not None else id_of_title[title or ""]
        for entry, title in zip(entries, titles, strict=True)
    ]


def _get_identifier(pair: tuple[str, SourceEntry]) -> str:
    return pair[0]


def _make_ids(titles: Sequence[str]) -> dict[str, str]:
    """Title to a new identifier; titles whose short identifiers would be equal get the whole hash."""
    taken = Counter(map(make_title_id, titles))
    return {
        title: short if taken[short] == 1 else make_title_id(title, digits=_FULL_HASH)
        for title, short in ((title, make_title_id(title)) for title in titles)
    }


def _merge_entries(identifier: str, members: list[SourceEntry]) -> Paper:
    text = min(members, key=_rank_text)
    published, inferred = _choose_published(members)
    organization, slug = _choose_organization(members)
    arxiv_id = _choose_arxiv_id(identifier, members)
    return Paper(
        id=identifier,
        title=text.title,
        abstract=text.abstract,
        authors=_choose_authors(members),
        organization=organization,
        organization_slug=slug,
        published=published,
        published_inferred=inferred,
        comments=max((e.comments for e in members if e.comments is not None), default=None),
        url=_choose_first(members, lambda e: e.url) or _make_link(text.title, arxiv_id),
        arxiv_id=arxiv_id,
        sources=tuple(sorted({e.source for e in members})),
    )


def _rank_text(entry: SourceEntry) -> tuple[int, int, str, str]:
    return _RANK[entry.layout], -len(entry.title) - len(entry.abstract), entry.title, entry.abstract


def _choose_first(members: Sequence[SourceEntry], field: Callable[[SourceEntry], str | None]) -> str | None:
    return min((value for e in members if (value := field(e)) is not None), default=None)


def _choose_published(members: Sequence[SourceEntry]) -> tuple[str | None, bool]:
    stated = [e.published for e in members if e.published is not None and not e.published_inferred]
    inferred = [e.published for e in members if e.published is not None and e.published_inferred]
    return choose_earliest(stated or inferred), bool(inferred and not stated)


def _choose_organization(members: Sequence[SourceEntry]) -> tuple[str | None, str | None]:
    """Name and slug of the organisation, both from one entry: one that has both, if there is any."""
    names = [(e.organization_slug is None, e.organization, e.organization_slug) for e in members if e.organization]
    if not names:
        return None, None
    _, name, slug = min(names, key=lambda row: (row[0], row[1], row[2] or ""))
    return name, slug


def _choose_authors(members: Sequence[SourceEntry]) -> tuple[str, ...] | int | None:
    lists = [e.authors for e in members if isinstance(e.authors, tuple)]
    if lists:
        return min(lists, key=lambda names: (-len(names), names))
    return max((e.authors for e in members if isinstance(e.authors, int)), default=None)


def _choose_arxiv_id(identifier: str, members: Sequence[SourceEntry]) -> str | None:
    """The arXiv identifier that an entry states, else that in the paper's identifier, else that in a link."""
    stated = _choose_first(members, lambda e: e.arxiv_id) or parse_arxiv_id(identifier) or parse_arxiv_link(identifier)
    return stated or _choose_first(members, lambda e: parse_arxiv_link(e.url) if e.url else None)


def _make_link(title: str, arxiv_id: str | None) -> str:
    return make_arxiv_address(arxiv_id) if arxiv_id else _SEARCH + urlencode({"q": " ".join(title.split())})
