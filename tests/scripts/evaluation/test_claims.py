"""Whole claims of annotated papers: what is read given their mentions, and how differences are told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.evaluation import (
    AnnotatedComparison,
    AnnotatedMention,
    AnnotatedResult,
    Annotation,
    Figures,
    evaluate,
    to_display_text,
)
from kg.model.records import MentionStart
from kg.model.results import Result
from scripts.evaluation.claims import explain_differences, read_claims, select_rows, to_annotated
from scripts.training.papers import to_paper
from tests.fixtures.documents import add_encoder_output

TEXT = "Small nets\n\nOn ImageNet, TinyNet reaches an accuracy of up to 91.2\\% with 4 layers."


def mention(surface: str, label: str, entity: str) -> AnnotatedMention:
    start = TEXT.index(surface)
    return AnnotatedMention(start, start + len(surface), label, entity)  # type: ignore[arg-type]  # a label, as text


WANTED = AnnotatedResult(
    metric="accuracy",
    value="91.2",
    kind="absolute",
    dataset="ImageNet",
    subject="TinyNet",
    comparator=None,
    direction=None,
    bound="up to",
    conditions=("with 4 layers",),
    holder="own",
)
PAPER = Annotation(
    "a",
    TEXT,
    (
        mention("ImageNet", "DATASET", "ImageNet"),
        mention("TinyNet", "MODEL", "TinyNet"),
        mention("accuracy", "METRIC", "accuracy"),
    ),
    results=(WANTED,),
    comparisons=(),
)


def test_a_result_takes_the_annotated_names_and_the_words_of_the_display_text() -> None:
    paper = to_paper(PAPER)
    text = paper.document.text
    start, condition = text.index("91.2"), text.index("with 4")
    result = Result(
        start=start,
        end=start + 4,
        value="91.2",
        value_text="91.2%",
        kind="absolute",
        bound="up to",
        holder="own",
        metric=MentionStart(text.index("accuracy")),
        dataset=MentionStart(text.index("ImageNet")),
        subject=MentionStart(text.index("TinyNet")),
        conditions=((condition, condition + len("with 4 layers")),),
        sentence_start=text.index("On"),
        sentence_end=len(text),
        score=0.9,
    )
    claim = to_annotated(paper, result)
    assert claim == replace(WANTED, dataset="imagenet", subject="tinynet")


def test_given_mentions_are_all_right_and_numbers_are_read() -> None:
    paper = to_paper(PAPER)
    read = replace(paper, document=add_encoder_output(paper.document))
    figures = evaluate([to_display_text(PAPER)], {"a": read_claims(read)})
    assert figures["mention"] == Figures(1.0, 1.0, 1.0, 3, 3)
    assert figures["value"] == figures["· bound"] == Figures(1.0, 1.0, 1.0, 1, 1)


@pytest.mark.parametrize(
    ("results", "lines"),
    [
        ((WANTED,), []),
        ((replace(WANTED, value="+91.2%"),), []),
        (
            (replace(WANTED, bound="exact", subject="accuracy"),),
            [
                "a 91.2 subject: predicted 'accuracy', wanted 'TinyNet'",
                "a 91.2 bound: predicted 'exact', wanted 'up to'",
            ],
        ),
        ((replace(WANTED, value="4"),), ["a 91.2 missed", "a 4.0 is no result"]),
        ((WANTED, WANTED), ["a 91.2 is no result"]),
        ((), ["a 91.2 missed"]),
    ],
    ids=["the same", "written in another way", "two parts", "another number", "twice", "none"],
)
def test_each_difference_is_a_line(results: tuple[AnnotatedResult, ...], lines: list[str]) -> None:
    assert list(explain_differences([PAPER], {"a": replace(PAPER, results=results)})) == lines


def test_comparisons_are_told_as_the_text_spells_the_two() -> None:
    nets = Annotation(
        "a", "A beats B", (AnnotatedMention(0, 1, "MODEL", "Net A"), AnnotatedMention(8, 9, "MODEL", "B"))
    )
    beats = AnnotatedComparison("Net A", "B", "outperforms", denied=False)
    prediction = replace(
        nets,
        mentions=(AnnotatedMention(0, 1, "MODEL", "model/net-a"), AnnotatedMention(8, 9, "MODEL", "model/b")),
        comparisons=(AnnotatedComparison("model/net-a", "model/b", "outperforms", denied=False),),
    )
    assert list(explain_differences([replace(nets, comparisons=(beats,))], {"a": prediction})) == []
    denied = replace(nets, comparisons=(replace(beats, denied=True),))
    assert list(explain_differences([denied], {"a": prediction})) == [
        "a a not outperforms b missed",
        "a a outperforms b is not said",
    ]


def test_rows_that_are_not_about_claims_are_left_out() -> None:
    beats = replace(PAPER, comparisons=(AnnotatedComparison("TinyNet", "ImageNet", "outperforms", denied=False),))
    rows = select_rows(evaluate([beats], {"a": beats}))
    assert [*rows][:4] == ["value", "result", "tuple", "whole"]
    assert [*rows][-2:] == ["· conditions", "comparison"]
    assert {"mention", "link", "  MODEL"}.isdisjoint(rows)
