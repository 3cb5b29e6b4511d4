"""From display offsets to raw ones."""

from kg.extraction.mentions.offsets import placeable, to_raw
from kg.model.records import Claim, Extraction, Mention
from kg.model.results import ResultClaim
from kg.text.display import display

RAW = "T\n\nOn ImageNet 512times512 it reaches 54.6\\% with \\textsc{Ofa}."
SHOWN = display(RAW)


def span(part: str) -> tuple[int, int]:
    start = SHOWN.text.index(part)
    return start, start + len(part)


def mention(part: str) -> Mention:
    return Mention(*span(part), "DATASET", part, 0.5, "ner")


def test_everything_is_verbatim_raw_text() -> None:
    value = span("54.6")
    result = ResultClaim(
        start=value[0], end=value[1], value="54.6", value_text="54.6%", low=None, high=None, unit="%", kind="absolute",
        direction=None, bound="exact", holder="own", metric=None, dataset=0, subject=None, comparator=None, task=None,
        conditions=(span("Ofa"),), sentence_start=3, sentence_end=len(SHOWN.text), score=0.5,
    )  # fmt: skip
    claim = Claim("evaluatesOn", 0, 3, len(SHOWN.text), 0.5)
    found = to_raw(SHOWN, Extraction((mention("ImageNet 512x512"),), (), (claim,), (result,)))
    assert [RAW[one.start : one.end] for one in found.mentions] == ["ImageNet 512times512"]
    assert found.mentions[0].text == "ImageNet 512times512"
    assert found.results[0].value_text == "54.6\\%"
    assert RAW[found.results[0].start : found.results[0].end] == "54.6"
    assert [RAW[slice(*one)] for one in found.results[0].conditions] == ["Ofa"]
    assert RAW[found.claims[0].sentence_start : found.claims[0].sentence_end] == RAW[3:]


def test_two_mentions_of_one_raw_character_cannot_both_be_placed() -> None:
    shown = display("T\n\nﬁ")
    halves = [Mention(3, 4, "TASK", "f", 0.5, "ner"), Mention(4, 5, "TASK", "i", 0.5, "ner")]
    assert placeable(shown, halves) == (halves[0],)
