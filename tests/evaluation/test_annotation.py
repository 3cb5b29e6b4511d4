"""What an annotation becomes in display text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.evaluation import AnnotatedComparison, AnnotatedMention, AnnotatedResult, Annotation, to_display_text

BEATS = AnnotatedComparison("s", "c", "outperforms", denied=False)
PLAIN = AnnotatedResult("m", "2", "absolute", None, "s", None)
UNSAID = AnnotatedResult("m", "2", "absolute", None, "s")


@pytest.mark.parametrize(
    ("results", "comparisons", "whole"),
    [
        ((PLAIN,), (BEATS,), True),
        ((), (), True),
        ((PLAIN, UNSAID), (BEATS,), False),
        ((PLAIN,), None, False),
    ],
    ids=["all parts", "nothing to say", "a comparator is not annotated", "comparisons are not annotated"],
)
def test_claims_are_whole_where_every_part_is_annotated(results, comparisons, whole):
    assert Annotation("a", "", results=results, comparisons=comparisons).has_whole_claims is whole


def test_offsets_values_and_conditions_are_those_of_the_display_text():
    raw = r"\textbf{CFG} gets 13.6\% \textit{at 4 steps}"
    mention = AnnotatedMention(raw.index("CFG"), raw.index("CFG") + 3, "METHOD", "guidance", 0.5)
    result = AnnotatedResult(None, r"13.6\%", "absolute", None, "guidance", None, conditions=(r"\textit{at 4 steps}",))
    beats = replace(BEATS, text=r"\textbf{CFG} gets 13.6\%")
    paper = Annotation("a", raw, (mention,), ("guidance",), {"d": "eval"}, (result,), (beats,), "listing")
    display = to_display_text(paper)
    assert display.text == "CFG gets 13.6% at 4 steps"
    assert display.mentions == (AnnotatedMention(0, 3, "METHOD", "guidance", 0.5),)
    assert (display.results[0].value, display.results[0].conditions) == ("13.6%", ("at 4 steps",))
    assert (display.id, display.proposes, display.dataset_roles) == ("a", ("guidance",), {"d": "eval"})
    assert (display.comparisons, display.source) == ((replace(BEATS, text="CFG gets 13.6%"),), "listing")


@pytest.mark.parametrize(
    ("raw", "spans", "remaining", "why"),
    [
        (r"\textbf{CFG}", [(0, 7)], [], "only markup, which is hidden"),
        ("CFG", [(0, 3)], [(0, 3)], "no markup"),
        (r"CF\'eG", [(2, 4), (4, 5)], [(2, 3)], "two spans of one character that is shown: the first has it"),
    ],
)
def test_mentions_that_display_text_has_no_room_for_are_left_out(raw, spans, remaining, why):
    mentions = tuple(AnnotatedMention(start, end, "METHOD", "m") for start, end in spans)
    display = to_display_text(Annotation("a", raw, mentions))
    assert [(mention.start, mention.end) for mention in display.mentions] == remaining, why
