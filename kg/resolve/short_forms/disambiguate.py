"""Short forms and what they mean, paper by paper.

A paper that defines a short form settles it for itself. Elsewhere the evidence is, in this order: a long form that the
paper uses, the label of the mention, one meaning far ahead of the others, the company that the meanings keep in the
papers that define them, and what papers at large mean by it. What stays undecided is an entity of its own.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.model.records import Extraction
from kg.model.types import Label
from kg.resolve.forms import Form, main_label
from kg.resolve.short_forms.definitions import Definitions
from kg.resolve.short_forms.senses import Sense, senses_of
from kg.resolve.word_forms import may_be
from kg.text.normalise import is_short_form, normalise
from kg.vocabulary.aliases import Tables

_CLEAR_SHARE, _CLEAR_PAPERS = 0.9, 5  # of the defining papers: one meaning far ahead
_AHEAD = 2.5  # times the next meaning's weight
_COMPANY = 1.5  # times the next meaning's shared company
_KNOWN_SHARE, _KNOWN_PAPERS = 0.6, 10  # what papers at large must agree on where the corpus is silent
_AGREED_PAPERS = 5  # where nearly all of them agree


@dataclass(frozen=True, slots=True)
class ShortForm:
    """What was decided for a short form: its senses in use, and which of them a paper means."""

    key: str
    spelling: str
    senses: tuple[Sense, ...]
    of_paper: Mapping[int, str]  # position of a paper -> sign of a sense; missing where undecided
    undecided: tuple[int, ...]  # positions of papers
    reasons: Mapping[int, str]  # position of a paper -> why, where it does not define the short form


def decide(
    extractions: Sequence[Extraction],
    keys: Sequence[Sequence[str]],
    by_key: Mapping[str, Form],
    defined: Definitions,
    tables: Tables,
) -> dict[str, ShortForm]:
    """What every short form of the corpus means in every paper that uses it, by key."""
    company = [frozenset(row) for row in keys]
    labels = [_labels(extraction, row) for extraction, row in zip(extractions, keys, strict=True)]
    decided: dict[str, ShortForm] = {}
    for key in sorted(by_key):
        form = by_key[key]
        spelling = min(form.spellings, key=lambda s: (-form.spellings[s], s))
        if key in defined.longs or ((key in tables.meanings or key in tables.names) and is_short_form(spelling)):
            found = senses_of(key, spelling, by_key, defined, tables)
            if found:
                benchmark = key in tables.benchmarks
                decided[key] = _decided(key, spelling, found, form, labels, company, by_key, benchmark=benchmark)
    return decided


def _labels(extraction: Extraction, row: Sequence[str]) -> dict[str, Label]:
    votes: dict[str, dict[Label, float]] = defaultdict(lambda: defaultdict(float))
    for mention, key in zip(extraction.mentions, row, strict=True):
        votes[key][mention.label] += mention.score
    return {key: main_label(cast) for key, cast in votes.items()}


def _decided(
    key: str,
    spelling: str,
    senses: list[Sense],
    form: Form,
    labels: Sequence[Mapping[str, Label]],
    company: Sequence[frozenset[str]],
    by_key: Mapping[str, Form],
    *,
    benchmark: bool,
) -> ShortForm:
    of_paper = {paper: sense.sign for sense in senses for paper in sense.papers}
    reasons: dict[int, str] = {}
    undecided: list[int] = []
    friends = _Company(senses, company, by_key) if sum(bool(sense.papers) for sense in senses) > 1 else None
    for paper in sorted(form.papers):
        if paper in of_paper:
            continue
        label = labels[paper][key]
        found = _by_evidence(paper, senses, label, company, friends, itself=benchmark and label == "DATASET")
        if found is None:
            undecided.append(paper)
        else:
            of_paper[paper], reasons[paper] = found[0].sign, found[1]
    used = set(of_paper.values())
    return ShortForm(
        key, spelling, tuple(sense for sense in senses if sense.sign in used), of_paper, tuple(undecided), reasons
    )


def _by_evidence(
    paper: int,
    senses: list[Sense],
    label: Label,
    company: Sequence[frozenset[str]],
    friends: _Company | None,
    *,
    itself: bool,
) -> tuple[Sense, str] | None:
    """The sense and why; with `itself` the short form may well be a name here that stands for nothing else."""
    spelled = [s for s in senses if normalise(s.long) in company[paper] or not company[paper].isdisjoint(s.longs)]
    if len(spelled) == 1:
        return spelled[0], "the paper also uses the long form"
    left = [sense for sense in spelled or senses if sense.label is None or may_be(label, sense.label)]
    mislabelled = not left  # unless one meaning is well ahead, it is something that nobody defined
    first, *others = sorted(left or senses, key=lambda sense: (-sense.weight, sense.sign))
    if mislabelled:
        ahead = first.weight >= _AHEAD * (others[0].weight if others else 0.0)
        alone = ahead and not itself and _known_for(first)
        return (first, "the name is known for one thing only") if alone else None
    total = sum(len(sense.papers) for sense in left)
    if len(first.papers) >= max(_CLEAR_PAPERS, _CLEAR_SHARE * total):
        return first, "nearly all papers that define it mean this"
    if friends is not None and others:
        closest = friends.closest(paper, left)
        if closest is not None:
            return closest, "the paper shares its other concepts with papers that define it so"
    if others and first.weight < _AHEAD * others[0].weight:
        return None
    if first.papers:
        return first, "no other meaning is defined nearly as often"
    ruled_out = sum(sense.share for sense in senses if sense not in left)
    agreed = first.share >= _CLEAR_SHARE and first.known >= _AGREED_PAPERS
    if agreed or (first.share >= _KNOWN_SHARE * max(0.0, 1.0 - ruled_out) and first.known >= _KNOWN_PAPERS):
        return first, "papers at large mean this by it"
    return None


def _known_for(sense: Sense) -> bool:
    return sense.share >= _CLEAR_SHARE and sense.known >= _KNOWN_PAPERS


class _Company:
    """Which other concepts the papers of each sense mention."""

    def __init__(self, senses: Sequence[Sense], company: Sequence[frozenset[str]], by_key: Mapping[str, Form]) -> None:
        self._company = company
        self._by_key = by_key
        self._shares = {
            sense.sign: (Counter(key for paper in sorted(sense.papers) for key in company[paper]), len(sense.papers))
            for sense in senses
        }

    def closest(self, paper: int, senses: Sequence[Sense]) -> Sense | None:
        """The sense that shares clearly more company with the paper than any other does."""
        scores = []
        for sense in senses:
            counts, papers = self._shares[sense.sign]
            shared = sum(
                counts[key] / math.log(2 + len(self._by_key[key].papers))
                for key in sorted(self._company[paper])
                if key in counts
            )
            scores.append((shared / (papers + 1), sense))
        scores.sort(key=lambda pair: (-pair[0], pair[1].sign))
        if scores[0][0] > 0 and (len(scores) == 1 or scores[0][0] >= _COMPANY * scores[1][0]):
            return scores[0][1]
        return None


def nodes_of(keys: Sequence[Sequence[str]], decided: Mapping[str, ShortForm]) -> list[list[str]]:
    """The node of every mention: its key, with the sense where the corpus uses a short form in several."""
    rows = []
    for paper, row in enumerate(keys):
        rows.append([node_of(decided[key], paper) if key in decided else key for key in row])
    return rows


def node_of(short: ShortForm, paper: int) -> str:
    """The node of a short form in a paper."""
    sign = short.of_paper.get(paper)
    return sense_node(short, sign) if sign is not None else short.key


def sense_node(short: ShortForm, sign: str) -> str:
    """The node of a sense: the bare key if there is nothing to tell apart."""
    return short.key if len(short.senses) == 1 and not short.undecided else f"{short.key}\x1f{sign}"


def dominant(short: ShortForm) -> Sense | None:
    """The sense that is so far ahead that the others need not be reckoned with."""
    counts = Counter(short.of_paper.values())
    total = sum(counts.values()) + len(short.undecided)
    for sense in short.senses:
        if counts[sense.sign] >= max(_CLEAR_PAPERS, _CLEAR_SHARE * total):
            return sense
    return None
