from __future__ import annotations

from itertools import pairwise

from kg.model.records import Abbreviation, Claim, Extraction, Mention
from kg.model.types import Label
from scripts.benchmarks.recombined import ReadPaper, recombine
from tests.fixtures.results import result

TEXT = "A title\n\nLow-rank adaptation (LoRA) scores 95% on GLUE in accuracy."


def find(name: str) -> int:
    """The offset of a name in the text."""
    return TEXT.index(name)


def make_paper() -> ReadPaper:
    """A paper in which every kind of offset refers to some name."""
    names: dict[str, Label] = {
        "Low-rank adaptation": "METHOD",
        "LoRA": "METHOD",
        "GLUE": "DATASET",
        "accuracy": "METRIC",
    }
    mentions = tuple(
        Mention(find(name), find(name) + len(name), label, name, 0.9, "ner") for name, label in names.items()
    )
    long, short, dataset, metric = (found.reference for found in mentions)
    number = result(
        "95",
        find("95%"),
        value_text="95%",
        end=find("95%") + 3,
        subject=short,
        dataset=dataset,
        metric=metric,
        conditions=((find("on GLUE"), find("on GLUE") + 7),),
        sentence_start=9,
        sentence_end=len(TEXT),
    )
    return ReadPaper(
        TEXT,
        Extraction(
            mentions=mentions,
            abbreviations=(Abbreviation(short, long),),
            claims=(Claim("uses", short, 9, len(TEXT), 0.9),),
            results=(number,),
        ),
    )


def test_every_offset_is_moved_to_the_place_of_what_it_stood_at() -> None:
    for text, extraction in recombine([make_paper()], 20):
        assert all(text[found.start : found.end] == found.text for found in extraction.mentions)
        (pair,), (claim,), (number,) = extraction.abbreviations, extraction.claims, extraction.results
        starts = [found.reference for found in extraction.mentions]
        assert [pair.long, pair.short, number.dataset, number.metric] == starts
        assert claim.mention == number.subject == pair.short
        assert text[number.start : number.end] == "95%"
        assert text[claim.sentence_start : claim.sentence_end] == text.partition("\n\n")[2]
        ((start, end),) = number.conditions
        assert text[start:end] == f"on {extraction.mention_at(starts[2]).text}"


def test_papers_differ_and_are_the_same_each_time() -> None:
    papers = list(recombine([make_paper()], 50))
    assert len({text for text, _ in papers}) == 50
    assert papers == list(recombine([make_paper()], 50))
    assert all(first.extraction != second.extraction for first, second in pairwise(papers))
    assert len({found.text for _, extraction in papers for found in extraction.mentions}) > 20
