"""Whole claims: value, result, tuple, whole and each part, as kg eval counts them, and what is wrong in each.

With --given-mentions the annotated mentions are given, which tells what the recogniser costs from what the rest does.
Papers without whole claims (docs/claims-guide.md) are left out.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence

from kg.api.evaluating import to_papers, to_predictions
from kg.evaluation import (
    AnnotatedMention,
    AnnotatedResult,
    Annotation,
    Figures,
    evaluate,
    number_key,
    read_gold,
    to_display_text,
)
from kg.evaluation.alignment import match_by_spelling, pair_papers
from kg.evaluation.whole_claims import compare_parts, pair_claims
from kg.extraction import load
from kg.extraction.results import find_results, read_numbers
from kg.model.records import MentionStart
from kg.model.results import Result
from kg.pipeline import extract_papers
from scripts.arguments import add_gold_file
from scripts.evaluation.common import format_table
from scripts.training.papers import GoldPaper, add_encoder_output, to_paper

_BEFORE_CLAIMS = ("value", "result", "tuple")  # rows of kg eval's table that are not of whole claims alone


def read_claims(paper: GoldPaper) -> Annotation:
    """What is read of an annotated paper that the encoder has read; offsets count in its display text."""
    document = paper.document
    mentions = tuple(
        AnnotatedMention(mention.start, mention.end, mention.label, name)
        for mention, name in zip(document.mentions, paper.names, strict=True)
    )
    results = sorted(find_results(document, read_numbers(document)), key=lambda result: result.start)
    return Annotation(
        paper.id, document.text, mentions, results=tuple(to_annotated(paper, result) for result in results)
    )


def to_annotated(paper: GoldPaper, result: Result[MentionStart]) -> AnnotatedResult:
    """A result of an annotated paper with the names that its mentions are annotated with."""
    names = {role: paper.name_at(mention) for role, mention in result.participants()}
    return AnnotatedResult(
        metric=names.get("metric"),
        value=result.value,
        kind=result.kind,
        dataset=names.get("dataset"),
        subject=names.get("subject"),
        comparator=names.get("comparator"),
        direction=result.direction,
        bound=result.bound,
        conditions=tuple(paper.document.text[slice(*span)] for span in result.conditions),
        holder=result.holder,
        task=names.get("task"),
    )


def select_rows(figures: Mapping[str, Figures]) -> dict[str, Figures]:
    """The rows of the table that are about claims."""
    return {
        name: row
        for name, row in figures.items()
        if name in _BEFORE_CLAIMS or name in ("whole", "comparison") or name.startswith("· ")
    }


def explain_differences(gold: Sequence[Annotation], predicted: Mapping[str, Annotation]) -> Iterator[str]:
    """A line for each part that is wrong, and for each number or comparison that only one side has, paper by paper."""
    for paper, prediction in pair_papers(gold, predicted):
        are_same = match_by_spelling(prediction.mentions, paper.mentions, paper.text)
        missed, spurious = list(paper.results), list(prediction.results)
        for claim, wanted in pair_claims(prediction.results, paper.results):
            missed.remove(wanted)
            spurious.remove(claim)
            for part, compared in compare_parts(claim, wanted, are_same).items():
                if not compared.correct:
                    values = f"predicted {getattr(claim, part)!r}, wanted {getattr(wanted, part)!r}"
                    yield f"{paper.id} {number_key(claim.value)} {part}: {values}"
        yield from (f"{paper.id} {number_key(result.value)} missed" for result in missed)
        yield from (f"{paper.id} {number_key(result.value)} is no result" for result in spurious)
        found, wanted_ones = (_describe_comparisons(annotation) for annotation in (prediction, paper))
        yield from (f"{paper.id} {line} missed" for line in sorted(wanted_ones - found))
        yield from (f"{paper.id} {line} is not said" for line in sorted(found - wanted_ones))


def _describe_comparisons(paper: Annotation) -> set[str]:
    """The comparisons with each side as it is first spelled in the text: names of the two sides are not the same."""
    spelled: dict[str, str] = {}
    for mention in paper.mentions:
        spelled.setdefault(mention.entity, paper.text[mention.start : mention.end].casefold())
    return {
        f"{spelled.get(row.subject or '', row.subject)} {'not ' if row.denied else ''}{row.relation} "
        f"{spelled.get(row.object or '', row.object)}"
        for row in paper.comparisons or ()
    }


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    add_gold_file(parser, default="claims-dev.jsonl")
    parser.add_argument("--given-mentions", action="store_true", help="with the annotated mentions, not found ones")
    parser.add_argument("--errors", action="store_true", help="print every difference")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    gold = [paper for paper in read_gold(arguments.gold) if paper.has_whole_claims]
    if arguments.given_mentions:
        papers = add_encoder_output([to_paper(paper) for paper in gold], load())
        predicted = {paper.id: read_claims(paper) for paper in papers}
        gold = [to_display_text(paper) for paper in gold]
    else:
        predicted = to_predictions(extract_papers(to_papers(gold)))
    for line in explain_differences(gold, predicted) if arguments.errors else ():
        print(line)
    print(format_table(len(gold), select_rows(evaluate(gold, predicted))))
    return 0
