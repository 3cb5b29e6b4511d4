"""Mentions by where they start: what finds them, and what goes when one is dropped."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError

import pytest

from kg.model.records import Abbreviation, Claim, Extraction, Mention, MentionStart
from tests.fixtures.comparisons import comparison
from tests.fixtures.results import result

GUIDANCE = Mention(3, 27, "METHOD", "classifier-free guidance", 0.9, "ner")
CFG = Mention(29, 32, "METHOD", "CFG", 0.8, "abbreviation")
FID = Mention(40, 43, "METRIC", "FID", 0.7, "ner")
READ = Extraction(
    mentions=(GUIDANCE, CFG, FID),
    abbreviations=(Abbreviation(CFG.reference, GUIDANCE.reference),),
    claims=(Claim("uses", CFG.reference, 0, 50, 0.5), Claim("measuredBy", FID.reference, 0, 50, 0.5)),
    results=(result(start=45, metric=FID.reference, subject=CFG.reference),),
    comparisons=(comparison(GUIDANCE.reference, FID.reference), comparison(GUIDANCE.reference, CFG.reference)),
    code=("https://github.com/a/b",),
)


@pytest.mark.parametrize("mention", READ.mentions)
def test_a_mention_is_found_by_where_it_starts(mention: Mention) -> None:
    assert READ.mention_at(mention.reference) is mention


@pytest.mark.parametrize("start", [0, 4, 27, 44])
def test_where_no_mention_starts_none_is_found(start: int) -> None:
    with pytest.raises(KeyError, match=str(start)):
        READ.mention_at(MentionStart(start))


def test_in_an_extraction_of_nothing_no_mention_is_found() -> None:
    with pytest.raises(KeyError):
        Extraction().mention_at(MentionStart(0))


def test_with_a_mention_goes_what_refers_to_it() -> None:
    assert READ.drop_mentions({CFG.reference}) == Extraction(
        mentions=(GUIDANCE, FID),
        claims=(Claim("measuredBy", FID.reference, 0, 50, 0.5),),
        results=(result(start=45, metric=FID.reference),),
        comparisons=READ.comparisons[:1],
        code=READ.code,
    )


@pytest.mark.parametrize(("part", "left"), [(GUIDANCE, 0), (CFG, 1), (FID, 1)])
def test_a_comparison_needs_both_of_its_sides(part: Mention, left: int) -> None:
    assert len(READ.drop_mentions({part.reference}).comparisons) == left


@pytest.mark.parametrize("part", [GUIDANCE, CFG])
def test_an_abbreviation_needs_both_of_its_forms(part: Mention) -> None:
    assert READ.drop_mentions({part.reference}).abbreviations == ()


def test_dropping_no_mention_changes_nothing() -> None:
    assert READ.drop_mentions(()) is READ
    assert READ.drop_mentions({MentionStart(1)}) == READ


@pytest.mark.parametrize(
    ("mentions", "why"),
    [
        ((CFG, GUIDANCE), "begins before"),
        ((GUIDANCE, Mention(20, 30, "METHOD", "guidance (", 0.5, "ner")), "'guidance \\(' at 20 begins before"),
        ((CFG, CFG), "must be sorted and apart"),
    ],
)
def test_mentions_that_overlap_or_are_out_of_order_are_refused(mentions: tuple[Mention, ...], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Extraction(mentions)


def test_mentions_may_touch() -> None:
    halves = (Mention(0, 3, "METHOD", "Cog", 0.5, "ner"), Mention(3, 6, "MODEL", "ViT", 0.5, "ner"))
    assert Extraction(halves).mentions == halves


def test_an_extraction_crosses_processes_unchanged() -> None:
    assert pickle.loads(pickle.dumps(READ)) == READ


def test_records_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        READ.code = ()  # type: ignore[misc]
