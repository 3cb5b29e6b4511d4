"""Leaving out what is too uncertain: what goes, and what goes with it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction.threshold import apply_threshold
from kg.model.records import Abbreviation, Claim, Extraction, Mention, MentionStart
from tests.fixtures.comparisons import comparison
from tests.fixtures.results import result

PARTS = ("metric", "dataset", "subject", "comparator", "task")


def mention(i, score):
    return Mention(10 * i, 10 * i + 5, "METHOD", f"name{i}", score, "ner")


def claim(mention, score):
    return Claim("uses", mention, 0, 100, score)


def make_result(score, **parts):
    return result(start=90, score=score, **parts)


WHOLE = Extraction(
    mentions=tuple(mention(i, score) for i, score in enumerate((0.9, 0.4, 0.8, 0.6))),
    abbreviations=(
        Abbreviation(short=MentionStart(20), long=MentionStart(0)),
        Abbreviation(short=MentionStart(30), long=MentionStart(10)),
    ),
    claims=(claim(0, 0.3), claim(10, 0.9), claim(20, 0.9), claim(30, 0.7)),
    results=(make_result(0.9, metric=20, dataset=10, subject=30, task=0), make_result(0.2, metric=20)),
    comparisons=(comparison(0, 20), comparison(0, 10), comparison(20, 30, score=0.4)),
    code=("https://github.com/a/b",),
)


def test_a_mention_goes_with_what_refers_to_it():
    assert apply_threshold(WHOLE, 0.5) == Extraction(
        mentions=(WHOLE.mentions[0], WHOLE.mentions[2], WHOLE.mentions[3]),
        abbreviations=(Abbreviation(short=MentionStart(20), long=MentionStart(0)),),
        claims=(claim(20, 0.9), claim(30, 0.7)),
        results=(make_result(0.9, metric=20, dataset=None, subject=30, task=0),),
        comparisons=(comparison(0, 20),),
        code=WHOLE.code,
    )


@pytest.mark.parametrize(
    ("least", "mentions", "why"),
    [(0.0, 4, "all"), (0.4, 4, "a score on the bound is enough"), (0.41, 3, "below it"), (1.0, 0, "none is certain")],
)
def test_the_bound(least, mentions, why):
    assert len(apply_threshold(WHOLE, least).mentions) == mentions, why


SCORES = st.floats(0, 1, allow_nan=False)


@st.composite
def extractions(draw):
    scores = draw(st.lists(SCORES, max_size=6))
    mentions = tuple(mention(i, score) for i, score in enumerate(scores))
    if not mentions:
        return Extraction(results=tuple(map(make_result, draw(st.lists(SCORES, max_size=3)))))
    place = st.sampled_from([mention.start for mention in mentions])
    part = st.none() | place
    return Extraction(
        mentions=mentions,
        abbreviations=tuple(draw(st.lists(st.builds(Abbreviation, place, place), max_size=3))),
        claims=tuple(draw(st.lists(st.builds(claim, place, SCORES), max_size=6))),
        results=tuple(draw(st.lists(st.builds(make_result, SCORES, **dict.fromkeys(PARTS, part)), max_size=4))),
        comparisons=tuple(draw(st.lists(st.builds(comparison, place, place, score=SCORES), max_size=4))),
    )


def names(extraction):
    """All that an extraction says, with the mentions that it refers to; a result once for each participant."""
    at = extraction.mention_at
    statements: list[tuple[object, ...]] = [("mention", m) for m in extraction.mentions]
    statements += [("abbreviation", at(a.short), at(a.long)) for a in extraction.abbreviations]
    statements += [("claim", at(c.mention), replace(c, mention=0)) for c in extraction.claims]
    for r in extraction.results:
        bare = replace(r, **dict.fromkeys(PARTS))
        statements += [("result", bare)]
        statements += [("part", bare, p, at(getattr(r, p))) for p in PARTS if getattr(r, p) is not None]
    return statements


@given(extractions(), SCORES)
def test_what_stays_refers_to_what_it_referred_to(whole, least):
    sure = {m for m in whole.mentions if m.score >= least}

    def stays(kind, first, *rest):
        if kind in ("mention", "abbreviation"):
            return {first, *rest} <= sure
        if kind == "claim":
            return first in sure and rest[0].score >= least
        return first.score >= least and (kind == "result" or rest[1] in sure)

    assert names(apply_threshold(whole, least)) == [statement for statement in names(whole) if stays(*statement)]


@given(extractions(), SCORES, SCORES)
def test_more_is_left_out_the_higher_the_bound(whole, bound, other_bound):
    low, high = sorted((bound, other_bound))
    assert (
        apply_threshold(apply_threshold(whole, low), high)
        == apply_threshold(whole, high)
        == apply_threshold(apply_threshold(whole, high), low)
    )
    assert set(names(apply_threshold(whole, high))) <= set(names(apply_threshold(whole, low)))


@given(extractions())
def test_nothing_is_below_zero(whole):
    assert apply_threshold(whole, 0.0) == whole
