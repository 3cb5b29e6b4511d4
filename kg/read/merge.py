"""Merges the entries of one paper into that paper; the order of the entries does not matter.

Entries with the same given identifier are one paper. Entries without identifier are one paper if their normalised
titles are equal; if papers with a given identifier have that title too, they join the one whose identifier is smallest.
Papers with different given identifiers are never merged, even under one title.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from urllib.parse import urlencode

from kg.model.partial_dates import choose_earliest
from kg.model.records import Paper, SourceEntry
from kg.read.titles import make_title_id, normalise_title
from kg.read.web_addresses import make_arxiv_address, parse_arxiv_id, parse_arxiv_link

_SEARCH = "https://huggingface.co/papers?"

# A record is what someone wrote down on purpose, with offsets that others may hold; a card shows the text as it stands
# at the source; a flat page may have been through a proxy that rewrites links.
_RANK = {"record": 0, "card": 1, "flat": 2}
_FULL_HASH = 64


def merge(entries: Iterable[SourceEntry]) -> tuple[Paper, ...]:
    """The papers, sorted by identifier.

    Title and abstract come from one entry: a record before a card before a flat entry, then the longer, then the first
    by code points. Each other field is chosen separately: the earliest date, as precise as any entry has it, where a
    stated year comes before an inferred one; names of authors before their number, then the longer list; the highest
    number of comments; else the first by code points.
    """
    groups = group_entries(entries)
    return tuple(_merge_entries(identifier, groups[identifier]) for identifier in sorted(groups))


def group_entries(entries: Iterable[SourceEntry]) -> dict[str, list[SourceEntry]]:
    """The entries of each paper, by the identifier that the merged paper has."""
    groups: dict[str, list[SourceEntry]] = defaultdict(list)
    without_id: dict[str, list[SourceEntry]] = defaultdict(list)  # by normalised title
    ids_of_title: dict[str, str] = {}
    for entry in entries:
        title = normalise_title(entry.title)
        if entry.given_id is None:
            without_id[title].append(entry)
        else:
            groups[entry.given_id].append(entry)
            ids_of_title[title] = min(ids_of_title.get(title, entry.given_id), entry.given_id)
    new_ids = _make_ids([title for title in without_id if title not in ids_of_title])
    for title, members in without_id.items():
        groups[ids_of_title.get(title) or new_ids[title]] += members
    return groups


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
