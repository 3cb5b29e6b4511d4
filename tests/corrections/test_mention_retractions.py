"""Names that name nothing: which mentions go, and which stay."""

import pytest

from kg.corrections import parse
from kg.corrections.mention_retractions import retract_mentions
from kg.corrections.paper_index import PaperIndex
from kg.model.knowledge import Corrected
from tests.fixtures.resolution import Annotated, annotate

PAPERS = [
    annotate("a", "ours and Ours beat FID.", {"ours": "METHOD", "Ours": "METHOD", "FID": "METRIC"},
             claims=[("uses", "ours"), ("measuredBy", "FID")]),
    annotate("b", "Our frogs are ours.", {"Our": "METHOD", "ours": "METHOD"}),
]  # fmt: skip


def retract(toml: str, annotated: list[Annotated] = PAPERS) -> tuple[list[list[str]], list[Corrected]]:
    """The names that are left in each paper, and what was done."""
    papers, extractions = [paper for paper, _ in annotated], [extraction for _, extraction in annotated]
    remaining, log = retract_mentions(papers, extractions, parse(toml, file="c"), PaperIndex(papers))
    return [[mention.text for mention in extraction.mentions] for extraction in remaining], log


@pytest.mark.parametrize(
    ("entry", "left", "why"),
    [
        ('mention = "ours"', [["FID"], []], "every spelling, in every paper; 'Our' is its singular"),
        ('mention = "Ours"\npaper = "b"', [["ours", "Ours", "FID"], []], "in one paper"),
        ('mention = "FID"\npaper = "Paper a"', [["ours", "Ours"], ["Our", "ours"]], "by the title of the paper"),
    ],
)
def test_mentions_go(entry: str, left: list[list[str]], why: str) -> None:
    assert retract(f"[[retract]]\n{entry}\n")[0] == left, why


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ('mention = "theirs"', "The corpus has no mention of theirs; check the spelling"),
        ('mention = "FID"\npaper = "b"', "The paper b has no mention of FID; check the spelling"),
        ('mention = "FID"\npaper = "z"', "There is no paper 'z' in this corpus"),
    ],
)
def test_what_matches_nothing_is_told_and_changes_nothing(entry: str, reason: str) -> None:
    left, (outcome,) = retract(f"[[retract]]\n{entry}\n")
    assert left == [["ours", "Ours", "FID"], ["Our", "ours"]]
    assert outcome.done == "unmatched"
    assert outcome.reason.startswith(reason)


def test_what_rests_on_the_mentions_goes_with_them_and_is_counted() -> None:
    papers = [paper for paper, _ in PAPERS]
    corrections = parse('[[retract]]\nmention = "ours"\npaper = "a"\nnote = "a pronoun"\n', file="c")
    remaining, log = retract_mentions(papers, [extraction for _, extraction in PAPERS], corrections, PaperIndex(papers))
    assert [claim.type for claim in remaining[0].claims] == ["measuredBy"]
    reason = "2 mentions of ours and 1 relations that rest on it retracted: the corrections file says so: a pronoun."
    assert log == [Corrected(1, "retracted", "a", reason, "Ours; ours")]


def test_without_entries_nothing_changes() -> None:
    assert retract("") == ([["ours", "Ours", "FID"], ["Our", "ours"]], [])
