"""Finds papers by title or identifier, with typing errors allowed.

Nothing is indexed, since a process searches titles once: RapidFuzz compares all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from kg.rdf.namespaces import ID_BASE
from kg.search.entity_search import BY_WORDS, MOST_CHARACTERS, MOST_WORDS, SCORES, WORD_BEGUN, How
from kg.search.fuzzy_index import LEAST_SIMILARITY

_WORD = re.compile(r"[^\W_]+")
_BEFORE_ID = re.compile(
    rf"(?:{re.escape(ID_BASE)}paper/|paper[/:]|arxiv:|https?://arxiv\.org/(?:abs|pdf)/)", re.IGNORECASE
)
_VERSION = re.compile(r"v[0-9]+$")


@dataclass(frozen=True, slots=True)
class Title:
    """The fields of a paper that are searched."""

    id: str
    title: str
    arxiv_id: str | None


@dataclass(frozen=True, slots=True)
class TitleHit:
    """A paper that was found; `how` and `score` are as those of `kg.search.entity_search.Hit`."""

    paper: Title
    how: How
    score: float


def search_titles(papers: Iterable[Title], text: str, *, limit: int = 10) -> list[TitleHit]:
    """The papers whose title or identifier matches a text, best first; with equal scores, by title."""
    papers = list(papers)
    identifier = _BEFORE_ID.sub("", text.strip(), count=1)
    identifiers = {identifier, _VERSION.sub("", identifier)} - {""}
    wanted = split_title(text)[:MOST_WORDS] if len(text) <= MOST_CHARACTERS else []
    titles = [split_title(paper.title) for paper in papers]
    found: dict[int, tuple[float, How]] = {}
    for n, paper in enumerate(papers):
        if not identifiers.isdisjoint({paper.id, paper.arxiv_id}):
            found[n] = SCORES["identifier"], "identifier"
        elif wanted and (match := _match_exactly(wanted, titles[n])):
            found[n] = match
    if wanted and len(found) < limit:
        for n, score in _find_similar(wanted, titles).items():
            found.setdefault(n, (score, "similar"))
    ranked = sorted(found, key=lambda n: (-found[n][0], papers[n].title.casefold(), papers[n].id))
    return [TitleHit(papers[n], found[n][1], found[n][0]) for n in ranked[:limit]]


def split_title(text: str) -> list[str]:
    """The words of a title, normalised for comparison: NFKC, lower case."""
    return _WORD.findall((text if text.isascii() else normalize("NFKC", text)).casefold())


def _match_exactly(wanted: Sequence[str], title: Sequence[str]) -> tuple[float, How] | None:
    """Score and kind of the match where all wanted words are spelled as in the title; None where they are not."""
    whole, typed = "".join(title), "".join(wanted)
    if whole == typed:
        return SCORES["name"], "name"
    if whole.startswith(typed):
        return SCORES["prefix"], "prefix"
    *before, last = wanted
    if not set(before).issubset(title):
        return None
    if last in title:
        return SCORES["words"], "words"
    if any(word.startswith(last) for word in title):
        return SCORES["words"] - WORD_BEGUN, "words"
    return None


def _find_similar(wanted: Sequence[str], titles: Sequence[Sequence[str]]) -> dict[int, float]:
    """Positions and scores of titles that are similar as a whole, or contain a similar word for each wanted one."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    wholes = ["".join(title) for title in titles]
    best = {
        n: similarity
        for _, similarity, n in extract(
            "".join(wanted), wholes, scorer=OSA.normalized_similarity, score_cutoff=LEAST_SIMILARITY, limit=None
        )
    }
    vocabulary = sorted({word for title in titles for word in title})
    near: list[Mapping[str, float]] = []
    for word in wanted:
        alike = extract(word, vocabulary, scorer=OSA.normalized_similarity, score_cutoff=LEAST_SIMILARITY, limit=None)
        near.append({other: similarity for other, similarity, _ in alike})
    for n, title in enumerate(titles):
        similarities = [max((alike[word] for word in title if word in alike), default=0.0) for alike in near]
        if all(similarities):
            weighted = sum(len(word) * alike for word, alike in zip(wanted, similarities, strict=True))
            best[n] = max(best.get(n, 0.0), BY_WORDS * weighted / sum(map(len, wanted)))
    return {n: round(SCORES["similar"] * round(similarity, 2), 1) for n, similarity in best.items()}
