"""The senses that a paper may mean: found by an index, they are those that a look at every sense finds."""

from __future__ import annotations

import math
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from kg.resolve.resolution_graph import Node
from kg.resolve.short_forms.candidate_senses import CandidateSenses, ContextSimilarity, Fitting
from kg.resolve.short_forms.senses import Sense
from kg.text.normalise import surface_form
from tests.fixtures.resolution import count_names, node

NAMES = ("frog", "gnu", "hare", "ibis", "jay")
FORMS = count_names([(name, "TASK", number + 1) for number, name in enumerate(NAMES)])
CONTEXTS = st.frozensets(st.sampled_from([node(name) for name in NAMES]))


def make_sense(
    key: str, *, papers: set[int], label: str | None = None, is_own: bool = False, share: float = 0
) -> Sense:
    return Sense(key, surface_form(f"{key} long"), papers=papers, label=label, is_own=is_own, share=share)  # type: ignore[arg-type]


SENSES = [
    make_sense("a", papers={0, 1}, label="METHOD", share=0.5),
    make_sense("b", papers={2}, label="DATASET", share=0.25),
    make_sense("c", papers=set(), share=0.125),
    make_sense("d", papers={3}, label="METHOD", is_own=True),
]


def score_all(context: frozenset[Node], contexts: list[frozenset[Node]], fitting: Fitting) -> dict[str, float]:
    """The score of each sense, as `ContextSimilarity.find_closest` describes it."""
    scores = {}
    for sense in fitting.ranked:
        counts = Counter(name for paper in sense.papers for name in contexts[paper])
        shared = sum(counts[n] / math.log(2 + len(FORMS[n].papers)) for n in sorted(context) if n in counts)
        scores[sense.key] = shared / (len(sense.papers) + 1)
    return scores


@given(st.lists(CONTEXTS, min_size=4, max_size=4), CONTEXTS, st.sets(st.sampled_from("abcd"), min_size=1))
def test_the_closest_sense_is_the_one_that_a_look_at_all_finds(
    contexts: list[frozenset[Node]], context: frozenset[Node], keys: set[str]
) -> None:
    fitting = Fitting(sense for sense in SENSES if sense.key in keys)
    found = ContextSimilarity(SENSES, contexts, FORMS).find_closest(context, fitting)
    scores = sorted(score_all(context, contexts, fitting).items(), key=lambda pair: (-pair[1], pair[0]))
    best, *others = [score for _, score in scores]
    is_clear = best > 0 and (not others or best >= 1.5 * others[0])
    assert (found.key if found else None) == (scores[0][0] if is_clear else None)


def test_a_spelled_sense_is_one_whose_long_form_the_paper_has() -> None:
    candidates = CandidateSenses(SENSES)
    assert [sense.key for sense in candidates.find_spelled(frozenset({node("b long"), node("frog")}))] == ["b"]
    assert candidates.find_spelled(frozenset({node("frog"), node("d long")})) == []  # its own name spells nothing


def test_senses_fit_by_label_and_those_without_one_always_the_weightiest_first() -> None:
    candidates = CandidateSenses(SENSES)
    fitting = candidates.fit("METHOD", [])
    assert [sense.key for sense in fitting.ranked] == ["a", "d", "c"]
    assert fitting.papers == 3
    assert candidates.sum_shares_without(fitting) == 0.25
    assert [sense.key for sense in candidates.fit("METHOD", SENSES[1:3]).ranked] == ["c"]  # of those that are spelled
    assert [sense.key for sense in candidates.every.ranked] == ["a", "b", "d", "c"]
